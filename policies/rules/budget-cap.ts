/** The budget as a rule: the upper figure stays within the cap, and what has no known price is never within it. */
import { nameOf } from "../../pulumi/urn";
import { judgeEstimate, type Verdict } from "../budget/cap";
import { type Estimate, estimate } from "../budget/estimate";
import type { PlannedResource } from "../budget/planned";
import type { Rule, RuleSettings } from "./rule";

export const budgetCap: Rule = {
  name: "budget-cap",
  description: "What the environment costs stays within its cap, and every price in it is known.",
  check(resources, settings) {
    const { priced, judged } = judgeBudget(resources, settings);
    if (judged.verdict === "within" || settings.capUsd === null) return [];
    return judged.verdict === "over" ? [overLine(priced, settings)] : unknownLines(priced);
  },
};

/** The estimate and what it means, for those who also show it. */
export function judgeBudget(
  resources: readonly PlannedResource[],
  settings: RuleSettings,
  deployedUpperUsd?: number,
): { priced: Estimate; judged: Verdict } {
  const priced = estimate(resources, settings);
  return { priced, judged: judgeEstimate(priced, settings.capUsd, deployedUpperUsd) };
}

/**
 * The budget while resources come one by one: a line when this one takes the sum over the cap, or has no price. What
 * is not known yet is left to `check`, which sees the whole plan.
 */
export function crossing(sofar: readonly PlannedResource[], urn: string, settings: RuleSettings): string[] {
  if (settings.capUsd === null) return [];
  const { priced, judged } = judgeBudget(sofar, settings);
  const unpriced = priced.unpriced.filter((one) => one.urn === urn);
  if (judged.verdict === "over") return [overLine(priced, settings)];
  return unknownLines({ unpriced, inconclusive: [] });
}

/** How much over, and what is largest: the rest is for `tandem cost`. */
function overLine({ total, lines, period }: Estimate, { capUsd }: RuleSettings): string {
  const byResource = Map.groupBy(lines, ({ urn }) => urn);
  const sums = [...byResource].map(([urn, own]) => ({
    urn,
    usd: own.reduce((sum, { usd }) => sum + usd, 0),
  }));
  const largest = sums.toSorted((a, b) => b.usd - a.usd).slice(0, 3);
  const names = largest.map(({ urn, usd }) => `${nameOf(urn)} $${usd.toFixed(2)}`).join(", ");
  return (
    `the upper figure is over the cap, got $${total.upper.toFixed(2)} for ${period.hours} hours; ` +
    `expected at most $${capUsd?.toFixed(2)}. The largest: ${names}. Make these smaller, or raise the cap`
  );
}

function unknownLines({ unpriced, inconclusive }: Pick<Estimate, "unpriced" | "inconclusive">): string[] {
  return [
    ...unpriced.map(
      ({ urn, type, reason }) => `inconclusive: ${nameOf(urn)} (${type}) has no price, as ${reason}`,
    ),
    ...inconclusive.map(
      ({ urn, type, property, reason }) => `inconclusive: ${nameOf(urn)} (${type}): ${property} ${reason}`,
    ),
  ];
}
