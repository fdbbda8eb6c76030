/** The budget as a rule: the upper figure stays within the cap, and what has no known price is never within it. */
import { nameOf } from "../../pulumi/urn";
import { visible } from "../../words/shown";
import { isOver, judgeEstimate, type Verdict } from "../budget/cap";
import { type Estimate, estimate } from "../budget/estimate";
import { Ledger } from "../budget/ledger";
import type { Part } from "../budget/part";
import type { PlannedResource } from "../budget/planned";
import type { Given } from "./given";
import type { Rule, RuleSettings } from "./rule";
import { RECORD, settingsFor } from "./settings";

export const budgetCap: Rule = {
  name: "budget-cap",
  description: "What the environment costs stays within its cap, and every price in it is known.",
  check(resources, settings) {
    const { priced, judged } = judgeBudget(resources, settings);
    const { capUsd, hours } = settings;
    if (judged.verdict === "within" || capUsd === null) return [];
    if (judged.verdict === "inconclusive") return unknownLines(priced);
    return [overLine(priced.total.upper, largestOf(priced), hours, capUsd)];
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
 * The budget while resources come one by one: a line when one takes the sum over the cap, or has no price. What is not
 * known yet is left to `check`, which sees the whole plan.
 */
export class Crossing {
  private readonly sofar = new Map<string, PlannedResource>();
  private settings: RuleSettings;
  private ledger: Ledger;

  constructor(
    private readonly given: Given,
    private readonly now: Date,
  ) {
    this.settings = settingsFor([], given, now);
    this.ledger = new Ledger(this.settings);
  }

  add(resource: PlannedResource): string[] {
    this.sofar.set(resource.urn, resource);
    const part = resource.type === RECORD ? this.begin(resource) : this.ledger.add(resource);
    const { capUsd, hours } = this.settings;
    if (capUsd === null) return [];
    const { upper } = this.ledger.total;
    if (isOver(upper, capUsd)) return [overLine(upper, this.ledger.largest(), hours, capUsd)];
    return unknownLines({ unpriced: part.unpriced, inconclusive: [] });
  }

  /** With the program's own record what came before it means something else. */
  private begin(record: PlannedResource): Part {
    this.settings = settingsFor([record], this.given, this.now);
    this.ledger = new Ledger(this.settings);
    for (const resource of this.sofar.values()) if (resource !== record) this.ledger.add(resource);
    return this.ledger.add(record);
  }
}

/** How much over, and what is largest: the rest is for `tandem cost`. */
function overLine(
  upper: number,
  largest: readonly { urn: string; usd: number }[],
  hours: number,
  capUsd: number,
): string {
  const names = largest.map(({ urn, usd }) => `${visible(nameOf(urn))} $${usd.toFixed(2)}`).join(", ");
  return (
    `the upper figure is over the cap, got $${upper.toFixed(2)} for ${hours} hours; ` +
    `expected at most $${capUsd.toFixed(2)}. The largest: ${names}. Make these smaller, or raise the cap`
  );
}

/** The three resources that cost most. */
function largestOf({ lines }: Estimate): { urn: string; usd: number }[] {
  const sums = [...Map.groupBy(lines, ({ urn }) => urn)].map(([urn, own]) => ({
    urn,
    usd: own.reduce((sum, { usd }) => sum + usd, 0),
  }));
  return sums.toSorted((a, b) => b.usd - a.usd).slice(0, 3);
}

function unknownLines({ unpriced, inconclusive }: Pick<Estimate, "unpriced" | "inconclusive">): string[] {
  return [
    ...unpriced.map(({ urn, type, reason }) =>
      visible(`inconclusive: ${nameOf(urn)} (${type}) has no price, as ${reason}`),
    ),
    ...inconclusive.map(({ urn, type, property, reason }) =>
      visible(`inconclusive: ${nameOf(urn)} (${type}): ${property} ${reason}`),
    ),
  ];
}
