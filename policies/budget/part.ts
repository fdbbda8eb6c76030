/** One resource's part of an estimate: what it costs by itself and by what is used of it, or why that cannot be told. */
import { packageOf } from "../../pulumi/urn";
import type { Bound } from "./bounds";
import { type Estimate, linesOf, type Settings } from "./cost-lines";
import { isFree, isIgnored } from "./free";
import type { PlanIndex } from "./plan-index";
import type { PlannedResource } from "./planned";
import { PRICERS } from "./pricing";
import { type Charge, NotPriced, type Pricer, UnknownProperty } from "./pricing/reading";

export interface EstimateSettings extends Omit<Settings, "region"> {
  /** Of what says no region itself, nor by its provider; null where nobody says: then its price cannot be told. */
  region: string | null;
  /** What components state as their most. A bound is used only where a priced property is unknown. */
  bounds: readonly Bound[];
}

export type Part = Pick<Estimate, "lines" | "free" | "unpriced" | "inconclusive" | "assumptions">;

export function emptyPart(): Part {
  return { lines: [], free: [], unpriced: [], inconclusive: [], assumptions: [] };
}

/** Prices resources of one plan, each by itself. */
export class Pricing {
  private readonly bounds: ReadonlyMap<string, Bound[]>;

  constructor(
    readonly plan: PlanIndex,
    readonly settings: EstimateSettings,
  ) {
    this.bounds = Map.groupBy(settings.bounds, ({ child, type }) => `${type} ${child}`);
  }

  /**
   * @param used what is declared as used of it.
   * @param part what it is added to.
   */
  partOf(resource: PlannedResource, used: readonly Charge[], part = emptyPart()): Part {
    const { urn, type } = resource;
    const before = saidOf(part);
    if (isIgnored(type)) return part;
    if (used.length > 0) this.attempt(part, resource, () => this.addLines(part, resource, used));
    const pricer = resource.external ? undefined : PRICERS[type];
    if (pricer) {
      this.attempt(part, resource, () => this.addPriced(part, resource, pricer));
    } else if (!resource.external && !isFree(type) && resource.custom) {
      const reason = "no price is known for this type, and it is not known to be free";
      part.unpriced.push({ urn, type, reason });
    }
    if (saidOf(part) === before) part.free.push({ urn, type });
    return part;
  }

  private addPriced(part: Part, resource: PlannedResource, pricer: Pricer): void {
    const charges = pricer.charges(resource, { plan: this.plan, now: this.settings.now });
    part.assumptions.push(...(pricer.assumptions?.(resource) ?? []));
    if (resource.leftover && charges.length > 0)
      part.assumptions.push(`${resource.name} ${resource.leftover}`);
    this.addLines(part, resource, charges);
  }

  private addLines(part: Part, resource: PlannedResource, charges: readonly Charge[]): void {
    const { urn, type } = resource;
    if (charges.every(({ amount }) => amount === 0)) return;
    const place = { provider: packageOf(type), region: this.regionOf(resource) };
    const { lines, missing } = linesOf(urn, charges, place, this.settings);
    part.lines.push(...lines);
    part.unpriced.push(...missing.map((reason) => ({ urn, type, reason })));
  }

  /** A component is nowhere: what is used of it has a price of its own, or none. */
  private regionOf(resource: PlannedResource): string {
    const { inputs, outputs } = resource;
    const region = inputs.region ?? outputs?.region ?? resource.region ?? this.settings.region;
    if (typeof region === "string" || !resource.custom) return String(region);
    if (region === null)
      throw new NoRegion(
        "is told neither by it nor by its provider: name it (--region, or the pack's region)",
      );
    throw new NoRegion("is not known yet");
  }

  private attempt(part: Part, resource: PlannedResource, add: () => void): void {
    const { urn, type } = resource;
    try {
      add();
    } catch (error) {
      if (error instanceof NotPriced) part.unpriced.push({ urn, type, reason: error.message });
      else if (error instanceof NoRegion)
        part.inconclusive.push({ urn, type, property: "region", reason: error.message });
      else if (error instanceof UnknownProperty) this.addBound(part, resource, error);
      else throw error;
    }
  }

  /** The bounds of the same child and type are all that the resource can cost; without one nothing can be said. */
  private addBound(part: Part, resource: PlannedResource, { property, reason }: UnknownProperty): void {
    const { urn, type, name } = resource;
    const bounds = this.bounds.get(`${type} ${name}`);
    if (!bounds) {
      part.inconclusive.push({ urn, type, property, reason: `${reason}, and no bound is stated` });
      return;
    }
    part.assumptions.push(`${name}: ${property} ${reason}: counted at its bound`);
    this.attempt(part, resource, () => this.addLines(part, resource, bounds));
  }
}

function saidOf({ lines, unpriced, inconclusive }: Part): number {
  return lines.length + unpriced.length + inconclusive.length;
}

/** No bound stands in for a region: whose prices hold is not a matter of size. */
class NoRegion extends Error {}
