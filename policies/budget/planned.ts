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

/** A resource of a document. What it is made of is read when it is asked for: most of a plan is free by its type. */
export function planned(state: ResourceState, said: Said = {}): PlannedResource {
  return new Stated(state, said);
}

class Stated implements PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly external: boolean;
  readonly leftover: string | undefined;
  region?: PlannedResource["region"];
  private readInputs?: Record<string, unknown>;
  private readOutputs?: Record<string, unknown>;

  constructor(
    private readonly state: ResourceState,
    private readonly said: Said,
  ) {
    this.urn = state.urn;
    this.type = state.type;
    this.custom = state.custom === true;
    this.external = state.external === true;
    this.leftover = said.leftover;
  }

  get name() {
    return nameOf(this.urn);
  }

  get parent() {
    return this.state.parent;
  }

  get provider() {
    return this.state.provider;
  }

  get inputs() {
    this.readInputs ??= readPlain(this.state.inputs ?? {}) as Record<string, unknown>;
    return this.readInputs;
  }

  get outputs() {
    if (this.said.outputs) this.readOutputs ??= readPlain(this.said.outputs) as Record<string, unknown>;
    return this.readOutputs;
  }

  get dependencies() {
    return this.state.dependencies ?? [];
  }

  get propertyDependencies() {
    return this.state.propertyDependencies ?? {};
  }
}

/** Says of each resource where its provider is. A default provider is often not shown: then the program's config says it. */
export function placed(
  resources: PlannedResource[],
  config: Record<string, unknown> = {},
): PlannedResource[] {
  const regions = new Map<string, unknown>();
  for (const { urn, inputs, outputs } of resources.filter(isProvider))
    regions.set(urn, inputs.region ?? outputs?.region);
  const byReference = new Map<string, unknown>();
  for (const resource of resources) {
    const { provider, type } = resource;
    if (provider === undefined) continue;
    if (!byReference.has(provider)) {
      const urn = provider.slice(0, provider.lastIndexOf("::"));
      const byDefault = nameOf(urn).startsWith("default") ? config[`${packageOf(type)}:region`] : undefined;
      byReference.set(provider, regions.get(urn) ?? byDefault);
    }
    const region = byReference.get(provider);
    if (region !== undefined) resource.region = typeof region === "string" ? region : UNKNOWN;
  }
  return resources;
}

function isProvider({ type }: PlannedResource): boolean {
  return type.startsWith("pulumi:providers:");
}
