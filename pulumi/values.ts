/**
 * Property values as Pulumi writes them, into documents and over the wire. What JSON cannot say is marked: a secret, a
 * reference and an output by a signature, an unknown by a text of its own for each kind of value
 * (pulumi/pulumi: sdk/go/common/resource/properties.go, sdk/go/common/resource/plugin/rpc.go).
 */

/** Stands where a preview does not know a value. Never zero. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** Stands where a document hides a secret, which can be had by writing it with its secrets. Never zero either. */
export const HIDDEN: unique symbol = Symbol("hidden");

/** A value that must stay encrypted. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** A reference to a registered resource; `id` is UNKNOWN in a preview, absent for a component. */
export class Reference {
  constructor(
    readonly urn: string,
    readonly id?: unknown,
    readonly version = "",
  ) {}
}

export type Properties = Record<string, unknown>;

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What is written for an unknown of any kind. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** An unknown string, boolean, number, array, asset, archive and object. */
export const SENTINELS: ReadonlySet<unknown> = new Set([
  UNKNOWN_TEXT,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
/** What a preview document has for a secret. On the wire it is a text like any other. */
const MASKED = "[secret]";

/** A value from the wire: secrets as `Secret`, unknowns as `UNKNOWN`, resource references as `Reference`. */
export function readValue(value: unknown): unknown {
  return read(value, false);
}

/** A value of a preview or a state document, with `HIDDEN` for every secret of which it does not say what it is. */
export function readPlain(value: unknown): unknown {
  return read(value, true);
}

function read(value: unknown, hideSecrets: boolean): unknown {
  if (typeof value === "string")
    return SENTINELS.has(value) ? UNKNOWN : hideSecrets && value === MASKED ? HIDDEN : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map((part) => read(part, hideSecrets));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  const fields = value as Properties;
  if (fields[SIGNATURE] !== undefined) return readMarked(fields, hideSecrets);
  return readFields(fields, hideSecrets);
}

/** The same object while nothing in it is marked, as in most of a document: copying took most of the time. */
function readFields(fields: Properties, hideSecrets: boolean): Properties {
  let copy: Properties | undefined;
  for (const key in fields) {
    const part = read(fields[key], hideSecrets);
    if (part === fields[key]) continue;
    copy ??= Object.fromEntries(Object.entries(fields));
    Object.defineProperty(copy, key, { value: part, enumerable: true, writable: true, configurable: true });
  }
  return copy ?? fields;
}

function readMarked(fields: Properties, hideSecrets: boolean): unknown {
  const mark = fields[SIGNATURE];
  if (mark === RESOURCE) {
    const id = read(fields.id, hideSecrets);
    return new Reference(String(fields.urn), id, String(fields.packageVersion ?? ""));
  }
  if (mark !== SECRET && mark !== OUTPUT) return mapped(fields, (part) => read(part, hideSecrets));
  const isSecret = mark === SECRET || fields.secret === true;
  if (isSecret && hideSecrets) return readPlaintext(fields);
  // A state keeps a secret as ciphertext, which nobody here reads.
  const inner = "value" in fields ? read(fields.value, hideSecrets) : UNKNOWN;
  return isSecret ? new Secret(inner) : inner;
}

/** A secret of a document that was asked for with its secrets, as JSON in a text. */
function readPlaintext({ plaintext }: Properties): unknown {
  if (typeof plaintext !== "string") return HIDDEN;
  try {
    return read(JSON.parse(plaintext), true);
  } catch {
    return HIDDEN;
  }
}

/** A value for the wire; keys whose value is undefined are left out. */
export function writeValue(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (value === undefined) return null;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: writeValue(value.value) };
  if (value instanceof Reference) {
    const id = value.id === undefined ? {} : { id: writeValue(value.id) };
    return { [SIGNATURE]: RESOURCE, urn: value.urn, packageVersion: value.version, ...id };
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return mapped(value, writeValue);
  const kept = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(kept.map(([key, part]) => [key, writeValue(part)]));
}

/** The value with every secret inside it laid open. */
export function reveal(value: unknown): unknown {
  return value instanceof Secret ? reveal(value.value) : mapped(value, reveal);
}

/** Whether a secret is anywhere inside. */
export function hasSecret(value: unknown): boolean {
  return anywhere(value, (part) => part instanceof Secret);
}

/** Whether anything inside is not known yet. */
export function hasUnknown(value: unknown): boolean {
  return anywhere(value, (part) => part === UNKNOWN);
}

function anywhere(value: unknown, test: (part: unknown) => boolean): boolean {
  if (test(value)) return true;
  if (value instanceof Secret) return anywhere(value.value, test);
  if (value instanceof Reference || value === null || typeof value !== "object") return false;
  return Object.values(value).some((part) => anywhere(part, test));
}

function mapped(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (value === null || typeof value !== "object" || value instanceof Reference || value instanceof Secret)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]));
}
