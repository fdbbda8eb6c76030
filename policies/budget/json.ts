/** The document of `tandem cost --json`. Its published schema is `cost.schema.json`, beside it. */
import type { Verdict } from "./cap";
import type { Estimate } from "./estimate";

export interface CostDocument extends Omit<Estimate, "inconclusive"> {
  environment: string | null;
  /** USD for the period; null where there is no cap. */
  cap: number | null;
  verdict: Verdict["verdict"];
}

/** What is not known is listed with what has no price: either way no sum can be vouched for. */
export function costDocument(
  environment: string | null,
  estimate: Estimate,
  cap: number | null,
  { verdict }: Verdict,
): CostDocument {
  const { currency, period, total, lines, free, unpriced, inconclusive, assumptions } = estimate;
  const unknowns = inconclusive.map(({ urn, type, property, reason }) => ({
    urn,
    type,
    reason: `${property} ${reason}`,
  }));
  return {
    environment,
    currency,
    period,
    cap,
    total,
    verdict,
    lines,
    free,
    unpriced: [...unpriced, ...unknowns],
    assumptions,
  };
}
