/** What the provider's schema refuses: what is missing, out of its values or bounds, or does not go together. */
import { factsOf, type PropertyFacts, type TypeFacts } from "../../../aws/schema";
import type { Properties } from "../../../pulumi/values";
import type { Failure } from "../../protocol/wire";

/** `inputs` as they came, unknown ones among them; `known` those of them whose values are known, without marks. */
export function refusals(schema: TypeFacts, inputs: Properties, known: Properties): Failure[] {
  const isSet = (key: string) => inputs[key] !== undefined && inputs[key] !== null;
  const missing = schema.required
    .filter((property) => !isSet(property))
    .map((property) => ({ property, reason: `Missing required argument "${property}"` }));
  const facts = Object.keys(schema.props).map((key) => [key, factsOf(schema, key)!] as const);
  return [
    ...missing,
    ...facts.flatMap(([key, of]) => together(key, of, isSet)),
    ...facts.flatMap(([key, of]) => values(key, of, known[key])),
  ];
}

/** Paths into other properties are left to AWS. */
function together(property: string, facts: PropertyFacts, isSet: (key: string) => boolean): Failure[] {
  const top = (names: readonly string[] = []) => names.filter((name) => !name.includes("."));
  const found: Failure[] = [];
  const refuse = (reason: string) => found.push({ property, reason });
  if (isSet(property)) {
    const other = top(facts.conflicts).find((name) => name !== property && isSet(name));
    if (other) refuse(`"${property}": conflicts with ${other}`);
    const lacking = top(facts.requires).find((name) => !isSet(name));
    if (lacking) refuse(`"${property}": all of \`${facts.requires?.join(",")}\` must be specified`);
  }
  for (const [names, most] of [
    [facts.exactlyOne, 1],
    [facts.atLeastOne, Number.POSITIVE_INFINITY],
  ] as const) {
    // Told once, by the first of them.
    if (!names || names[0] !== property || names.some((name) => name.includes("."))) continue;
    const given = names.filter(isSet).length;
    if (given < 1 || given > most)
      refuse(`${most === 1 ? "only " : ""}one of \`${names.join(",")}\` must be specified`);
  }
  return found;
}

/** A value, and those in it, lists on the way walked. */
function values(path: string, facts: PropertyFacts, value: unknown): Failure[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : undefined;
  const own = list
    ? list.flatMap((one) => bounds(path, one, facts.each_enum, facts.each_range, facts.each_len))
    : bounds(path, value, facts.enum, facts.range, facts.len);
  const inner = Object.entries(facts.props ?? {});
  const parts = (list ?? [value]).flatMap((one) =>
    inner.flatMap(([key, of]) => values(`${path}.${key}`, of, (one as Properties | null)?.[key])),
  );
  return [...own, ...parts].map(({ property, reason }) => ({ property: property.split(".")[0]!, reason }));
}

type Bounds = readonly (number | null)[];

function bounds(
  property: string,
  value: unknown,
  allowed?: readonly unknown[],
  range?: Bounds,
  length?: Bounds,
): Failure[] {
  const isListed = typeof value === "object" || allowed?.map(String).includes(String(value));
  if (allowed && range && (isListed || !outside(Number(value), range))) return []; // either will do
  if (allowed && !isListed) {
    const listed = allowed.map((one) => JSON.stringify(one)).join(" ");
    return [{ property, reason: `expected ${property} to be one of [${listed}], got ${value}` }];
  }
  if (range && typeof value === "number" && outside(value, range)) {
    return [{ property, reason: `expected ${property} to be in the range (${said(range)}), got ${value}` }];
  }
  if (length && typeof value === "string" && outside(value.length, length)) {
    const reason = `expected length of ${property} to be in the range (${said(length)}), got ${value}`;
    return [{ property, reason }];
  }
  return [];
}

function outside(value: number, [least, most]: Bounds): boolean {
  return (typeof least === "number" && value < least) || (typeof most === "number" && value > most);
}

function said([least, most]: Bounds): string {
  return `${least ?? ""} - ${most ?? ""}`;
}
