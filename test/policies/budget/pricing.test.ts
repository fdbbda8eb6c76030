/** What one resource costs a month in us-east-1: figures computed here from the row and the hours, by hand. */
import assert from "node:assert/strict";
import { estimate } from "../../../policies/budget/estimate";
import type { PlannedResource } from "../../../policies/budget/planned";
import { priceOf } from "../../../policies/budget/prices";
import { UNKNOWN } from "../../../pulumi/values";
import { planned, SETTINGS, service, task } from "./resources";

const usd = (item: string) => priceOf("aws", "us-east-1", item)!.usd;
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

const NAT = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";
const LB = "aws:lb/loadBalancer:LoadBalancer";
const RDS = "aws:rds/instance:Instance";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const postgres = (more: Record<string, unknown> = {}) =>
  planned(RDS, "db", {
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    storageType: "gp3",
    ...more,
  });
const database = (version: string, more: Record<string, unknown> = {}) =>
  postgres({ engineVersion: version, ...more });

/** [what, the resources, item to the amount that is expected, in the unit without time] */
const TABLE: [string, PlannedResource[], Record<string, number>][] = [
  [
    "a public NAT gateway without an Elastic IP of the plan",
    [planned(NAT, "n")],
    {
      "nat-gateway-hour": 1,
      "public-ipv4-hour": 1,
    },
  ],
  ["a private NAT gateway", [planned(NAT, "n", { connectivityType: "private" })], { "nat-gateway-hour": 1 }],
  ["an idle Elastic IP", [planned(EIP, "e")], { "public-ipv4-hour": 1 }],
  [
    "an internet-facing ALB in two subnets",
    [planned(LB, "lb", { subnets: [UNKNOWN, UNKNOWN] })],
    {
      "alb-hour": 1,
      "public-ipv4-hour": 2,
    },
  ],
  ["an internal ALB", [planned(LB, "lb", { internal: true, subnets: UNKNOWN })], { "alb-hour": 1 }],
  [
    "an ALB without public IPv4",
    [planned(LB, "lb", { ipAddressType: "dualstack-without-public-ipv4" })],
    {
      "alb-hour": 1,
    },
  ],
  [
    "a network load balancer in three subnets",
    [planned(LB, "lb", { loadBalancerType: "network", subnets: ["a", "b", "c"] })],
    { "nlb-hour": 1, "public-ipv4-hour": 3 },
  ],
  ["a gateway endpoint", [planned("aws:ec2/vpcEndpoint:VpcEndpoint", "s3")], {}],
  [
    "an interface endpoint in two subnets",
    [
      planned("aws:ec2/vpcEndpoint:VpcEndpoint", "ecr", {
        vpcEndpointType: "Interface",
        subnetIds: ["a", "b"],
      }),
    ],
    { "interface-endpoint-hour-per-az": 2 },
  ],
  [
    "a small Postgres",
    [postgres()],
    {
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp3-storage-single-az": 20,
    },
  ],
  [
    "a Postgres in two zones",
    [postgres({ multiAz: true })],
    {
      "rds-postgresql-db.t4g.micro-multi-az": 1,
      "rds-gp3-storage-multi-az": 20,
    },
  ],
  [
    "a Postgres whose storage may grow",
    [postgres({ maxAllocatedStorage: 100 })],
    {
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp3-storage-single-az": 100,
    },
  ],
  [
    "a Postgres without a storage type, which is gp2",
    [postgres({ storageType: undefined })],
    {
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp2-storage-single-az": 20,
    },
  ],
  [
    "a Postgres 13, in extended support since 2026-03-01",
    [database("13.14")],
    {
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp3-storage-single-az": 20,
      "rds-extended-support-year-1-2": 2,
    },
  ],
  [
    "a Postgres 13 in two zones, whose standby is billed too",
    [database("13", { multiAz: true })],
    {
      "rds-postgresql-db.t4g.micro-multi-az": 1,
      "rds-gp3-storage-multi-az": 20,
      "rds-extended-support-year-1-2": 4,
    },
  ],
  [
    "a Postgres 14, not yet in extended support",
    [database("14")],
    {
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp3-storage-single-az": 20,
    },
  ],
  [
    "a Postgres 13 that opted out",
    [database("13", { engineLifecycleSupport: "open-source-rds-extended-support-disabled" })],
    { "rds-postgresql-db.t4g.micro-single-az": 1, "rds-gp3-storage-single-az": 20 },
  ],
  [
    "a Redis group without an engine named",
    [planned(CACHE, "c", { nodeType: "cache.t4g.micro" })],
    {
      "elasticache-redis-cache.t4g.micro": 1,
    },
  ],
  [
    "a Valkey group of two nodes",
    [planned(CACHE, "c", { engine: "valkey", nodeType: "cache.t4g.micro", numCacheClusters: 2 })],
    { "elasticache-valkey-cache.t4g.micro": 2 },
  ],
  [
    "a sharded group",
    [
      planned(CACHE, "c", {
        engine: "valkey",
        nodeType: "cache.t3.micro",
        numNodeGroups: 3,
        replicasPerNodeGroup: 1,
      }),
    ],
    { "elasticache-valkey-cache.t3.micro": 6 },
  ],
  ["a secret", [planned("aws:secretsmanager/secret:Secret", "s")], { secret: 1 }],
  [
    "a secret with a replica",
    [planned("aws:secretsmanager/secret:Secret", "s", { replicas: [{}] })],
    { secret: 2 },
  ],
  ["a key", [planned("aws:kms/key:Key", "k")], { "kms-key": 1 }],
  ["a hosted zone", [planned("aws:route53/zone:Zone", "z")], { "route53-hosted-zone": 1 }],
  ["a dashboard", [planned("aws:cloudwatch/dashboard:Dashboard", "d")], { dashboard: 1 }],
  ["an alarm", [planned(ALARM, "a", { period: 60 })], { "alarm-standard": 1 }],
  ["an alarm of 10 seconds", [planned(ALARM, "a", { period: 10 })], { "alarm-high-resolution": 1 }],
  [
    "an alarm over two metrics",
    [
      planned(ALARM, "a", {
        metricQueries: [
          { id: "e", expression: "a/b" },
          { metric: { period: 300 } },
          { metric: { period: 300 } },
        ],
      }),
    ],
    { "alarm-standard": 2 },
  ],
  [
    "target tracking, which makes two alarms",
    [planned("aws:appautoscaling/policy:Policy", "p", { policyType: "TargetTrackingScaling" })],
    { "alarm-standard": 2 },
  ],
  ["step scaling", [planned("aws:appautoscaling/policy:Policy", "p", { policyType: "StepScaling" })], {}],
  ["a public certificate", [planned("aws:acm/certificate:Certificate", "c")], {}],
  [
    "a cluster without Container Insights",
    [
      planned("aws:ecs/cluster:Cluster", "c", {
        settings: [{ name: "containerInsights", value: "disabled" }],
      }),
    ],
    {},
  ],
];

describe("a price", () => {
  for (const [what, resources, amounts] of TABLE) {
    it(`of ${what} is that of ${JSON.stringify(amounts)}`, () => {
      const result = estimate(resources, SETTINGS);
      const found: Record<string, number> = {};
      for (const line of result.lines) {
        const hourly = line.unit.endsWith("hour");
        found[line.item] = (found[line.item] ?? 0) + (hourly ? line.quantity / 730 : line.quantity);
        near(line.usd, line.quantity * usd(line.item));
      }
      assert.deepEqual(found, amounts);
      assert.deepEqual([result.unpriced, result.inconclusive], [[], []]);
    });
  }

  const month = (resources: PlannedResource[]) => estimate(resources, SETTINGS).total.upper.toFixed(2);

  it("of a NAT gateway's hours is $32.85 a month, and $36.50 with its address", () => {
    const address = planned(EIP, "n");
    const gateway = planned(NAT, "n", { allocationId: UNKNOWN }, { allocationId: [address] });
    assert.equal(month([planned(NAT, "n", { connectivityType: "private" })]), "32.85");
    assert.equal(month([gateway, address]), "36.50");
  });

  it("of an ALB's hours is $16.43 a month", () => {
    assert.equal(month([planned(LB, "lb", { internal: true })]), "16.43");
  });

  it("of tasks of (1 vCPU, 4 GB) and (1 vCPU, 2 GB) on ARM is $62.87 a month", () => {
    const tasks = [task("web", "1024", "4096"), task("api", "1024", "2048")];
    assert.equal(month([...tasks, ...tasks.map((one) => service(one.name, one))]), "62.87");
  });

  it("of Postgres db.t4g.micro with 20 GB is $13.98 a month", () => {
    assert.equal(month([postgres()]), "13.98");
  });

  it("of extended support of a class of 2 vCPU is $146.00 a month", () => {
    assert.equal((Number(month([database("13")])) - Number(month([database("17")]))).toFixed(2), "146.00");
  });
});

describe("a public IPv4", () => {
  const total = (resources: PlannedResource[]) =>
    estimate(resources, SETTINGS)
      .lines.filter(({ item }) => item === "public-ipv4-hour")
      .reduce((sum, { quantity }) => sum + quantity / 730, 0);

  it("of a NAT gateway is counted once, by the Elastic IP of the plan", () => {
    const address = planned(EIP, "n");
    assert.equal(
      total([planned(NAT, "n", { allocationId: UNKNOWN }, { allocationId: [address] }), address]),
      1,
    );
  });

  it("is found by its allocation when the dependency is not recorded", () => {
    const address = { ...planned(EIP, "n"), outputs: { allocationId: "eipalloc-1" } };
    assert.equal(total([planned(NAT, "n", { allocationId: "eipalloc-1" }), address]), 1);
    assert.equal(total([planned(NAT, "n", { allocationId: "eipalloc-2" }), address]), 2);
  });

  it("of two gateways with two addresses is counted twice", () => {
    const addresses = [planned(EIP, "a"), planned(EIP, "b")];
    const gateways = addresses.map((one) => planned(NAT, one.name, {}, { allocationId: [one] }));
    assert.equal(total([...addresses, ...gateways]), 2);
  });

  it("of a network load balancer with Elastic IPs is counted once", () => {
    const address = planned(EIP, "e");
    const mappings = { loadBalancerType: "network", subnetMappings: [{ allocationId: UNKNOWN }, {}] };
    assert.equal(total([planned(LB, "lb", mappings, { subnetMappings: [address] }), address]), 2);
  });
});
