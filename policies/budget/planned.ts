/** What a plan holds: resources of any Pulumi program, as they will exist or as they are deployed. */
import type { ResourceState } from "../../pulumi/state";
import { nameOf, packageOf } from "../../pulumi/urn";
import { readPlain, UNKNOWN } from "../../pulumi/values";

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
  /**
   * Why it is still there, as words that can stand after its name: it exists beside what has its URN now, or the stack
   * has let it go. It is paid, and nothing is joined to it.
   */
  leftover?: string;
  /** Its provider, as a state refers to it. */
  provider?: string;
  /** Where its provider is; absent where the provider does not say. */
  region?: string | typeof UNKNOWN;
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

/** What is said of a resource beside its state. */
interface Said {
  outputs?: Record<string, unknown>;
  leftover?: string;
}

/** A resource of a document. */
export function planned(state: ResourceState, { outputs, leftover }: Said = {}): PlannedResource {
  return {
    urn: state.urn,
    type: state.type,
    name: nameOf(state.urn),
    ...(state.parent && { parent: state.parent }),
    custom: state.custom === true,
    ...(state.external && { external: true }),
    ...(leftover !== undefined && { leftover }),
    ...(state.provider && { provider: state.provider }),
    inputs: readPlain(state.inputs ?? {}) as Record<string, unknown>,
    ...(outputs && { outputs: readPlain(outputs) as Record<string, unknown> }),
    dependencies: state.dependencies ?? [],
    propertyDependencies: state.propertyDependencies ?? {},
  };
}

/** Says of each resource where its provider is. A default provider is often not shown: then the program's config says it. */
export function placed(
  resources: PlannedResource[],
  config: Record<string, unknown> = {},
): PlannedResource[] {
  const providers = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ urn, inputs, outputs }) => [urn, inputs.region ?? outputs?.region]),
  );
  for (const resource of resources) {
    const { provider } = resource;
    if (provider === undefined) continue;
    const urn = provider.slice(0, provider.lastIndexOf("::"));
    const byDefault = nameOf(urn).startsWith("default")
      ? config[`${packageOf(resource.type)}:region`]
      : undefined;
    const region = providers.get(urn) ?? byDefault;
    if (region !== undefined) resource.region = typeof region === "string" ? region : UNKNOWN;
  }
  return resources;
}
