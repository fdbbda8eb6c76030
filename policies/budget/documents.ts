/**
 * The two documents of Pulumi that a plan is read from, checked before they are used: a wrong file gives one clear
 * line. Shapes as in Pulumi 3.259 (`PreviewDigest`, `DeploymentV3`, `ResourceV3`).
 */

/** What we read of a resource's state, in either document. */
export interface DocumentResource {
  urn: string;
  type: string;
  custom: boolean;
  delete?: boolean;
  external?: boolean;
  parent?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

export interface PreviewStep {
  op: string;
  urn: string;
  oldState?: DocumentResource;
  newState?: DocumentResource;
}

export interface PreviewSummary {
  steps: PreviewStep[];
  /** Operation to how many of it there are, shown or not. */
  counts: Record<string, number>;
}

/** A document that is not what it should be. Its message is one line, for the user. */
export class DocumentError extends Error {}

const WRITE_PREVIEW = "Write it with: pulumi preview --json --show-sames";
const WRITE_EITHER = `${WRITE_PREVIEW}, or pulumi stack export`;

export function refuse(
  where: string,
  wrong: string,
  got: unknown,
  expected: string,
  change = WRITE_PREVIEW,
): DocumentError {
  return new DocumentError(`${where}: ${wrong}, got ${shape(got)}; expected ${expected}. ${change}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws DocumentError when `document` is not a preview. */
export function previewSummary(document: unknown): PreviewSummary {
  const expected = "a document with steps and changeSummary";
  if (!isRecord(document)) throw refuse("document", "is not a preview", document, expected, WRITE_EITHER);
  const { steps = [], changeSummary = {}, diagnostics = [] } = document;
  if (!("steps" in document) && !("changeSummary" in document) && !("diagnostics" in document)) {
    throw refuse("document", "is not a preview or export of Pulumi", document, expected, WRITE_EITHER);
  }
  if (!Array.isArray(steps))
    throw refuse("preview document.steps", "is not a list", steps, "a list of steps");
  if (!isRecord(changeSummary)) {
    throw refuse(
      "preview document.changeSummary",
      "is not an object",
      changeSummary,
      "a count for each operation",
    );
  }
  for (const [op, count] of Object.entries(changeSummary)) {
    if (typeof count !== "number") {
      throw refuse(`preview document.changeSummary.${op}`, "is not a number", count, "a count");
    }
  }
  // A preview stops at its first error: what it shows is then only a part.
  if (
    Array.isArray(diagnostics) &&
    diagnostics.some((entry) => isRecord(entry) && entry.severity === "error")
  ) {
    const expected = "a preview that ended well";
    throw refuse(
      "preview document.diagnostics",
      "have an error",
      "severity error",
      expected,
      "Repair the program",
    );
  }
  return { steps: steps.map(checkStep), counts: changeSummary as Record<string, number> };
}

/** @throws DocumentError when `document` is not an export. */
export function exportResources(document: unknown): DocumentResource[] {
  const change = "Write it with: pulumi stack export";
  const expected = "a document with deployment.resources";
  if (!isRecord(document) || !isRecord(document.deployment)) {
    throw refuse("document", "is not an export of Pulumi", document, expected, change);
  }
  const { resources = [] } = document.deployment;
  if (!Array.isArray(resources)) {
    throw refuse(
      "export document.deployment.resources",
      "is not a list",
      resources,
      "a list of resources",
      change,
    );
  }
  return resources.map((resource, index) =>
    checkResource(`export document.deployment.resources[${index}]`, resource, change),
  );
}

function checkStep(step: unknown, index: number): PreviewStep {
  const where = `preview document.steps[${index}]`;
  if (!isRecord(step)) throw refuse(where, "is not a step", step, "an object with op and urn");
  const { op, urn, oldState, newState } = step;
  if (typeof op !== "string")
    throw refuse(`${where}.op`, "is not a string", op, "an operation such as create");
  if (typeof urn !== "string") throw refuse(`${where}.urn`, "is not a string", urn, "a URN");
  return {
    op,
    urn,
    ...(oldState != null && { oldState: checkResource(`${where}.oldState`, oldState) }),
    ...(newState != null && { newState: checkResource(`${where}.newState`, newState) }),
  };
}

function checkResource(where: string, value: unknown, change = WRITE_PREVIEW): DocumentResource {
  if (!isRecord(value))
    throw refuse(where, "is not a resource", value, "an object with urn and type", change);
  for (const key of ["urn", "type"]) {
    if (typeof value[key] !== "string") {
      throw refuse(`${where}.${key}`, "is not a string", value[key], "a string", change);
    }
  }
  for (const key of ["inputs", "outputs", "propertyDependencies"]) {
    if (value[key] != null && !isRecord(value[key])) {
      throw refuse(`${where}.${key}`, "is not an object", value[key], "an object", change);
    }
  }
  // `custom` is always written for a resource of a provider; only components may lack it.
  return { ...value, custom: value.custom === true } as DocumentResource;
}

/** What stands there, without printing a document's content, which may be anything. */
function shape(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string")
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}...` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const keys = Object.keys(value as object).slice(0, 5);
  return keys.length === 0 ? "an empty object" : `an object with ${keys.join(", ")}`;
}
