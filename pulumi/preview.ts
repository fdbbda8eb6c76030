/** The preview document, of `pulumi preview --json` (`PreviewDigest`). */
import { DocumentError, isRecord } from "./document";
import { checkResource, type ResourceState } from "./state";

export interface PreviewStep {
  op: string;
  urn: string;
  oldState?: ResourceState;
  newState?: ResourceState;
}

export interface PreviewDocument {
  steps: PreviewStep[];
  /** Operation to how many of it there are, shown or not. */
  changeSummary: Record<string, number>;
  diagnostics?: { urn?: string; message: string; severity: string }[];
}

const WRITE = "Write it with: pulumi preview --json --show-sames";

/** A preview that ended well. @throws DocumentError */
export function checkPreview(document: unknown): Pick<PreviewDocument, "steps" | "changeSummary"> {
  if (!isRecord(document)) throw notAPreview("is not a preview", document);
  const { steps = [], changeSummary = {}, diagnostics = [] } = document;
  if (!("steps" in document) && !("changeSummary" in document) && !("diagnostics" in document))
    throw notAPreview("is not a preview or export of Pulumi", document);
  if (!Array.isArray(steps)) throw wrongPreview(["steps"], "is not a list", steps, "a list of steps");
  if (!isRecord(changeSummary))
    throw wrongPreview(["changeSummary"], "is not an object", changeSummary, "a count for each operation");
  for (const [op, count] of Object.entries(changeSummary)) {
    if (typeof count !== "number")
      throw wrongPreview(["changeSummary", op], "is not a number", count, "a count");
  }
  // A preview stops at its first error: what it shows is then only a part.
  const error = Array.isArray(diagnostics)
    ? diagnostics.find((one) => isRecord(one) && one.severity === "error")
    : undefined;
  if (error) {
    const got = typeof error.message === "string" ? error.message.trim() : "severity error";
    const expected = "a preview that ended well";
    throw wrongPreview(["diagnostics"], "have an error", got, expected, "Repair the program");
  }
  return { steps: steps.map(checkStep), changeSummary: changeSummary as Record<string, number> };
}

/** What is wrong inside a preview document. */
export function wrongPreview(
  path: readonly (string | number)[],
  wrong: string,
  got: unknown,
  expected: string,
  change = WRITE,
): DocumentError {
  return new DocumentError("preview document", path, wrong, got, expected, change);
}

function notAPreview(wrong: string, got: unknown): DocumentError {
  const expected = "a document with steps and changeSummary";
  return new DocumentError("document", [], wrong, got, expected, `${WRITE}, or pulumi stack export`);
}

function checkStep(step: unknown, index: number): PreviewStep {
  const path = ["steps", index];
  if (!isRecord(step)) throw wrongPreview(path, "is not a step", step, "an object with op and urn");
  const { op, urn, oldState, newState } = step;
  if (typeof op !== "string")
    throw wrongPreview([...path, "op"], "is not a string", op, "an operation such as create");
  if (typeof urn !== "string") throw wrongPreview([...path, "urn"], "is not a string", urn, "a URN");
  const state = (key: string, value: unknown) =>
    value == null ? {} : { [key]: checkResource("preview document", [...path, key], value, WRITE) };
  return { op, urn, ...state("oldState", oldState), ...state("newState", newState) };
}
