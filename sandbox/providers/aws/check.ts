/** Check: what a provider fills in and refuses before any call to AWS. */
import { createHash } from "node:crypto";
import { type AutoName, defaultsOf, factsOf } from "../../../aws/schema";
import { hasUnknown, type Properties, reveal } from "../../../pulumi/values";
import type { Failure } from "../../protocol/wire";
import { refusals } from "./refusals";
import type { Entry } from "./types/row";

export interface Checked {
  inputs: Properties;
  failures: Failure[];
}

/** `olds` are the inputs in the state, empty for a new resource or a replacement. `seed` is the engine's, for names. */
export function check(
  entry: Entry,
  name: string,
  olds: Properties,
  news: Properties,
  settings: { seed: string; region: string },
): Checked {
  const { schema } = entry;
  const { __defaults, ...given } = news;
  const named = nameIt(entry, name, olds, given, settings.seed);
  const inputs: Properties = { ...given, ...named.inputs };
  const known = Object.entries(inputs).filter(([, value]) => !hasUnknown(value));
  const plain = reveal(Object.fromEntries(known)) as Properties;
  const refused = named.failure ? [named.failure] : refusals(schema, inputs, plain);
  const planned = entry.plan?.(withUnknown(plain, inputs));
  const defaults = Object.entries(defaultsOf(schema)).filter(([key]) => isFree(entry, key, inputs));
  if (schema.regional) inputs.region ??= settings.region;
  Object.assign(inputs, Object.fromEntries(defaults));
  const own = [...Object.keys(named.inputs), ...defaults.map(([key]) => key)].sort();
  if (own.length > 0) inputs.__defaults = own;
  return { inputs, failures: planned ? [...refused, planned] : refused };
}

/** What is not known yet is there all the same. */
function withUnknown(plain: Properties, inputs: Properties): Properties {
  const unknown = Object.keys(inputs).filter((key) => inputs[key] !== undefined && !(key in plain));
  return { ...plain, ...Object.fromEntries(unknown.map((key) => [key, undefined])) };
}

/** Whether a default may be filled in: the program says nothing of it, and nothing that does not go with it. */
function isFree({ schema }: Entry, key: string, inputs: Properties): boolean {
  const others = factsOf(schema, key)?.conflicts ?? [];
  return [key, ...others].every((one) => inputs[one] === undefined || inputs[one] === null);
}

/** A name of its own for what the program left unnamed; `__defaults` says so, as in Pulumi's bridged providers. */
function nameIt(
  { type, schema: { autoName } }: Entry,
  name: string,
  olds: Properties,
  inputs: Properties,
  seed: string,
): { inputs: Properties; failure?: Failure } {
  if (!autoName) return { inputs: {} };
  const { property } = autoName;
  if (inputs[property] !== undefined || inputs[`${property}Prefix`] !== undefined) return { inputs: {} };
  const kept = Array.isArray(olds.__defaults) && olds.__defaults.includes(property);
  if (kept) return { inputs: { [property]: olds[property] } };
  const random = createHash("sha256").update(`${seed}|${type}|${name}`).digest("hex").slice(0, DIGITS);
  const fresh = `${name}${autoName.separator}${random}`;
  const made = { [property]: autoName.lower ? fresh.toLowerCase() : fresh };
  return fresh.length > autoName.longest
    ? { inputs: made, failure: tooLong(name, autoName) }
    : { inputs: made };
}

const DIGITS = 7;

function tooLong(name: string, { property, separator, longest }: AutoName): Failure {
  const extra = separator.length + DIGITS;
  const reason = `name '${name}' plus ${extra} random chars is longer than maximum length ${longest}`;
  return { property, reason };
}
