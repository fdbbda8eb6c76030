/**
 * From what zod found to the house form: the only place where the wording of a type, a range or a choice is decided.
 * What is allowed at a path is read from the schema itself.
 */
import type * as z from "zod/mini";
import { flawOf } from "../../components/forms";
import { nearest, nearestNumber } from "../../words/nearest";
import type { Path, Problem } from "../../words/problem";
import { plainKey, verbatim } from "../../words/shown";
import { type Facts, facts } from "./fields";
import { FORMS } from "./forms";
import { isSecret, setSecret } from "./problems";
import { configSchema } from "./schema";

type Schema = z.core.$ZodTypes;
type Issue = z.core.$ZodIssue;

const ARM64 =
  "Remove it: Fargate offers ARM64, not a generation of it such as Graviton4, and every task here is ARM64.";
const REPLICAS = "Remove it: Open WebUI has replicas, and agents has minReplicas and maxReplicas.";

/** Keys that people expect from other tools, and what to do instead. */
const EXPECTED_ELSEWHERE = new Map([
  ...["architecture", "cpuArchitecture", "arch"].map((key) => [key, ARM64] as const),
  ...["desiredCount", "desireCount", "count"].map((key) => [key, REPLICAS] as const),
]);

/** The key that chooses between the variants of a mapping. */
const CHOOSER = "provider";

/** A problem with a key of the config. */
export interface KeyProblem extends Problem {
  /** For an unknown key: the path that was probably meant, so that it is not reported as missing too. */
  meant?: Path;
}

/** The problems of one issue: an unknown key each, or the one value that is wrong. */
export function problemsOf(issue: Issue, config: unknown): KeyProblem[] {
  const schema = schemaAt(issue.path, config);
  if (issue.code === "unrecognized_keys" && schema._zod.def.type === "union") {
    const variant = variantOf(schema, valueAt(config, issue.path));
    return issue.keys.map((key) => unknownKey(variant, issue.path, key));
  }
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(schema, issue.path, key));
  const value = valueAt(config, issue.path);
  return [{ path: issue.path, got: value, ...verdictOn(schema, value, issue.path) }];
}

/** The value at this path, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** The schema without what wraps it: a default, or that it may be absent. */
export function unwrap(schema: z.core.SomeType): Schema {
  const { _zod } = schema as Schema;
  return "innerType" in _zod.def ? unwrap(_zod.def.innerType) : (schema as Schema);
}

function schemaAt(path: Path, config: unknown): Schema {
  return path.reduce<Schema>((schema, key, depth) => {
    const { def } = schema._zod;
    if (def.type === "array") return unwrap(def.element);
    if (def.type === "union" && key === CHOOSER) return schema;
    const inner = def.type === "union" ? variantOf(schema, valueAt(config, path.slice(0, depth))) : schema;
    const shape = (inner._zod.def as z.core.$ZodObjectDef).shape;
    return shape[key as string] ? unwrap(shape[key as string]!) : inner;
  }, unwrap(configSchema));
}

/** The variant that the value's `provider` chooses; the first while it chooses none. */
function variantOf(union: Schema, value: unknown): Schema {
  const options = (union._zod.def as z.core.$ZodUnionDef).options;
  const chosen = valueAt(value, [CHOOSER]);
  return unwrap(options.find((option) => providerOf(option) === chosen) ?? options[0]!);
}

/** The literal by which a variant is chosen. */
export function providerOf(variant: z.core.SomeType): string {
  const { provider } = (unwrap(variant)._zod.def as z.core.$ZodObjectDef).shape;
  return String((unwrap(provider!)._zod.def as z.core.$ZodLiteralDef<string>).values[0]);
}

function unknownKey(schema: Schema, path: Path, key: string): KeyProblem {
  const allowed = keysOf(schema).map((one) => (path.length === 0 ? `tandem:${one}` : one));
  const written = path.length === 0 ? `tandem:${key}` : key;
  const meant = nearest(written, allowed);
  const elsewhere = EXPECTED_ELSEWHERE.get(key);
  return {
    path: [...path, key],
    wrong: "unknown key",
    got: verbatim(plainKey(written)),
    expected: `one of ${allowed.join(", ")}`,
    change: elsewhere ?? (meant ? `Did you mean ${meant}?` : "Remove it."),
    meant: meant === undefined ? undefined : [...path, meant.replace(/^tandem:/, "")],
  };
}

function keysOf(schema: Schema): string[] {
  return Object.keys((schema._zod.def as z.core.$ZodObjectDef).shape ?? {});
}

type Verdict = Pick<Problem, "wrong" | "expected" | "change">;

function verdictOn(schema: Schema, value: unknown, path: Path): Verdict {
  const known = facts.get(schema as never) ?? { about: "" };
  const chooses = schema._zod.def.type === "union" && path.at(-1) === CHOOSER;
  const expected = chooses ? `one of ${choices(schema).join(", ")}` : allowedBy(schema);
  if (chooses) return { expected, ...choiceVerdict(choices(schema), value, known) };
  const absent = value === undefined || value === null;
  if (absent) {
    return {
      wrong: value === null ? "empty" : "missing",
      expected,
      change: isSecret(path) ? `Set it with ${setSecret(path)}.` : `Add it, ${likeThis(schema)}.`,
    };
  }
  const { type } = schema._zod.def;
  if (type === "number") return { expected, ...numberVerdict(known, isWhole(schema), value) };
  if (type === "string") return { expected, ...textVerdict(known, value) };
  if (type === "enum" || type === "literal")
    return { expected, ...choiceVerdict(choices(schema), value, known) };
  if (type === "boolean")
    return { wrong: "not true or false", expected, change: "Write true or false, without quotes." };
  if (type === "array") return { expected, ...listVerdict(known, value) };
  return { wrong: "not a mapping", expected, change: "Write its keys below it, indented." };
}

/** What this schema allows, in words that can stand after "expected". */
export function allowedBy(schema: Schema): string {
  const known = facts.get(schema as never);
  const { def } = schema._zod;
  if (known?.form) return FORMS[known.form].words;
  if (def.type === "number") return numberWords(known, isWhole(schema));
  if (def.type === "array")
    return `a list of ${known?.min ?? 0} to ${known?.max}, each ${allowedBy(unwrap(def.element))}`;
  if (def.type === "boolean") return "true or false";
  if (def.type === "object") return `a mapping of ${keysOf(schema).join(", ")}`;
  if (def.type === "union") return `a mapping with provider: one of ${choices(schema).join(", ")}`;
  const all = choices(schema);
  return all.length === 1
    ? String(all[0])
    : `one of ${all.join(", ")}${known?.unit ? ` (${known.unit})` : ""}`;
}

function numberWords(known: Facts | undefined, wholeOnly: boolean): string {
  const unit = known?.unit ? ` of ${known.unit}` : "";
  const range =
    known?.max === undefined ? `of at least ${known?.min ?? 0}` : `from ${known.min} to ${known.max}`;
  return `a ${wholeOnly ? "whole " : ""}number${unit} ${range}`.replace(
    / of (.*) of at least/,
    " of $1, at least",
  );
}

function isWhole(schema: Schema): boolean {
  return "format" in schema._zod.def && schema._zod.def.format === "safeint";
}

function choices(schema: Schema): (string | number)[] {
  const { def } = schema._zod;
  if (def.type === "enum") return Object.values(def.entries);
  if (def.type === "literal") return def.values as (string | number)[];
  return def.type === "union" ? def.options.map(providerOf) : [];
}

/** How a value of this kind is written, for something that is not there yet. */
function likeThis(schema: Schema): string {
  const known = facts.get(schema as never);
  const { def } = schema._zod;
  if (known?.form) return `for example ${FORMS[known.form].example}`;
  if (def.type === "object") return `with ${keysOf(schema).join(", ")} below it`;
  if (def.type === "array") return 'one "- " line for each';
  if (def.type === "boolean") return "true or false";
  return `for example ${choices(schema)[0] ?? known?.example ?? known?.min}`;
}

type ValueVerdict = Pick<Problem, "wrong" | "change"> & { expected?: string };

function numberVerdict(known: Facts, wholeOnly: boolean, value: unknown): ValueVerdict {
  if (typeof value !== "number") {
    const digits = typeof value === "string" ? /-?\d+(\.\d+)?/.exec(value)?.[0] : undefined;
    if (digits === undefined)
      return {
        wrong: "not a number",
        change: `Write it in digits, for example ${known.example ?? known.min}.`,
      };
    return {
      wrong: "a text, not a number",
      change: `Write ${within(known, wholeOnly, Number(digits))}, without quotes or unit.`,
    };
  }
  if (!Number.isFinite(value))
    return {
      wrong: "not a finite number",
      change: `Write it in digits, for example ${known.example ?? known.min}.`,
    };
  const nearby = `Set it to ${within(known, wholeOnly, value)}.`;
  if (value < (known.min ?? 0)) {
    return {
      wrong: "too small",
      change: known.example ? `Set it to what it should be, for example ${known.example}.` : nearby,
    };
  }
  if (known.max !== undefined && value > known.max) return { wrong: "too large", change: nearby };
  return { wrong: "not a whole number", change: nearby };
}

function within(known: Facts, wholeOnly: boolean, value: number): number {
  const bounded = Math.min(Math.max(value, known.min ?? 0), known.max ?? Number.MAX_SAFE_INTEGER);
  return wholeOnly ? Math.round(bounded) : bounded;
}

function textVerdict(known: Facts, value: unknown): ValueVerdict {
  const form = FORMS[known.form!];
  if (typeof value === "string") {
    return flawOf(form, value) ?? { wrong: "wrong form", change: `Write it like ${form.example}.` };
  }
  if (typeof value !== "number" || known.form === "secret") {
    return { wrong: "not a text", change: `Write it like ${form.example}.` };
  }
  if (known.form === "accountId") {
    const digits = String(value).padStart(12, "0");
    const zeros = digits === String(value) ? "" : ", with the zeros that YAML drops from its start";
    const change = `Put it in quotes${zeros}: "${digits}".`;
    return { wrong: "a number, not a text", change };
  }
  return { wrong: "a number, not a text", change: `Put it in quotes: "${value}".` };
}

function choiceVerdict(allowed: readonly (string | number)[], value: unknown, known: Facts): ValueVerdict {
  if (value === undefined || value === null)
    return { wrong: "missing", change: `Add it, for example ${allowed[0]}.` };
  const numbers = allowed.filter((one) => typeof one === "number");
  if (numbers.length > 0) {
    if (typeof value !== "number" || Number.isNaN(value))
      return { wrong: "not a number", change: `Write one of them in digits, without quotes or unit.` };
    return {
      wrong: `not an allowed number of ${known.unit}`,
      change: `Set it to ${nearestNumber(value, numbers)}, the nearest.`,
    };
  }
  const meant = typeof value === "string" ? nearest(value, allowed as string[]) : undefined;
  return {
    wrong: "not one of the allowed values",
    change: meant ? `Did you mean ${meant}?` : `Set it to one of them.`,
  };
}

function listVerdict(known: Facts, value: unknown): ValueVerdict {
  if (!Array.isArray(value))
    return { wrong: "not a list", change: 'Write it as a list, one "- " line for each.' };
  const few = value.length < (known.min ?? 0);
  const change = few ? `Add ${(known.min ?? 0) - value.length}.` : `Remove ${value.length - known.max!}.`;
  return { wrong: few ? `a list of only ${value.length}` : `a list of ${value.length}`, change };
}
