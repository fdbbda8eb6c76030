/**
 * How a pricer reads a resource: properties that must be known, joins to other resources, and the two ways in which
 * pricing can fail. Values come from the inputs, then from the outputs of a deployed resource, then from AWS's default.
 */
import { HIDDEN, UNKNOWN } from "../../../pulumi/values";
import type { Key, PlanIndex } from "../plan-index";
import type { PlannedResource } from "../planned";

/** One item that a resource costs. `amount` is in the item's unit without the time (see `quantity.ts`). */
export interface Charge {
  item: string;
  amount: number;
  /** Fixed: paid while the resource exists. Usage: paid only when used, counted at its most. */
  kind: "fixed" | "usage";
}

export interface Context {
  /** All that will exist. */
  plan: PlanIndex;
  /** Decides which database versions are in paid extended support. */
  now: Date;
}

/** How one type is priced. */
export interface Pricer {
  /** The properties that decide the price: an unknown elsewhere does not matter. */
  priced: readonly string[];
  /** @throws UnknownProperty or NotPriced. */
  charges(resource: PlannedResource, context: Context): Charge[];
  /** What the charges take for granted; called after them. */
  assumptions?(resource: PlannedResource): string[];
}

/** A priced property whose value cannot be told. A bound can stand in for it. */
export class UnknownProperty extends Error {
  constructor(
    readonly property: string,
    readonly reason = "is not known yet",
  ) {
    super(`${property} ${reason}`);
  }
}

/** A variant that is billed in a way of which no price is known. */
export class NotPriced extends Error {}

/** The value at a dotted path, `undefined` where it is not set. @throws UnknownProperty */
export function valueAt({ inputs, outputs }: PlannedResource, path: string): unknown {
  const [first, ...rest] = path.split(".") as [string, ...string[]];
  let value = first in inputs ? inputs[first] : outputs?.[first];
  for (const key of rest) {
    if (value === UNKNOWN || value === HIDDEN) break;
    // The block of a single object is a list of one in some documents.
    const holder = Array.isArray(value) ? value[0] : value;
    value = (holder as Record<string, unknown> | null | undefined)?.[key];
  }
  if (value === UNKNOWN) throw new UnknownProperty(path);
  if (value === HIDDEN)
    throw new UnknownProperty(path, "is a secret that the document hides: write it with --show-secrets");
  return value ?? undefined;
}

/** @throws UnknownProperty also when it is not set and has no default. */
export function text(resource: PlannedResource, path: string, byDefault?: string): string {
  const value = valueAt(resource, path) ?? byDefault;
  if (value === undefined) throw new UnknownProperty(path, "is not set");
  if (typeof value !== "string") throw new UnknownProperty(path, "is not a string");
  return value;
}

/** A finite number, 0 or more, also when it is written as a string. @throws UnknownProperty */
export function amount(resource: PlannedResource, path: string, byDefault?: number): number {
  const value = valueAt(resource, path) ?? byDefault;
  if (value === undefined) throw new UnknownProperty(path, "is not set");
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof parsed !== "number" || !Number.isFinite(parsed) || parsed < 0) {
    throw new UnknownProperty(path, "is not a number of 0 or more");
  }
  return parsed;
}

/** @default false. @throws UnknownProperty */
export function flag(resource: PlannedResource, path: string): boolean {
  const value = valueAt(resource, path) ?? false;
  return value === true || value === "true";
}

/** Its elements may be `UNKNOWN`: often only their number is needed. @default []. @throws UnknownProperty */
export function list(resource: PlannedResource, path: string): unknown[] {
  const value = valueAt(resource, path) ?? [];
  if (!Array.isArray(value)) throw new UnknownProperty(path, "is not a list");
  return value;
}

/** The planned resources of a type that a property's value was made from. */
export function joined(
  resource: PlannedResource,
  property: string,
  type: string,
  { plan }: Context,
): PlannedResource[] {
  const urns = new Set(resource.propertyDependencies[property] ?? []);
  return [...urns].flatMap((urn) => plan.byUrn(urn) ?? []).filter((other) => other.type === type);
}

/** A look-up by a name or ID, whether it is known before or after the resource exists. */
export function byProperty(type: string, property: string, unique = false): Key {
  return {
    type,
    unique,
    of(resource) {
      const value = known(resource, property);
      return value === undefined ? [] : [value];
    },
  };
}

/** The only one, or nothing when there are none or several. */
export function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** A name or ID of a resource that may be known before or after it exists. */
export function known({ inputs, outputs }: PlannedResource, property: string): unknown {
  const values = [inputs[property], outputs?.[property]];
  return values.find((value) => value !== undefined && value !== UNKNOWN && value !== HIDDEN);
}
