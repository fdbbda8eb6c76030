/**
 * The program that Pulumi runs: checks the config, the gates and the bounds, then loads one blueprint. Nothing is
 * registered before all three have passed, so `up --skip-preview` makes nothing that a preview would refuse.
 */
import * as pulumi from "@pulumi/pulumi";
import { Environment } from "../components/environment";
import { checkBounds, pricedRegions } from "./budget";
import { readConfig, refuseConfig } from "./config";
import { line } from "./config/problems";
import { checkGates } from "./gates";
import { unprotect, unprotecting } from "./unprotect";

export default async function program(): Promise<Record<string, unknown>> {
  const now = new Date();
  const environment = pulumi.getStack();
  const config = readConfig(pricedRegions());
  const blueprint = await import("./bc1");
  refuseConfig(blueprint.refusals(config).map((problem) => line(`Pulumi.${environment}.yaml`, problem)));
  if (unprotecting()) {
    unprotect();
    return blueprint.wire(config, environment);
  }
  const gates = checkGates(config, now);
  const bounds = blueprint.bounds(config);
  const { capUsd } = checkBounds(config, bounds, now);
  new Environment(environment, {
    environment,
    blueprint: config.blueprint,
    region: config.aws.region,
    capUsd,
    hours: config.budgetHours,
    usage: config.usage as Record<string, number>,
    bounds,
    gates: gates.map(({ feature, open, why, gate }) => ({
      feature,
      open,
      reason: why,
      budgetDeltaUsd: gate?.delta.usd ?? 0,
    })),
  });
  return blueprint.wire(config, environment);
}
