/**
 * The most that an environment can cost, summed from the bounds that its components state, before anything is
 * registered: the program's own check, and the only one that stops `pulumi up --skip-preview` in time (DESIGN 5).
 */
import { type Estimate, linesOf, type Settings, total } from "./lines";
import { USAGE, usageCharges } from "./usage";

/** The same shape as in `components/base.ts`: the most of one priced item of one child, in its unit without time. */
export interface Bound {
  child: string;
  type: string;
  item: string;
  amount: number;
  kind: "fixed" | "usage";
}

/**
 * Prices bounds as an estimate whose URNs are the children's logical names. All declared usage counts, as no bound
 * says which types will exist without a cost of their own; where no child of its type is bounded, the key is the URN.
 */
export function estimateBounds(settings: Settings & { bounds: readonly Bound[] }): Estimate {
  const { bounds } = settings;
  const parts: Parameters<typeof total>[0] = {
    lines: [],
    free: [],
    unpriced: [],
    inconclusive: [],
    assumptions: [],
  };
  const add = (urn: string, type: string, charge: Parameters<typeof linesOf>[1][number]) => {
    const { lines, missing } = linesOf(urn, [charge], settings);
    parts.lines.push(...lines);
    parts.unpriced.push(...missing.map((reason) => ({ urn, type, reason })));
  };
  for (const bound of bounds) add(bound.child, bound.type, bound);
  for (const row of USAGE) {
    const children = bounds.filter(({ type }) => type === row.type).map(({ child }) => child);
    const declared = { [row.key]: settings.usage[row.key] };
    const carrier = (type: string) =>
      type === row.type ? (children.toSorted()[0] ?? `usage.${row.key}`) : undefined;
    const { charges, assumptions } = usageCharges(declared, carrier);
    for (const charge of charges) add(charge.urn, row.type, charge);
    parts.assumptions.push(...assumptions);
  }
  return total(parts, settings.hours);
}
