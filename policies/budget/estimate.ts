/**
 * The estimate: every planned resource is priced, free by name, or unpriced, and what is declared as used is added.
 * Pure: the same plan, prices and clock give the same estimate.
 */
import { type Estimate, total } from "./cost-lines";
import { type EstimateSettings, emptyPart, Pricing } from "./part";
import { PlanIndex } from "./plan-index";
import type { PlannedResource } from "./planned";
import { Carriers } from "./usage";

export { type Bound, estimateBounds } from "./bounds";
export type { CostLine, Estimate } from "./cost-lines";
export type { EstimateSettings } from "./part";

/**
 * Estimates what these resources cost together. Whether they are all that there is, is for the plan to say
 * (`Plan.missing`).
 */
export function estimate(resources: readonly PlannedResource[], settings: EstimateSettings): Estimate {
  const pricing = new Pricing(new PlanIndex(resources), settings);
  const carriers = new Carriers(settings.usage);
  for (const resource of resources) carriers.add(resource);
  const parts = emptyPart();
  for (const resource of resources) pricing.partOf(resource, carriers.chargesOn(resource), parts);
  parts.assumptions.push(...carriers.assumptions());
  return total(parts, settings.hours);
}
