/**
 * Resources as CrossGuard hands them to a policy, turned into a plan. Only types of our own here: the pure core does
 * not import the policy SDK.
 *
 * A pack sees *outputs* in `validateStack`: at a preview the real provider leaves every property unknown there that
 * it may fill in itself. The inputs that `validateResource` saw just before are the better source; a pack that keeps
 * them hands them over as `inputs`.
 */
import { readPlain, UNKNOWN } from "../../pulumi/values";
import type { Plan, PlannedResource } from "./planned";

/** A resource's provider, of which we read where it is. */
interface PolicyProviderLike {
  props?: Record<string, unknown>;
}

/** What we read of `PolicyResource` and `ResourceValidationArgs`. The latter have no dependencies. */
export interface PolicyResourceLike {
  urn: string;
  type: string;
  name: string;
  props: Record<string, unknown>;
  /** Present for every resource of a provider, absent for components. */
  provider?: PolicyProviderLike;
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
      ...region(resource.provider, isUnknownError),
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

function region(provider: PolicyProviderLike | undefined, isUnknownError: (error: unknown) => boolean) {
  const props = plain(provider?.props ?? {}, isUnknownError) as Record<string, unknown>;
  if (props.region === undefined || props.region === null) return {};
  return { region: typeof props.region === "string" ? props.region : UNKNOWN } as const;
}

/**
 * A copy of a policy's `props` as plain data, with `UNKNOWN` wherever reading throws because a value is not known.
 *
 * @param isUnknownError tells such an error from all others, which are passed on; in a policy pack
 *   `(error) => error instanceof UnknownValueError`.
 */
export function plain(value: unknown, isUnknownError: (error: unknown) => boolean): unknown {
  if (typeof value !== "object" || value === null) return readPlain(value);
  const read = (key: string | number) => {
    try {
      return plain((value as Record<string | number, unknown>)[key], isUnknownError);
    } catch (error) {
      if (isUnknownError(error)) return UNKNOWN;
      throw error;
    }
  };
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(key)]));
}
