/** The verdict on a plan: what it costs against the cap that the program recorded in it. */
import { judgeEstimate, type Verdict } from "../policies/budget/cap";
import { type Bound, type Estimate, estimate } from "../policies/budget/estimate";
import { type CostDocument, costDocument } from "../policies/budget/json";
import { fromExport, type PlannedResource } from "../policies/budget/planned";
import { costReport } from "../policies/budget/report";
import type { Usage } from "../policies/budget/usage";
import { CommandError, EXIT } from "./exit";
import { note } from "./terminal";

export interface Judgement {
  document: CostDocument;
  /** The table for people; ends with a line break. */
  text: string;
  verdict: Verdict;
}

/** What the environment says of itself in its plan or its state (components/environment). */
export interface EnvironmentRecord {
  environment: string;
  region: string;
  capUsd: number | null;
  hours: number;
  usage: Usage;
  bounds: Bound[];
}

const RECORD = "tandem:index:Environment";

/** The record in these resources; undefined for a program that is not ours. */
export function recordIn(resources: readonly PlannedResource[]): EnvironmentRecord | undefined {
  const record = resources.find(({ type }) => type === RECORD)?.inputs;
  return record as unknown as EnvironmentRecord | undefined;
}

/** What these resources cost under a record's settings. */
export function price(resources: readonly PlannedResource[], record: EnvironmentRecord, now: Date): Estimate {
  const { region, hours, usage, bounds } = record;
  return estimate(resources, { region, hours, usage, bounds, now });
}

/** What a state costs by its own record; undefined when nothing of ours is deployed. */
export function deployedUpperUsd(deployment: unknown): number | undefined {
  const { resources } = fromExport({ deployment });
  const record = recordIn(resources);
  return record && price(resources, record, new Date()).total.upper;
}

/** Judges planned resources; what is deployed counts where the plan is over, but gets no worse. */
export function judge(
  planned: readonly PlannedResource[],
  record: EnvironmentRecord,
  deployedUpperUsd?: number,
): Judgement {
  const priced = price(planned, record, new Date());
  const verdict = judgeEstimate(priced, record.capUsd, deployedUpperUsd);
  const document = costDocument(record.environment, priced, record.capUsd, verdict);
  return { document, text: costReport(document), verdict };
}

/** @throws CommandError (5) with the whole table when the plan is over its cap, or nobody can say. */
export function requireWithin({ document, text, verdict }: Judgement): void {
  if (verdict.verdict === "within") return;
  if (verdict.notWorse) {
    const over = verdict.overUsd.toFixed(2);
    note(`warning: over the cap by $${over}, but not more expensive than what is deployed; going on`);
    return;
  }
  const name = document.environment ?? "this program";
  throw new CommandError(
    EXIT.policy,
    `tandem budget: ${name} is refused, nothing was changed\n${text.trimEnd()}`,
  );
}
