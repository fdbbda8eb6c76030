/**
 * Resources as CrossGuard hands them to a policy, turned into a plan. Only types of our own here: the pure core does
 * not import the policy SDK.
 *
 * A pack sees *outputs* in `validateStack`: at a preview the real provider leaves every property unknown there that
 * it may fill in itself. The inputs that `validateResource` saw just before are the better source; a pack that keeps
 * them hands them over as `inputs`.
 */
import type { Plan, PlannedResource } from "./planned";
import { plain } from "./values";

export { plain } from "./values";

/** What we read of `PolicyResource` and `ResourceValidationArgs`. The latter have no dependencies. */
export interface PolicyResourceLike {
  urn: string;
  type: string;
  name: string;
  props: Record<string, unknown>;
  /** Present for every resource of a provider, absent for components. */
  provider?: unknown;
  parent?: { urn: string };
  dependencies?: readonly { urn: string }[];
  propertyDependencies?: Record<string, readonly { urn: string }[]>;
}

/**
 * @param isUnknownError see `plain`.
 * @param inputs URN to the plain inputs seen in `validateResource`; they win over `props`.
 */
export function fromPolicy(
  resources: readonly PolicyResourceLike[],
  isUnknownError: (error: unknown) => boolean,
  inputs: ReadonlyMap<string, Record<string, unknown>> = new Map(),
): Plan {
  const planned = resources.map(
    (resource): PlannedResource => ({
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      ...(resource.parent && { parent: resource.parent.urn }),
      custom: resource.provider !== undefined,
      inputs: inputs.get(resource.urn) ?? (plain(resource.props, isUnknownError) as Record<string, unknown>),
      dependencies: (resource.dependencies ?? []).map(({ urn }) => urn),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies ?? {}).map(([property, on]) => [
          property,
          on.map(({ urn }) => urn),
        ]),
      ),
    }),
  );
  return { resources: planned, deployed: [], complete: true, missing: 0 };
}
