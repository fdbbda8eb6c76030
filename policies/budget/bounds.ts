/**
 * The most that an environment can cost, summed from the bounds that its components state, before anything is
 * registered: the program's own check, and the only one that stops `pulumi up --skip-preview` in time.
 */
import { packageOf } from "../../pulumi/urn";
import { type Estimate, linesOf, order, type Settings, total } from "./cost-lines";
import { chargeOf, USAGE } from "./usage";

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
 * says which types will exist without a cost of their own; where no child of its type is bounded, the type is the URN.
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
    const place = { provider: packageOf(type), region: settings.region };
    const { lines, missing } = linesOf(urn, [charge], place, settings);
    parts.lines.push(...lines);
    parts.unpriced.push(...missing.map((reason) => ({ urn, type, reason })));
  };
  for (const bound of bounds) add(bound.child, bound.type, bound);
  const carrier = (type: string) =>
    bounds
      .filter((bound) => bound.type === type)
      .map(({ child }) => child)
      .toSorted(order)[0] ?? type;
  // What is not declared is said by the estimate, which knows what is there to be used.
  for (const row of USAGE)
    for (const charge of chargeOf(row, settings.usage)) add(carrier(row.type), row.type, charge);
  return total(parts, settings.hours);
}
