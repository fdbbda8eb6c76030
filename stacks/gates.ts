/** The gates of the running environment, judged on its evidence before anything is registered (DESIGN 6). */
import * as pulumi from "@pulumi/pulumi";
import { type Decision, decide } from "../policies/gates/decide";
import { type Config, refuseConfig, refusing } from "./config";
import { readEvidence } from "./config/files";

/**
 * What was decided on each feature.
 *
 * @throws RunError when the evidence or a feature is a mistake, and when a feature asked for has a closed gate.
 */
export function checkGates(config: Config, now: Date): Decision[] {
  const environment = pulumi.getStack();
  const { evidence, overrides } = refusing(() => readEvidence(".", environment, now));
  const { blueprint, features } = config;
  const decisions = decide({ environment, blueprint, features, evidence, overrides, now });
  const refused = decisions.filter(({ state }) => state === "refused").map(({ why }) => why);
  const where = `Pulumi.${environment}.yaml`;
  refuseConfig(refused.map((why) => `${where}: ${why}`));
  const closed = decisions.filter(({ open }) => !open).map(({ why }) => `${where}: ${why}`);
  if (closed.length > 0)
    throw new pulumi.RunError([`tandem gate: ${closed.length} closed`, ...closed].join("\n"));
  return decisions;
}
