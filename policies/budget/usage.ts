/**
 * What an environment declares that it uses in a month (config `tandem:usage`), as no plan can tell it: which price
 * item each figure buys, and which resource type it belongs to.
 */
import type { Charge } from "./pricing/reading";

/** Monthly figures, each 0 or more; one that is left out is counted as 0 and named among the assumptions. */
export interface Usage {
  natGatewayGb?: number;
  /** Load balancer capacity units used at once, on average. */
  albLcu?: number;
  egressGb?: number;
  /** Each GB is billed where it leaves a zone and where it enters one: both are counted. */
  interZoneGb?: number;
  logIngestGb?: number;
  logStoredGb?: number;
  secretReads10k?: number;
  route53QueriesM?: number;
  snapshotGb?: number;
  s3StorageGb?: number;
  emails100k?: number;
  /** USD of model calls: a figure of the user's own, at no price of ours. */
  modelUsd?: number;
}

export type UsageKey = keyof Usage;

export interface UsageRow {
  key: UsageKey;
  item: string;
  /** The resource type that it belongs to. */
  type: string;
  /** How often one unit of the figure is billed. @default 1 */
  times?: number;
}

/** The item of `modelUsd`, which has no row in a price table. */
export const MODEL_SPEND = "model-spend";

export const USAGE: readonly UsageRow[] = [
  { key: "natGatewayGb", item: "nat-gateway-data", type: "aws:ec2/natGateway:NatGateway" },
  { key: "albLcu", item: "alb-lcu-hour", type: "aws:lb/loadBalancer:LoadBalancer" },
  { key: "egressGb", item: "egress-internet-first-10tb", type: "aws:lb/loadBalancer:LoadBalancer" },
  { key: "interZoneGb", item: "inter-az", type: "aws:ec2/vpc:Vpc", times: 2 },
  { key: "logIngestGb", item: "logs-ingest-standard", type: "aws:cloudwatch/logGroup:LogGroup" },
  { key: "logStoredGb", item: "logs-store", type: "aws:cloudwatch/logGroup:LogGroup" },
  { key: "secretReads10k", item: "secret-api-calls", type: "aws:secretsmanager/secret:Secret" },
  { key: "route53QueriesM", item: "route53-standard-queries", type: "aws:route53/record:Record" },
  { key: "snapshotGb", item: "rds-backup-over-free", type: "aws:rds/instance:Instance" },
  { key: "s3StorageGb", item: "s3-standard-first-50tb", type: "aws:s3/bucket:Bucket" },
  { key: "emails100k", item: "sns-email-delivery", type: "aws:sns/topic:Topic" },
  { key: "modelUsd", item: MODEL_SPEND, type: "tandem:index:EcsAiStream" },
];

export interface UsageCharge extends Charge {
  urn: string;
}

/**
 * The declared usage as charges.
 *
 * @param urnOf the resource that carries the usage of a type; undefined when none of the type is planned.
 */
export function usageCharges(usage: Usage, urnOf: (type: string) => string | undefined) {
  const charges: UsageCharge[] = [];
  const assumptions: string[] = [];
  for (const { key, item, type, times = 1 } of USAGE) {
    const urn = urnOf(type);
    const declared = usage[key];
    if (urn === undefined) {
      if (declared) assumptions.push(`usage.${key} is declared, but no ${type} is planned: counted as 0`);
    } else if (declared === undefined) {
      assumptions.push(`usage.${key} is not declared: counted as 0`);
    } else {
      charges.push({ urn, item, amount: declared * times, kind: "usage" });
    }
  }
  return { charges, assumptions };
}
