/**
 * What an environment declares that it uses in a month (config `tandem:usage`), as no plan can tell it: which price
 * item each figure buys, and which resource type it belongs to.
 */
import type { PlannedResource } from "./planned";
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

const ROWS_OF_TYPE = Map.groupBy(USAGE, ({ type }) => type);

/** Who carries what is declared as used: of each type the first resource by its URN. */
export class Carriers {
  /** Type to the URN. */
  private readonly first = new Map<string, string>();

  constructor(private readonly usage: Usage) {}

  /** Gives the URN that carried the usage of the resource's type until now, if this one takes it over. */
  add({ urn, type, external, leftover }: PlannedResource): string | undefined {
    if (external || leftover || !ROWS_OF_TYPE.has(type)) return undefined;
    const before = this.first.get(type);
    if (before !== undefined && before <= urn) return undefined;
    this.first.set(type, urn);
    return before;
  }

  chargesOn({ urn, type, leftover }: PlannedResource): Charge[] {
    if (leftover || this.first.get(type) !== urn) return [];
    return ROWS_OF_TYPE.get(type)!.flatMap((row) => chargeOf(row, this.usage));
  }

  /** What is not declared, and what is declared of nothing. */
  assumptions(): string[] {
    return USAGE.flatMap(({ key, type }) => {
      if (this.first.has(type))
        return this.usage[key] === undefined ? [`usage.${key} is not declared: counted as 0`] : [];
      return this.usage[key] ? [`usage.${key} is declared, but no ${type} is planned: counted as 0`] : [];
    });
  }
}

/** The charge of one figure; none where it is not declared. */
export function chargeOf({ key, item, times = 1 }: UsageRow, usage: Usage): Charge[] {
  const declared = usage[key];
  return declared === undefined ? [] : [{ item, amount: declared * times, kind: "usage" }];
}
