/**
 * A database instance: its class, its storage (with what it may grow to), and paid extended support of an old major
 * version. What its backups take beyond the free size is usage that the environment declares.
 */
import type { PlannedResource } from "../planned";
import { amount, type Charge, type Context, flag, NotPriced, type Pricer, text, valueAt } from "./reading";

/**
 * First day of paid extended support of PostgreSQL on RDS, and of its dearer third year.
 * Source: infracost/infracost `internal/resources/aws/db_instance.go`, which cites AWS's release calendar.
 */
const EXTENDED_SUPPORT: Record<string, { from: string; yearThree: string }> = {
  11: { from: "2024-04-01", yearThree: "2026-04-01" },
  12: { from: "2025-03-01", yearThree: "2027-03-01" },
  13: { from: "2026-03-01", yearThree: "2028-03-01" },
  14: { from: "2027-03-01", yearThree: "2029-03-01" },
  15: { from: "2028-03-01", yearThree: "2030-03-01" },
  16: { from: "2029-03-01", yearThree: "2031-03-01" },
};
const OLDEST_LISTED = 11;

/** Every burstable class up to large has 2 vCPU; extended support is billed by them. */
const VCPU_OF_BURSTABLE: Record<string, number> = { micro: 2, small: 2, medium: 2, large: 2 };

/** What gp3 storage brings without charge: [from GB, IOPS, MB/s]. RDS stripes it from 400 GB on. */
const GP3_BASELINE = { small: { iops: 3000, throughput: 125 }, striped: { iops: 12000, throughput: 500 } };
const GP3_STRIPED_FROM_GB = 400;

export const instance: Pricer = {
  priced: [
    "engine",
    "engineVersion",
    "engineLifecycleSupport",
    "instanceClass",
    "multiAz",
    "allocatedStorage",
    "maxAllocatedStorage",
    "storageType",
    "iops",
    "storageThroughput",
    "performanceInsightsEnabled",
    "performanceInsightsRetentionPeriod",
    "databaseInsightsMode",
    "dedicatedLogVolume",
  ],
  charges(resource, context) {
    refuseExtras(resource);
    const zones = flag(resource, "multiAz") ? "multi-az" : "single-az";
    const engine = text(resource, "engine");
    const name = engine === "postgres" ? "postgresql" : engine;
    return [
      { item: `rds-${name}-${text(resource, "instanceClass")}-${zones}`, amount: 1, kind: "fixed" },
      ...storage(resource, zones),
      ...(engine === "postgres" ? extendedSupport(resource, context, zones === "multi-az" ? 2 : 1) : []),
    ];
  },
};

function storage(resource: PlannedResource, zones: string): Charge[] {
  const type = text(resource, "storageType", valueAt(resource, "iops") === undefined ? "gp2" : "io1");
  const gb = amount(resource, "allocatedStorage");
  const most = amount(resource, "maxAllocatedStorage", 0);
  if (type === "gp3") {
    const { iops, throughput } = gb < GP3_STRIPED_FROM_GB ? GP3_BASELINE.small : GP3_BASELINE.striped;
    if (amount(resource, "iops", 0) > iops || amount(resource, "storageThroughput", 0) > throughput) {
      throw new NotPriced(`no price is known for gp3 storage over ${iops} IOPS or ${throughput} MB/s`);
    }
  }
  const item = `rds-${type}-storage-${zones}`;
  return [
    { item, amount: gb, kind: "fixed" },
    { item, amount: Math.max(0, most - gb), kind: "usage" },
  ];
}

/** AWS bills it for the standby too. Without a version AWS chooses a current one. */
function extendedSupport(resource: PlannedResource, { now }: Context, instances: number): Charge[] {
  const version = text(resource, "engineVersion", "");
  const enabled =
    text(resource, "engineLifecycleSupport", "") !== "open-source-rds-extended-support-disabled";
  if (version === "" || !enabled) return [];
  const major = version.split(".")[0]!;
  if (Number(major) < OLDEST_LISTED) throw new NotPriced(`no price is known for PostgreSQL ${major}`);
  const dates = EXTENDED_SUPPORT[major];
  if (!dates || now.getTime() < Date.parse(dates.from)) return [];
  const years = now.getTime() < Date.parse(dates.yearThree) ? "year-1-2" : "year-3";
  const size = text(resource, "instanceClass").split(".").at(-1)!;
  const vcpu = VCPU_OF_BURSTABLE[size];
  if (vcpu === undefined) throw new NotPriced(`no price is known for extended support of a ${size} class`);
  return [{ item: `rds-extended-support-${years}`, amount: vcpu * instances, kind: "fixed" }];
}

function refuseExtras(resource: PlannedResource): void {
  if (flag(resource, "dedicatedLogVolume"))
    throw new NotPriced("no price is known for a dedicated log volume");
  if (text(resource, "databaseInsightsMode", "standard") !== "standard") {
    throw new NotPriced("no price is known for Database Insights in advanced mode");
  }
  const days = amount(resource, "performanceInsightsRetentionPeriod", 7);
  if (flag(resource, "performanceInsightsEnabled") && days > 7) {
    throw new NotPriced("no price is known for Performance Insights kept for more than 7 days");
  }
}
