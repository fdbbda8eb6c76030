/** The gates of the running environment, judged on its evidence before anything is registered. */
import * as pulumi from "@pulumi/pulumi";
import { type Decision, decide } from "../policies/gates/decide";
import type { Blueprint } from "../policies/gates/features";
import { refuseConfig, refusing } from "./config";
import { readEvidence } from "./config/files";
import type { Common } from "./config/schema";

/**
 * What was decided on each feature.
 *
 * @throws RunError when the evidence or a feature is a mistake, and when a feature asked for has a closed gate.
 */
export function checkGates(config: Common, now: Date): Decision[] {
  const environment = pulumi.getStack();
  const { evidence, overrides } = refusing(() => readEvidence(".", environment, now));
  const { features } = config;
  const blueprint = config.blueprint as Blueprint;
  const decisions = decide({ environment, blueprint, features, evidence, overrides, now });
  const refused = decisions.filter(({ state }) => state === "refused").map(({ why }) => why);
  const where = `Pulumi.${environment}.yaml`;
  refuseConfig(refused.map((why) => `${where}: ${why}`));
  const closed = decisions.filter(({ open }) => !open).map(({ why }) => `${where}: ${why}`);
  if (closed.length > 0)
    throw new pulumi.RunError([`tandem gate: ${closed.length} closed`, ...closed].join("\n"));
  return decisions;
}
