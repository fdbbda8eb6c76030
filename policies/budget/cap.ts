/** The cap, and what an estimate means against it: one pure function each for program, pack and command. */
import type { Estimate } from "./cost-lines";
import { HOURS_A_MONTH } from "./quantity";

export interface CapSettings {
  /** USD for the whole period. */
  budgetCapUsd: number;
  /** The period. @default 730 */
  budgetHours?: number;
  /** USD a month that each open gate adds. @default [] */
  gateDeltasUsd?: readonly number[];
  /** USD a month of each spoke. @default [] */
  spokeBudgetsUsd?: readonly number[];
}

/** The cap of the period, in USD: monthly additions count for the part of a month that the period is. */
export function capOf({
  budgetCapUsd,
  budgetHours = HOURS_A_MONTH,
  gateDeltasUsd = [],
  spokeBudgetsUsd = [],
}: CapSettings): number {
  const monthly = [...gateDeltasUsd, ...spokeBudgetsUsd].reduce((sum, usd) => sum + usd, 0);
  return budgetCapUsd + (monthly * budgetHours) / HOURS_A_MONTH;
}

export interface Verdict {
  /** Over also when only a part could be priced and that part is over by itself. */
  verdict: "within" | "over" | "inconclusive";
  /** Over, but all is priced and the upper figure is not higher than the deployed one. */
  notWorse: boolean;
  /** USD that the upper figure is over the cap; 0 when it is not. */
  overUsd: number;
}

/** A billionth of a cent: sums of floating point numbers differ by less, prices by more. */
const SAME = 1e-11;

export function isOver(upperUsd: number, limitUsd: number): boolean {
  return upperUsd > limitUsd + SAME * Math.max(1, upperUsd);
}

/**
 * @param capUsd null when there is none: then only what cannot be told stops.
 * @param deployedUpper the upper figure of what is deployed now, in the same period; undefined when nothing is.
 */
export function judgeEstimate(estimate: Estimate, capUsd: number | null, deployedUpper?: number): Verdict {
  const { upper } = estimate.total;
  const conclusive = estimate.unpriced.length === 0 && estimate.inconclusive.length === 0;
  const over = capUsd !== null && isOver(upper, capUsd);
  const notWorse = over && conclusive && deployedUpper !== undefined && !isOver(upper, deployedUpper);
  return {
    verdict: over ? "over" : conclusive ? "within" : "inconclusive",
    notWorse,
    overUsd: over ? upper - capUsd : 0,
  };
}
