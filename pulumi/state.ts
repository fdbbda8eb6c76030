/** The state document, of `pulumi stack export` and `import` (`DeploymentV3`, `ResourceV3`). Its secrets are encrypted. */
import { DocumentError, isRecord } from "./document";
import type { Properties } from "./values";

/** What we read of a resource in a state, and of one in a preview. */
export interface ResourceState {
  urn: string;
  type: string;
  /** Made by a provider. Only components may lack it. */
  custom?: boolean;
  /** Waits for its deletion; another one may have its URN. */
  delete?: boolean;
  /** A destroy forgets it, and leaves what it stands for as it is. */
  retainOnDelete?: boolean;
  /** Only read by the program. */
  external?: boolean;
  id?: string;
  parent?: string;
  provider?: string;
  inputs?: Properties;
  outputs?: Properties;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

export interface Deployment {
  resources?: ResourceState[];
  pending_operations?: { type: string; resource: ResourceState }[];
}

export interface StateDocument {
  version: number;
  deployment: Deployment;
}

const WRITE = "Write it with: pulumi stack export";

/** The resources of a state document. @throws DocumentError when it is none. */
export function resourcesOf(document: unknown): ResourceState[] {
  if (!isRecord(document) || !isRecord(document.deployment)) {
    const expected = "a document with deployment.resources";
    throw new DocumentError("document", [], "is not an export of Pulumi", document, expected, WRITE);
  }
  const { resources = [] } = document.deployment;
  const path = ["deployment", "resources"];
  if (!Array.isArray(resources))
    throw new DocumentError(
      "export document",
      path,
      "is not a list",
      resources,
      "a list of resources",
      WRITE,
    );
  return resources.map((one, index) => checkResource("export document", [...path, index], one, WRITE));
}

/** The creates that a run began and did not report: nobody knows whether they took effect. */
export function pendingCreates({ pending_operations: operations = [] }: Deployment): ResourceState[] {
  return operations.filter(({ type }) => type === "creating").map(({ resource }) => resource);
}

/** A resource in a document. @throws DocumentError */
export function checkResource(
  document: string,
  path: readonly (string | number)[],
  value: unknown,
  change: string,
): ResourceState {
  const error = (key: string[], wrong: string, got: unknown, expected: string) =>
    new DocumentError(document, [...path, ...key], wrong, got, expected, change);
  if (!isRecord(value)) throw error([], "is not a resource", value, "an object with urn and type");
  for (const key of ["urn", "type"]) {
    if (typeof value[key] !== "string") throw error([key], "is not a string", value[key], "a string");
  }
  for (const key of ["inputs", "outputs", "propertyDependencies"]) {
    if (value[key] != null && !isRecord(value[key]))
      throw error([key], "is not an object", value[key], "an object");
  }
  return value as unknown as ResourceState;
}
