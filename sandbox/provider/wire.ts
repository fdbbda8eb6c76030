/**
 * Property values between protobuf structs and plain JavaScript. The engine marks what JSON cannot say (secrets,
 * unknowns, outputs, resource references) by signatures: pulumi/pulumi, sdk/go/common/resource/properties.go.
 */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Stands for a value that a preview cannot know. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A value that the engine must keep encrypted. */
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

/** Reads a struct; secrets come back as `Secret`, unknowns as `UNKNOWN`, resource references as `Reference`. */
export function decode(struct: Struct | undefined): Properties {
  return struct ? (read(struct.toJavaScript()) as Properties) : {};
}

/** Writes a struct; keys whose value is undefined are left out. */
export function encode(properties: Properties): Struct {
  return Struct.fromJavaScript(write(properties) as never);
}

/** The value with every secret inside it laid open. For the world's rules only: what they return is hashed. */
export function reveal(value: unknown): unknown {
  if (value instanceof Secret) return reveal(value.value);
  return mapped(value, reveal);
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

function read(value: unknown): unknown {
  if (value === UNKNOWN_TEXT) return UNKNOWN;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return mapped(value, read);
  const fields = value as Properties;
  switch (fields[SIGNATURE]) {
    case SECRET:
      return new Secret(read(fields.value));
    case RESOURCE:
      return new Reference(String(fields.urn), read(fields.id), String(fields.packageVersion ?? ""));
    case OUTPUT: {
      const inner = "value" in fields ? read(fields.value) : UNKNOWN;
      return fields.secret === true ? new Secret(inner) : inner;
    }
    default:
      return mapped(value, read);
  }
}

function write(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (value === undefined) return null;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: write(value.value) };
  if (value instanceof Reference) {
    const id = value.id === undefined ? {} : { id: write(value.id) };
    return { [SIGNATURE]: RESOURCE, urn: value.urn, packageVersion: value.version, ...id };
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return mapped(value, write);
  const kept = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(kept.map(([key, part]) => [key, write(part)]));
}
