/** Cost lines: a charge joined with its price row, and their sums. */
import { noPriceReason, type PriceRow, priceOf } from "./prices";
import type { Charge } from "./pricing/reading";
import { quantity } from "./quantity";
import { MODEL_SPEND, type Usage } from "./usage";

/** `usd` is `quantity * unitPrice`, never rounded: it is rounded only where it is shown. */
export interface CostLine {
  /** The resource; in a sum of bounds the child's logical name. */
  urn: string;
  item: string;
  quantity: number;
  unit: string;
  unitPrice: number;
  usd: number;
  kind: "fixed" | "usage";
  source: string;
  asOf: string;
}

export interface Estimate {
  currency: "USD";
  period: { hours: number };
  /** `upper` is what the cap is held against: `fixed + usage`. */
  total: { fixed: number; usage: number; upper: number };
  /** In the order of their URN and item. */
  lines: CostLine[];
  free: { urn: string; type: string }[];
  /** Billable as far as anybody knows, but without a price. */
  unpriced: { urn: string; type: string; reason: string }[];
  /** Priced, but a property that decides the price cannot be told, and no bound stands in for it. */
  inconclusive: { urn: string; type: string; property: string; reason: string }[];
  assumptions: string[];
}

export interface Settings {
  /** The region that everything is in. One without a price file makes everything billable unpriced. */
  region: string;
  /** Of the budget's period. */
  hours: number;
  usage: Usage;
  /** Decides which versions are in paid extended support, and dates the user's own figures. */
  now: Date;
}

export interface Found {
  lines: CostLine[];
  /** Why items have no line. */
  missing: string[];
}

/** Whose prices count. */
export interface Place {
  /** As the first word of a type: `aws`. */
  provider: string;
  region: string;
}

/** The lines of one resource's charges. An amount of 0 has none. */
export function linesOf(
  urn: string,
  charges: readonly Charge[],
  place: Place,
  settings: Pick<Settings, "hours" | "now">,
): Found {
  const found: Found = { lines: [], missing: [] };
  for (const charge of charges) {
    if (charge.amount === 0) continue;
    const row = rowOf(charge.item, place, settings.now);
    if (row) found.lines.push(lineOf(urn, charge, row, settings.hours));
    else found.missing.push(noPriceReason(place.provider, place.region, charge.item));
  }
  return { ...found, missing: [...new Set(found.missing)] };
}

function lineOf(urn: string, charge: Charge, row: PriceRow, hours: number): CostLine {
  const bought = quantity(charge.amount, row.unit, hours);
  return {
    urn,
    item: charge.item,
    quantity: bought,
    unit: row.unit,
    unitPrice: row.usd,
    usd: bought * row.usd,
    kind: charge.kind,
    source: row.source,
    asOf: row.asOf,
  };
}

function rowOf(item: string, { provider, region }: Place, now: Date): PriceRow | undefined {
  if (item === MODEL_SPEND) {
    return {
      item,
      unit: "USD",
      usd: 1,
      source: "tandem:usage.modelUsd",
      asOf: now.toISOString().slice(0, 10),
    };
  }
  return priceOf(provider, region, item);
}

/** Puts an estimate together: sorted first, so that the sums do not depend on the order of resources. */
export function total(parts: Omit<Estimate, "currency" | "period" | "total">, hours: number): Estimate {
  const lines = parts.lines.toSorted(
    (a, b) => order(a.urn, b.urn) || order(a.item, b.item) || order(a.kind, b.kind),
  );
  const sum = (kind: CostLine["kind"]) =>
    lines.filter((line) => line.kind === kind).reduce((usd, line) => usd + line.usd, 0);
  const fixed = sum("fixed");
  const usage = sum("usage");
  return {
    currency: "USD",
    period: { hours },
    total: { fixed, usage, upper: fixed + usage },
    lines,
    free: parts.free.toSorted((a, b) => order(a.urn, b.urn)),
    unpriced: parts.unpriced.toSorted((a, b) => order(a.urn, b.urn)),
    inconclusive: parts.inconclusive.toSorted((a, b) => order(a.urn, b.urn)),
    assumptions: [...new Set(parts.assumptions)].toSorted(order),
  };
}

/** By code unit, so that the order is the same under every locale. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
