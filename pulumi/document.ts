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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
