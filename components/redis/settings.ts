/** What a Redis is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type * as pulumi from "@pulumi/pulumi";
import type { Path, Problem } from "../../words/problem";
import { type Bound, childName } from "../base";
import { fill, isJudged, problemsOf } from "../judge";
import { NAME_LIMITS } from "../naming";
import { refuse } from "../refuse";
import { secretBound } from "../secret";
import { REDIS, type RedisSettings } from "./fields";

export type { RedisSettings } from "./fields";

export interface RedisArgs {
  /** VPC of the cache. */
  vpcId: pulumi.Input<string>;
  /** Private subnets. */
  subnetIds: pulumi.Input<string[]>;
  /** Node type, `cache.<family>.<size>`. @default "cache.t4g.micro" */
  nodeType?: string;
  /** Counts auth tokens, 1 to 1000000: the next number makes the next token. @default 1 */
  tokenVersion?: number;
  /** A recovery window for the secret. @default true */
  dataProtection?: boolean;
}

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: Omit<RedisArgs, "vpcId" | "subnetIds">, at: Path = []): Problem[] {
  return problemsOf(REDIS, [], args, at);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: RedisArgs, name = "Redis"): RedisSettings {
  if (!isJudged(args)) refuse(name, problems(args));
  return fill(REDIS, args);
}

/** One node and one secret. */
export function bounds(name: string, settings: RedisSettings): Bound[] {
  return [
    {
      child: childName(name, "cache", NAME_LIMITS.replicationGroup),
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      item: `elasticache-valkey-${settings.nodeType}`,
      amount: 1,
      kind: "fixed",
    },
    secretBound(name, "url"),
  ];
}
