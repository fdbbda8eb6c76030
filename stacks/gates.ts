/** The gates of the running environment, judged on its evidence before anything is registered (DESIGN 6). */
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { type Decision, decide } from "../policies/gates/decide";
import { parseEvidence } from "../policies/gates/evidence";
import type { Blueprint } from "../policies/gates/features";
import { refuseConfig } from "./config";
import type { Common } from "./config/schema";

/**
 * What was decided on each feature.
 *
 * @throws RunError when the evidence or a feature is a mistake, and when a feature asked for has a closed gate.
 */
export function checkGates(config: Common, now: Date): Decision[] {
  const environment = pulumi.getStack();
  const file = path.posix.join("evidence", `${environment}.yaml`);
  const document = fs.existsSync(file) ? parse(fs.readFileSync(file, "utf8")) : null;
  const { evidence, overrides, problems } = parseEvidence(document, file, now);
  const { features } = config;
  const blueprint = config.blueprint as Blueprint;
  const decisions = decide({ environment, blueprint, features, evidence, overrides, now });
  const refused = decisions.filter(({ state }) => state === "refused").map(({ why }) => why);
  const where = `Pulumi.${environment}.yaml`;
  refuseConfig([...problems, ...refused.map((why) => `${where}: ${why}`)]);
  const closed = decisions.filter(({ open }) => !open).map(({ why }) => `${where}: ${why}`);
  if (closed.length > 0)
    throw new pulumi.RunError([`tandem gate: ${closed.length} closed`, ...closed].join("\n"));
  return decisions;
}
