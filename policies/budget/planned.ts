/**
 * Planned and deployed resources, read from what Pulumi itself writes: `pulumi preview --json --show-sames` and
 * `pulumi stack export` (DESIGN 5, "any Pulumi program"). A document that lacks something says so in `reason`.
 */
import { type DocumentError, isRecord } from "../../pulumi/document";
import { checkPreview, type PreviewStep, wrongPreview } from "../../pulumi/preview";
import { type ResourceState, resourcesOf } from "../../pulumi/state";
import { nameOf } from "../../pulumi/urn";
import { readPlain } from "../../pulumi/values";
import { sentence, written } from "../../words/problem";
import { outline } from "../../words/shown";

export interface PlannedResource {
  urn: string;
  /** Type token, for example `aws:ecs/service:Service`. */
  type: string;
  /** Logical name: the last part of the URN. */
  name: string;
  parent?: string;
  /** False for a component, which no provider makes and which costs nothing itself. */
  custom: boolean;
  /** True when the program only reads it: it belongs to, and is paid by, somebody else. */
  external?: boolean;
  inputs: Record<string, unknown>;
  /** Only when it is deployed and does not change. */
  outputs?: Record<string, unknown>;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
}

export interface Plan {
  /** What will exist, each URN once. */
  resources: PlannedResource[];
  /** What existed before, for "over but not worse". Empty in a first preview. */
  deployed: PlannedResource[];
  /** False when the document does not show all that will exist: no sum of it can be trusted. */
  complete: boolean;
  /** How many resources the document counts but does not show. */
  missing: number;
  /** Why it is not complete, and what to do. */
  reason?: string;
}

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
const UNCHANGED: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/**
 * Reads a preview or an export, whichever it is.
 *
 * @throws DocumentError with one line when it is neither.
 */
export function fromDocument(document: unknown): Plan {
  if (isRecord(document) && "deployment" in document) return fromExport(document);
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
  const deployed = new Map<string, PlannedResource>();
  let stateless = 0;
  for (const [index, step] of steps.entries()) {
    if (step.oldState && !deployed.has(step.urn)) deployed.set(step.urn, planned(step.oldState, true));
    if (GOES.has(step.op)) resources.delete(step.urn);
    else if (STAYS.has(step.op)) {
      if (step.newState) resources.set(step.urn, planned(step.newState, UNCHANGED.has(step.op)));
      else stateless += 1;
    } else if (!PASSES.has(step.op)) {
      const wrong = "is not an operation of Pulumi";
      throw wrongPreview(["steps", index, "op"], wrong, step.op, "create, same, …");
    }
  }
  const lost = stateless + lacking(steps, counts, ["create", "update", "replace", "import"]);
  const same = lacking(steps, counts, ["same"]);
  const reason = gap(same, lost);
  return {
    resources: [...resources.values()],
    deployed: [...deployed.values()],
    complete: reason === undefined,
    missing: same + lost,
    reason,
  };
}

/**
 * Reads a document of `pulumi stack export`. Nothing in it is planned: what is deployed is what will be.
 *
 * @throws DocumentError with one line when it has another shape.
 */
export function fromExport(document: unknown): Plan {
  const resources = resourcesOf(document)
    .filter((resource) => resource.delete !== true)
    .map((resource) => planned(resource, true));
  return { resources, deployed: resources, complete: true, missing: 0 };
}

/** What is wrong with a document, in one line. What it holds is not repeated. */
export function explainDocument({ document, path, got, ...wrong }: DocumentError): string {
  return sentence(written(path, document), { ...wrong, got: outline(got) });
}

function planned(state: ResourceState, isDeployed: boolean): PlannedResource {
  return {
    urn: state.urn,
    type: state.type,
    name: nameOf(state.urn),
    ...(state.parent && { parent: state.parent }),
    custom: state.custom === true,
    ...(state.external && { external: true }),
    inputs: readPlain(state.inputs ?? {}) as Record<string, unknown>,
    ...(isDeployed && { outputs: readPlain(state.outputs ?? {}) as Record<string, unknown> }),
    dependencies: state.dependencies ?? [],
    propertyDependencies: state.propertyDependencies ?? {},
  };
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
