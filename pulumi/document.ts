/** What Pulumi's documents have in common: each is checked before it is used. Shapes as in Pulumi 3.259. */

/** A document that is not what it should be: where, and what is wrong there. */
export class DocumentError extends Error {
  constructor(
    /** Which document, as people call it. */
    readonly document: string,
    readonly path: readonly (string | number)[],
    readonly wrong: string,
    readonly got: unknown,
    readonly expected: string,
    readonly change: string,
  ) {
    super(`${[document, ...path].join(".")}: ${wrong}`);
  }
}

/**
 * A document as a file holds it: shells write it with a byte order mark or in UTF-16, and Pulumi's own words may stand
 * before and after it.
 *
 * @throws DocumentError when there is no one JSON document in it.
 */
export function parseDocument(bytes: Uint8Array): unknown {
  const text = decoded(bytes);
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const start = text.search(/^\{/m);
  const ends = [text.lastIndexOf("\n}") + 2, text.lastIndexOf("}") + 1];
  const inner = ends.map((end) => (start < 0 ? undefined : parsed(text.slice(start, end)))).find(isRecord);
  if (inner !== undefined) return inner;
  const change = "Write it to a file of its own";
  throw new DocumentError("file", [], "is not JSON", text.trim().slice(0, 40), "one JSON document", change);
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "";
  return new TextDecoder(wide || "utf-8").decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
