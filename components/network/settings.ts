/** What a network is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type { Path, Problem } from "../../words/problem";
import { type Bound, childName } from "../base";
import { fill, isJudged, problemsOf } from "../judge";
import { refuse } from "../refuse";
import type { NetworkArgs } from "./args";
import { NETWORK, NETWORK_RULES, type NetworkSettings } from "./fields";

export type { NetworkSettings } from "./fields";

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: NetworkArgs, at: Path = []): Problem[] {
  return problemsOf(NETWORK, NETWORK_RULES, args, at);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: NetworkArgs, name = "Network"): NetworkSettings {
  if (!isJudged(args)) refuse(name, problems(args));
  return fill(NETWORK, args);
}

/** Logical name of the `awsx.ec2.Vpc`; its children are named after it. */
export function vpcName(name: string): string {
  return childName(name, "vpc");
}

/** awsx names NAT gateways and their addresses `<vpc>-1`, `<vpc>-2`, …, by zone. */
export function bounds(name: string, settings: NetworkSettings): Bound[] {
  const gateways = { single: 1, "per-zone": settings.zones, none: 0 }[settings.nat];
  return Array.from({ length: gateways }, (_, zone) => `${vpcName(name)}-${zone + 1}`).flatMap(
    (child): Bound[] => [
      { child, type: "aws:ec2/natGateway:NatGateway", item: "nat-gateway-hour", amount: 1, kind: "fixed" },
      { child, type: "aws:ec2/eip:Eip", item: "public-ipv4-hour", amount: 1, kind: "fixed" },
    ],
  );
}
