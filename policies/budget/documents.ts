/**
 * Plans, read from what Pulumi itself writes: `pulumi preview --json --show-sames`, `pulumi stack export`, and the state
 * file of a backend. A document that lacks something says so in `reason`.
 */
import { type DocumentError, isRecord } from "../../pulumi/document";
import { checkPreview, type PreviewStep, wrongPreview } from "../../pulumi/preview";
import { type Deployment, type ResourceState, resourcesOf } from "../../pulumi/state";
import { nameOf } from "../../pulumi/urn";
import { UNKNOWN } from "../../pulumi/values";
import { sentence, written } from "../../words/problem";
import { redact } from "../../words/redact";
import { outline, verbatim } from "../../words/shown";
import { type Plan, type PlannedResource, placed, planned } from "./planned";

/** The steps whose new state will exist. A replacement comes as several of them and is counted once, by URN. */
const STAYS: ReadonlySet<string> = new Set([
  "same",
  "create",
  "update",
  "replace",
  "create-replacement",
  "read",
  "read-replacement",
  "import",
  "import-replacement",
  "refresh",
]);
const GOES: ReadonlySet<string> = new Set(["delete", "discard"]);
/** The other half of a replacement, and steps that change nothing. */
const PASSES: ReadonlySet<string> = new Set([
  "delete-replaced",
  "discard-replaced",
  "remove-pending-replace",
  "diff",
  "extend-parameterize",
]);
/** What is deployed stays the same thing, so that its outputs hold where the program says nothing. */
const UNCHANGED: ReadonlySet<string> = new Set(["same", "read", "refresh", "update"]);

/** Of a text that is told. */
const LONGEST = 400;

const KEPT = "is kept when the stack lets it go, and still paid";
const WAITS = "was replaced, and its old one still waits to be deleted";

/**
 * Reads a preview, an export or a state file, whichever it is.
 *
 * @throws DocumentError with one line when it is none of them.
 */
export function fromDocument(document: unknown): Plan {
  if (!isRecord(document)) return fromPreview(document);
  if ("deployment" in document) return fromExport(document);
  // A backend keeps the same list under another name.
  if (isRecord(document.checkpoint)) return fromExport({ deployment: document.checkpoint.latest ?? {} });
  return fromPreview(document);
}

/**
 * Reads a document of `pulumi preview --json`.
 *
 * @throws DocumentError with one line when it has another shape.
 */
export function fromPreview(document: unknown): Plan {
  const { steps, changeSummary: counts } = checkPreview(document);
  const resources = new Map<string, PlannedResource>();
  const leftovers: PlannedResource[] = [];
  const deployed: PlannedResource[] = [];
  const seen = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const { op, urn, oldState, newState } = step;
    if (oldState && (oldState.delete || !seen.has(urn))) {
      deployed.push(asDeployed(oldState));
      if (!oldState.delete) seen.add(urn);
    }
    if (op.startsWith("delete") && oldState?.retainOnDelete)
      leftovers.push(planned(oldState, { outputs: oldState.outputs ?? {}, leftover: KEPT }));
    if (GOES.has(op)) {
      // What only waited to be deleted has lost its URN to another.
      if (!oldState?.delete) resources.delete(urn);
    } else if (STAYS.has(op)) {
      if (newState) resources.set(urn, planned(newState, { outputs: outputsOf(step) }));
      else if (op === "refresh") resources.delete(urn);
      else throw wrongPreview(["steps", index], "has no newState", undefined, `what ${op} leads to`);
    } else if (!PASSES.has(op)) {
      const wrong = "is not an operation of Pulumi";
      throw wrongPreview(["steps", index, "op"], wrong, op, "create, same, …");
    }
  }
  const lost = lacking(steps, counts, ["create", "update", "replace", "import"]);
  const same = lacking(steps, counts, ["same"]);
  const nothing = steps.length === 0 && same + lost === 0;
  const reason = nothing ? "the preview shows no resource at all: write it again" : gap(same, lost);
  const { config } = document as { config?: unknown };
  const all = [...resources.values(), ...leftovers];
  // Providers of what is deployed may be shown only there.
  placed([...deployed, ...all], isRecord(config) ? config : {});
  return { resources: all, deployed, complete: reason === undefined, missing: same + lost, reason };
}

/**
 * Reads a document of `pulumi stack export`. Nothing in it is planned: what is deployed is what will be.
 *
 * @throws DocumentError with one line when it has another shape.
 */
export function fromExport(document: unknown): Plan {
  const resources = placed(resourcesOf(document).map(asDeployed));
  const reason = cutOff((document as { deployment: Deployment }).deployment);
  return { resources, deployed: resources, complete: reason === undefined, missing: 0, reason };
}

/** What is wrong with a document, in one line. What it holds is not repeated. */
export function explainDocument({ document, path, got, ...wrong }: DocumentError): string {
  return sentence(written(path, document), { ...wrong, got: told(got) });
}

/** A text in a document may be what another program has to say, as of an error: longer than a value. */
function told(got: unknown): unknown {
  return typeof got === "string" ? verbatim(JSON.stringify(redact(got).slice(0, LONGEST))) : outline(got);
}

function asDeployed(state: ResourceState): PlannedResource {
  const outputs = state.outputs ?? {};
  return planned(state, state.delete ? { outputs, leftover: WAITS } : { outputs });
}

/**
 * What is known of what stays the same thing: a preview has it beside the old state only. What an update takes out of
 * the program may keep its value or fall back to a default: that is not known.
 */
function outputsOf({ op, oldState, newState }: PreviewStep): Record<string, unknown> | undefined {
  if (!UNCHANGED.has(op)) return undefined;
  const outputs = { ...oldState?.outputs, ...newState?.outputs };
  if (op !== "update") return outputs;
  const now = newState?.inputs ?? {};
  const gone = Object.keys(oldState?.inputs ?? {}).filter((key) => !(key in now));
  return { ...outputs, ...Object.fromEntries(gone.map((key) => [key, UNKNOWN])) };
}

/** Operations that were begun and not reported: nobody knows what they left. */
function cutOff({ pending_operations: operations = [] }: Deployment): string | undefined {
  // What was to be deleted is still listed, and counted.
  const open = operations.filter(({ type }) => type !== "deleting" && type !== "reading");
  if (open.length === 0) return undefined;
  const names = open.map(({ type, resource }) => `${type} ${nameOf(resource.urn)}`).join(", ");
  const count = open.length === 1 ? "1 operation was" : `${open.length} operations were`;
  return `${count} cut off (${names}), and may have taken effect: run pulumi refresh, and write it again`;
}

function lacking(steps: PreviewStep[], counts: Record<string, number>, ops: string[]): number {
  return ops
    .map((op) => (counts[op] ?? 0) - steps.filter((step) => step.op === op).length)
    .reduce((sum, count) => sum + Math.max(0, count), 0);
}

function gap(same: number, lost: number): string | undefined {
  if (same > 0) {
    return `the preview lacks ${same} unchanged resource${same === 1 ? "" : "s"}: write it with pulumi preview --json --show-sames`;
  }
  return lost > 0 ? `the preview counts ${lost} resources more than it shows: write it again` : undefined;
}
