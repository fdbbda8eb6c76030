/** What no price is known for is said, with the reason, and never counted as free. */
import assert from "node:assert/strict";
import { estimate } from "../../../policies/budget/estimate";
import type { PlannedResource } from "../../../policies/budget/planned";
import { UNKNOWN } from "../../../pulumi/values";
import { planned, SETTINGS } from "./resources";

const NAT = "aws:ec2/natGateway:NatGateway";
const LB = "aws:lb/loadBalancer:LoadBalancer";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const postgres = (more: Record<string, unknown> = {}) =>
  planned("aws:rds/instance:Instance", "db", {
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    storageType: "gp3",
    ...more,
  });

describe("what no price is known for", () => {
  const CASES: [string, PlannedResource, RegExp][] = [
    [
      "a type that nobody has looked at",
      planned("aws:msk/cluster:Cluster", "k"),
      /no price is known for this type/,
    ],
    [
      "a class without a row",
      postgres({ instanceClass: "db.r6g.large" }),
      /rds-postgresql-db.r6g.large-single-az in aws us-east-1/,
    ],
    ["another engine", postgres({ engine: "mysql" }), /rds-mysql-db.t4g.micro-single-az/],
    ["provisioned storage", postgres({ storageType: "io1" }), /rds-io1-storage-single-az/],
    ["fast gp3 storage", postgres({ iops: 4000 }), /over 3000 IOPS/],
    ["the third year of extended support", postgres({ engineVersion: "11" }), /rds-extended-support-year-3/],
    ["Postgres 10", postgres({ engineVersion: "10.23" }), /PostgreSQL 10/],
    [
      "long Performance Insights",
      postgres({ performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 31 }),
      /more than 7 days/,
    ],
    ["a gateway load balancer", planned(LB, "g", { loadBalancerType: "gateway" }), /type gateway/],
    [
      "reserved load balancer capacity",
      planned(LB, "g", { minimumLoadBalancerCapacity: { capacityUnits: 5 } }),
      /reserved/,
    ],
    ["a regional NAT gateway", planned(NAT, "n", { availabilityMode: "regional" }), /regional/],
    [
      "a private certificate",
      planned("aws:acm/certificate:Certificate", "c", { certificateAuthorityArn: UNKNOWN }),
      /certificateAuthorityArn/,
    ],
    [
      "Container Insights",
      planned("aws:ecs/cluster:Cluster", "c", {
        settings: [{ name: "containerInsights", value: "enabled" }],
      }),
      /Container Insights/,
    ],
    ["an anomaly alarm", planned(ALARM, "a", { thresholdMetricId: "e" }), /anomaly/],
    [
      "an alarm on a query",
      planned(ALARM, "a", { metricQueries: [{ expression: "SELECT AVG(x) FROM y" }] }),
      /query/,
    ],
    [
      "node groups one by one",
      planned(CACHE, "c", { nodeType: "cache.t4g.micro", nodeGroupConfigurations: [{}, {}] }),
      /one by one/,
    ],
    [
      "another region",
      planned(NAT, "n", { region: "eu-west-1" }),
      /no prices are known for aws eu-west-1, only for /,
    ],
  ];
  for (const [what, resource, reason] of CASES) {
    it(`says so of ${what}`, () => {
      const { unpriced, inconclusive } = estimate([resource], SETTINGS);
      const said = [...unpriced.map((one) => one.reason), ...inconclusive.map((one) => one.property)];
      assert.match(said.join("\n"), reason);
    });
  }
});
