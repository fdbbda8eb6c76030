/**
 * The program that Pulumi runs: checks the config, the gates and the bounds, then loads one blueprint. Nothing is
 * registered before all three have passed, so `up --skip-preview` makes nothing that a preview would refuse.
 */
import * as pulumi from "@pulumi/pulumi";
import { Environment } from "../components/environment";
import { BLUEPRINTS, type Registry } from "./blueprints";
import { checkBounds, pricedRegions, regionOf } from "./budget";
import { readConfig } from "./config";
import { checkGates } from "./gates";
import { unprotect, unprotecting } from "./unprotect";

export default function program(): Promise<Record<string, unknown>> {
  return run(BLUEPRINTS);
}

/** Runs the blueprint, one of these, that the stack's config names. */
export async function run(registry: Registry): Promise<Record<string, unknown>> {
  const now = new Date();
  const environment = pulumi.getStack();
  const config = readConfig(pricedRegions(), registry);
  const blueprint = await registry[config.blueprint]!.load();
  if (unprotecting()) {
    unprotect();
    return blueprint.wire(config as never, environment);
  }
  const gates = checkGates(config, now);
  const bounds = blueprint.bounds(config as never);
  const { capUsd } = checkBounds(config, bounds, now);
  new Environment(environment, {
    environment,
    blueprint: config.blueprint,
    region: regionOf(config),
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
  return blueprint.wire(config as never, environment);
}
