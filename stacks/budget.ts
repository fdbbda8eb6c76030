/** The program's own budget check: what the blueprint can cost at the most, before anything is registered (DESIGN 5). */
import * as pulumi from "@pulumi/pulumi";
import type { Bound } from "../components/base";
import { capOf, judgeEstimate } from "../policies/budget/cap";
import { estimateBounds } from "../policies/budget/estimate";
import { costDocument } from "../policies/budget/json";
import * as prices from "../policies/budget/prices";
import { costReport } from "../policies/budget/report";
import type { Config } from "./config";

/** The regions that an environment may be in: those whose prices are known. */
export function pricedRegions(): string[] {
  return prices.pricedRegions("aws");
}

/**
 * The cap that holds, in USD for `budgetHours`.
 *
 * @throws RunError with the largest lines when the bounds are over it, or a price is not known. An environment that is
 * over already may be changed as long as it gets no more expensive: `tandem up` says what is deployed.
 */
export function checkBounds(config: Config, bounds: Bound[], now: Date): { capUsd: number } {
  const environment = pulumi.getStack();
  const { region } = config.aws;
  const estimate = estimateBounds({ region, hours: config.budgetHours, usage: config.usage, bounds, now });
  // What an open gate adds comes with the feature itself: bc1 wires none yet.
  const capUsd = capOf({ budgetCapUsd: config.budgetCapUsd });
  const verdict = judgeEstimate(estimate, capUsd, deployedUpperUsd());
  if (verdict.verdict === "within" || verdict.notWorse) return { capUsd };
  const report = costReport(costDocument(environment, estimate, capUsd, verdict));
  throw new pulumi.RunError(`tandem budget: ${environment} is refused\n${report}${advice(environment)}`);
}

function advice(environment: string): string {
  return (
    "Nothing was registered. Choose smaller sizes under tandem:aiStream, or raise tandem:budgetCapUsd in " +
    `Pulumi.${environment}.yaml`
  );
}

/** What the running environment costs already, when the command has worked it out from the state. */
function deployedUpperUsd(): number | undefined {
  const given = Number(process.env.TANDEM_DEPLOYED_UPPER_USD);
  return process.env.TANDEM_DEPLOYED_UPPER_USD && Number.isFinite(given) ? given : undefined;
}
