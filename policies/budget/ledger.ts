/**
 * An estimate that grows resource by resource, as a policy pack sees them: a new one is priced with those whose price
 * it changes, and nothing else is priced again.
 */

import { Dearest } from "./dearest";
import { type EstimateSettings, type Part, Pricing } from "./part";
import { PlanIndex } from "./plan-index";
import type { PlannedResource } from "./planned";
import type { Charge } from "./pricing/reading";
import { Carriers } from "./usage";

/** How many of the dearest are told. */
const TOLD = 3;

interface Entry {
  resource: PlannedResource;
  part: Part;
  fixed: number;
  usage: number;
}

export class Ledger {
  private readonly entries = new Map<string, Entry>();
  private readonly plan = new PlanIndex();
  private readonly carriers: Carriers;
  private readonly pricing: Pricing;
  private readonly dearest = new Dearest((urn) => this.usdOf(urn));
  private fixed = 0;
  private usage = 0;

  constructor(settings: EstimateSettings) {
    this.carriers = new Carriers(settings.usage);
    this.pricing = new Pricing(this.plan, settings);
  }

  /** Takes a resource in, or in the place of the one with its URN. Gives what it is by itself. */
  add(resource: PlannedResource): Part {
    const touched = this.plan.add(resource);
    const relieved = this.carriers.add(resource);
    if (relieved !== undefined) touched.add(relieved);
    touched.delete(resource.urn);
    for (const urn of touched) this.price(this.entries.get(urn)!.resource);
    return this.price(resource);
  }

  get total() {
    return { fixed: this.fixed, usage: this.usage, upper: this.fixed + this.usage };
  }

  /** The resources that cost most, dearest first. */
  largest(): { urn: string; usd: number }[] {
    return this.dearest.first(TOLD);
  }

  private price(resource: PlannedResource): Part {
    const { urn } = resource;
    const used: Charge[] = this.carriers.chargesOn(resource);
    const part = this.plan.as(urn, () => this.pricing.partOf(resource, used));
    const before = this.entries.get(urn);
    const [fixed, usage] = [sum(part, "fixed"), sum(part, "usage")];
    this.fixed += fixed - (before?.fixed ?? 0);
    this.usage += usage - (before?.usage ?? 0);
    this.entries.set(urn, { resource, part, fixed, usage });
    this.dearest.offer(urn);
    return part;
  }

  private usdOf(urn: string): number {
    const { fixed, usage } = this.entries.get(urn)!;
    return fixed + usage;
  }
}

function sum({ lines }: Part, kind: "fixed" | "usage"): number {
  return lines.filter((line) => line.kind === kind).reduce((usd, line) => usd + line.usd, 0);
}
