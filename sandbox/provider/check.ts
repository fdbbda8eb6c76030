/** Check: what a provider fills in and refuses before any call to AWS. */
import { createHash } from "node:crypto";
import { hasUnknown, type Properties, reveal } from "../../pulumi/values";
import type { Entry } from "../types/row";

export interface Checked {
  inputs: Properties;
  failures: { property: string; reason: string }[];
}

/** `olds` are the inputs in the state, empty for a new resource or a replacement. `seed` is the engine's, for names. */
export function check(
  row: Entry,
  name: string,
  olds: Properties,
  news: Properties,
  settings: { seed: string; defaultTags: Properties },
): Checked {
  const inputs: Properties = { ...news };
  delete inputs.__defaults;
  nameIt(row, name, olds, inputs, settings.seed);
  const tags = { ...settings.defaultTags, ...(inputs.tags as Properties | undefined) };
  if (row.taggable && inputs.tags === undefined && Object.keys(tags).length > 0) inputs.tags = tags;
  if (row.taggable && isPlain(inputs.tags)) inputs.tags = tags;
  const failures = row.required
    .filter((property) => inputs[property] === undefined || inputs[property] === null)
    .map((property) => ({ property, reason: `Missing required argument "${property}"` }));
  const plain = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value)));
  const refused = row.plan?.(reveal(plain) as Properties);
  return { inputs, failures: refused ? [...failures, refused] : failures };
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A name of its own for what the program left unnamed; `__defaults` says so, as in Pulumi's bridged providers. */
function nameIt(row: Entry, name: string, olds: Properties, inputs: Properties, seed: string): void {
  const auto = row.autoName;
  if (!auto || inputs[auto.property] !== undefined || inputs[`${auto.property}Prefix`] !== undefined) return;
  const kept = Array.isArray(olds.__defaults) && olds.__defaults.includes(auto.property);
  const suffix = createHash("sha256").update(`${seed}|${row.type}|${name}`).digest("hex").slice(0, 7);
  const fresh = `${name.slice(0, auto.max - 8)}-${suffix}`;
  inputs[auto.property] = kept ? olds[auto.property] : auto.lower ? fresh.toLowerCase() : fresh;
  inputs.__defaults = [auto.property];
}
