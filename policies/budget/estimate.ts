/**
 * The estimate: every planned resource is priced, free by name, or unpriced, and what is declared as used is added
 * (DESIGN 5). Pure: the same plan, prices and clock give the same estimate.
 */
import type { Bound } from "./bounds";
import { type Estimate, linesOf, order, type Settings, total } from "./cost-lines";
import { isFree, isIgnored } from "./free";
import type { PlannedResource } from "./planned";
import { PRICERS } from "./pricing";
import { type Charge, type Context, known, NotPriced, type Pricer, UnknownProperty } from "./pricing/reading";
import { usageCharges } from "./usage";

export { type Bound, estimateBounds } from "./bounds";
export type { CostLine, Estimate } from "./cost-lines";

export interface EstimateSettings extends Settings {
  /** What components state as their most. A bound is used only where a priced property is unknown. */
  bounds: readonly Bound[];
}

type Parts = Parameters<typeof total>[0];

/**
 * Estimates what these resources cost together. Whether they are all that there is, is for the plan to say
 * (`Plan.missing`).
 */
export function estimate(resources: readonly PlannedResource[], settings: EstimateSettings): Estimate {
  const context: Context = { resources, now: settings.now };
  const parts: Parts = { lines: [], free: [], unpriced: [], inconclusive: [], assumptions: [] };
  const carriesUsage = addUsage(parts, resources, settings);
  for (const resource of resources) addResource(parts, resource, context, settings, carriesUsage);
  return total(parts, settings.hours);
}

function addResource(
  parts: Parts,
  resource: PlannedResource,
  context: Context,
  settings: EstimateSettings,
  carriesUsage: ReadonlySet<string>,
): void {
  const { urn, type } = resource;
  if (isIgnored(type)) return;
  const pricer = resource.external ? undefined : PRICERS[type];
  if (pricer) {
    addPriced(parts, resource, pricer, context, settings, carriesUsage);
  } else if (resource.external || isFree(type) || !resource.custom) {
    if (!carriesUsage.has(urn)) parts.free.push({ urn, type });
  } else {
    parts.unpriced.push({
      urn,
      type,
      reason: "no price is known for this type, and it is not known to be free",
    });
  }
}

function addPriced(
  parts: Parts,
  resource: PlannedResource,
  pricer: Pricer,
  context: Context,
  settings: EstimateSettings,
  carriesUsage: ReadonlySet<string>,
): void {
  const { urn, type } = resource;
  try {
    requireRegion(resource, settings);
    const charges = pricer.charges(resource, context);
    parts.assumptions.push(...(pricer.assumptions?.(resource) ?? []));
    addCharges(parts, resource, charges, settings, carriesUsage);
  } catch (error) {
    if (error instanceof NotPriced) parts.unpriced.push({ urn, type, reason: error.message });
    else if (error instanceof UnknownProperty) addBound(parts, resource, error, settings, carriesUsage);
    else throw error;
  }
}

function addCharges(
  parts: Parts,
  { urn, type }: PlannedResource,
  charges: readonly Charge[],
  settings: EstimateSettings,
  carriesUsage: ReadonlySet<string>,
): void {
  const { lines, missing } = linesOf(urn, charges, settings);
  parts.lines.push(...lines);
  parts.unpriced.push(...missing.map((reason) => ({ urn, type, reason })));
  if (lines.length === 0 && missing.length === 0 && !carriesUsage.has(urn)) parts.free.push({ urn, type });
}

/** The bounds of the same child and type are all that the resource can cost; without one nothing can be said. */
function addBound(
  parts: Parts,
  resource: PlannedResource,
  { property, reason }: UnknownProperty,
  settings: EstimateSettings,
  carriesUsage: ReadonlySet<string>,
): void {
  const { urn, type, name } = resource;
  const bounds = settings.bounds.filter((bound) => bound.child === name && bound.type === type);
  if (bounds.length === 0) {
    parts.inconclusive.push({ urn, type, property, reason: `${reason}, and no bound is stated` });
    return;
  }
  parts.assumptions.push(`${name}: ${property} ${reason}: counted at its bound`);
  addCharges(parts, resource, bounds, settings, carriesUsage);
}

/** Prices are of one region. Where a resource says that it is in another, they are not its prices. */
function requireRegion(resource: PlannedResource, settings: EstimateSettings): void {
  const region = known(resource, "region");
  if (typeof region === "string" && region !== settings.region) {
    throw new NotPriced(`it is in ${region}, and the prices are of ${settings.region}`);
  }
}

/** Usage of a type is carried by its first resource. Returns the URNs that carry some. */
function addUsage(
  parts: Parts,
  resources: readonly PlannedResource[],
  settings: EstimateSettings,
): Set<string> {
  const carriers = resources.filter(({ external }) => !external).toSorted((a, b) => order(a.urn, b.urn));
  const { charges, assumptions } = usageCharges(
    settings.usage,
    (type) => carriers.find((resource) => resource.type === type)?.urn,
  );
  parts.assumptions.push(...assumptions);
  for (const charge of charges) {
    const { lines, missing } = linesOf(charge.urn, [charge], settings);
    const type = resources.find(({ urn }) => urn === charge.urn)?.type ?? "";
    parts.lines.push(...lines);
    parts.unpriced.push(...missing.map((reason) => ({ urn: charge.urn, type, reason })));
  }
  return new Set(parts.lines.map(({ urn }) => urn));
}
