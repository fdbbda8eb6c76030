/** The verdict on a plan: the rules of the policy pack, judged by the command, and the table for people. */
import type { Verdict } from "../policies/budget/cap";
import { fromExport } from "../policies/budget/documents";
import { type CostDocument, costDocument } from "../policies/budget/json";
import type { PlannedResource } from "../policies/budget/planned";
import { costReport } from "../policies/budget/report";
import { RULES } from "../policies/rules";
import { budgetCap, judgeBudget } from "../policies/rules/budget-cap";
import type { Given } from "../policies/rules/given";
import type { RuleSettings } from "../policies/rules/rule";
import { settingsFor } from "../policies/rules/settings";
import { CommandError, EXIT } from "./exit";
import { note } from "./terminal";

export interface Judgement {
  document: CostDocument;
  /** The table for people; ends with a line break. */
  text: string;
  verdict: Verdict;
  /** What the rules other than the budget refuse: a line each. */
  violations: string[];
}

/** What a state costs by its own record; undefined when nothing of ours is deployed. */
export function deployedUpperUsd(deployment: unknown): number | undefined {
  const { resources } = fromExport({ deployment });
  const settings = settingsFor(resources, {}, new Date());
  return settings.environment === null ? undefined : judgeBudget(resources, settings).priced.total.upper;
}

/** Judges planned resources; what is deployed counts where the plan is over, but gets no worse. */
export function judge(
  planned: readonly PlannedResource[],
  given: Given & { name?: string; deployedUpperUsd?: number } = {},
): Judgement {
  const settings: RuleSettings = settingsFor(planned, given, new Date());
  const { priced, judged } = judgeBudget(planned, settings, given.deployedUpperUsd);
  const document = costDocument(settings.environment ?? given.name ?? null, priced, settings.capUsd, judged);
  const others = RULES.filter((rule) => rule !== budgetCap);
  const violations = others.flatMap(({ check }) => check(planned, settings));
  return { document, text: costReport(document), verdict: judged, violations };
}

/** Whether an up may go on. */
export function passes({ verdict, violations }: Judgement): boolean {
  return violations.length === 0 && (verdict.verdict === "within" || verdict.notWorse);
}

/**
 * @param shown whether the table is on stdout already
 * @throws CommandError (5) when the plan is over its cap, or nobody can say; with the whole table where it was not shown
 */
export function requireWithin({ document, text, verdict, violations }: Judgement, shown = false): void {
  const name = document.environment ?? "this program";
  if (violations.length > 0) throw new CommandError(EXIT.policy, violations.join("\n"));
  if (verdict.verdict === "within") return;
  if (verdict.notWorse) {
    const over = verdict.overUsd.toFixed(2);
    note(`warning: over the cap by $${over}, but not more expensive than what is deployed; going on`);
    return;
  }
  const over = `it is over the cap by $${verdict.overUsd.toFixed(2)}`;
  const why = verdict.verdict === "over" ? over : "not all of its cost can be told";
  const table = shown ? "" : `\n${text.trimEnd()}`;
  throw new CommandError(
    EXIT.policy,
    `tandem budget: ${name} is refused, nothing was changed: ${why}${table}`,
  );
}
