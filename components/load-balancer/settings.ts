/** What a public load balancer is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type * as pulumi from "@pulumi/pulumi";
import type { Path, Problem } from "../../words/problem";
import { alarmBound } from "../alarm";
import { type Bound, childName } from "../base";
import { fill, isJudged, problemsOf } from "../judge";
import { NAME_LIMITS } from "../naming";
import { refuse } from "../refuse";
import { LOAD_BALANCER, type LoadBalancerSettings } from "./fields";

export type { LoadBalancerSettings } from "./fields";

export interface LoadBalancerArgs {
  /** VPC that the targets run in. */
  vpcId: pulumi.Input<string>;
  /** Public subnets, one in each zone. */
  subnetIds: pulumi.Input<string[]>;
  /** How many subnets that is, 2 to 3: each takes a public IPv4 address, which costs. */
  zones: number;
  /** Public host name in lower case, at most 64 characters (ACM's limit), for example `ai.example.com`. */
  hostname: string;
  /** Route 53 public hosted zone that the host name belongs to; it must exist. For example `Z0123456789ABC`. */
  zoneId: string;
  /** Port that targets listen on, 1 to 65535. */
  targetPort: number;
  /** Path that answers 200 when a target is healthy. @default "/health" */
  healthPath?: string;
  /** Refuses deletion until it is switched off. @default true */
  dataProtection?: boolean;
  /** SNS topics that alarms are told to. @default none */
  alarmTopicArns?: pulumi.Input<string>[];
}

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: LoadBalancerArgs, at: Path = []): Problem[] {
  return problemsOf(LOAD_BALANCER, [], args, at);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: LoadBalancerArgs, name = "LoadBalancer"): LoadBalancerSettings {
  if (!isJudged(args)) refuse(name, problems(args));
  return fill(LOAD_BALANCER, args);
}

/** The load balancer's hours, its public addresses and its two alarms; traffic (LCUs) is usage, not bounded here. */
export function bounds(name: string, settings: Pick<LoadBalancerSettings, "zones">): Bound[] {
  const child = childName(name, "alb", NAME_LIMITS.loadBalancer);
  const type = "aws:lb/loadBalancer:LoadBalancer";
  return [
    { child, type, item: "alb-hour", amount: 1, kind: "fixed" },
    { child, type, item: "public-ipv4-hour", amount: settings.zones, kind: "fixed" },
    alarmBound(name, "errors"),
    alarmBound(name, "unreachable"),
  ];
}
