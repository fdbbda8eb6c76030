/** The program's own budget check: what the blueprint can cost at the most, before anything is registered. */
import * as pulumi from "@pulumi/pulumi";
import type { Bound } from "../components/base";
import { capOf, judgeEstimate } from "../policies/budget/cap";
import { estimateBounds } from "../policies/budget/estimate";
import { costDocument } from "../policies/budget/json";
import * as prices from "../policies/budget/prices";
import { costReport } from "../policies/budget/report";
import type { Common } from "./config/schema";

/** The regions that an environment may be in: those whose prices are known. */
export function pricedRegions(): string[] {
  return prices.pricedRegions("aws");
}

/** The AWS region of an environment. One that has no place in AWS has no prices there either. */
export function regionOf(config: Common & { aws?: { region: string } }): string {
  return config.aws?.region ?? "none";
}

/**
 * The cap that holds, in USD for `budgetHours`.
 *
 * @throws RunError with the largest lines when the bounds are over it, or a price is not known.
 */
export function checkBounds(config: Common, bounds: Bound[], now: Date): { capUsd: number } {
  const environment = pulumi.getStack();
  const region = regionOf(config);
  const estimate = estimateBounds({ region, hours: config.budgetHours, usage: config.usage, bounds, now });
  // What an open gate adds comes with the feature itself: bc1 wires none yet.
  const capUsd = capOf({ budgetCapUsd: config.budgetCapUsd });
  const verdict = judgeEstimate(estimate, capUsd);
  if (verdict.verdict === "within" || judgedByCommand()) return { capUsd };
  const report = costReport(costDocument(environment, estimate, capUsd, verdict));
  throw new pulumi.RunError(`tandem budget: ${environment} is refused\n${report}${advice(environment)}`);
}

function advice(environment: string): string {
  return (
    "Nothing was registered. Choose smaller sizes under tandem:aiStream, or raise tandem:budgetCapUsd in " +
    `Pulumi.${environment}.yaml`
  );
}

/**
 * The command, which knows the state, may have judged already: its own preview makes nothing and is judged afterwards,
 * and an environment that is over its cap may still be made cheaper.
 */
function judgedByCommand(): boolean {
  const { TANDEM_JUDGED: judged } = process.env;
  return judged === "not-worse" || (judged === "later" && pulumi.runtime.isDryRun());
}
