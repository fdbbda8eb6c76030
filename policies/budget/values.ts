/**
 * Property values as the budget sees them: plain data in which `UNKNOWN` stands for what cannot be read, be it an
 * output that a preview does not know yet or a secret. An unknown is never zero (DESIGN 5).
 */

/** Stands where a value is not known at preview, and where a secret cannot be read. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** The strings that Pulumi writes for an unknown string, boolean, number, array, asset, archive and object. */
const SENTINELS: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** What `pulumi preview --json` writes for a secret. */
const MASKED_SECRET = "[secret]";
/** The key that marks an envelope in a checkpoint, and its value for a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** A value of a preview or export document, with `UNKNOWN` for every sentinel and every secret in it. */
export function decode(value: unknown): unknown {
  if (SENTINELS.has(value) || value === MASKED_SECRET) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET_SIGNATURE) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
}

/**
 * A copy of a policy's `props` as plain data, with `UNKNOWN` wherever reading throws because a value is not known.
 *
 * @param isUnknownError tells such an error from all others, which are passed on; in a policy pack
 *   `(error) => error instanceof UnknownValueError`.
 */
export function plain(value: unknown, isUnknownError: (error: unknown) => boolean): unknown {
  if (typeof value !== "object" || value === null) return decode(value);
  const read = (key: string | number) => {
    try {
      return plain((value as Record<string | number, unknown>)[key], isUnknownError);
    } catch (error) {
      if (isUnknownError(error)) return UNKNOWN;
      throw error;
    }
  };
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(key)]));
}
