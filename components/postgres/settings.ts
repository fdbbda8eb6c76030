/** What a Postgres database is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type * as pulumi from "@pulumi/pulumi";
import type { Path, Problem } from "../../words/problem";
import { alarmBound } from "../alarm";
import { type Bound, childName } from "../base";
import { fill, isJudged, problemsOf } from "../judge";
import { NAME_LIMITS } from "../naming";
import { refuse } from "../refuse";
import { secretBound } from "../secret";
import { POSTGRES, POSTGRES_RULES, type PostgresSettings } from "./fields";

export type { PostgresSettings } from "./fields";

export interface PostgresArgs {
  /** VPC of the database. */
  vpcId: pulumi.Input<string>;
  /** Private subnets in at least two zones. */
  subnetIds: pulumi.Input<string[]>;
  /** Instance class, `db.<family>.<size>`; burstable ARM is enough for Open WebUI. @default "db.t4g.micro" */
  instanceClass?: string;
  /** gp3 storage in GiB, 20 to 65536. @default 20 */
  storageGiB?: number;
  /** A standby in a second zone, at twice the price. @default false */
  multiAz?: boolean;
  /** Days that automatic backups are kept, 0 to 35; 0 is none, only where data is not protected. @default 7 */
  backupRetentionDays?: number;
  /** Major version; minor ones are taken in the maintenance window. One of 15, 16, 17, 18. @default "17" */
  engineVersion?: string;
  /** Name of the database and of its user: lower case, digits and `_`. */
  databaseName: string;
  /** Counts passwords, 1 to 1000000: the next number makes the next password. @default 1 */
  passwordVersion?: number;
  /** Deletion protection, a final snapshot and a recovery window for the secret. @default true */
  dataProtection?: boolean;
  /** SNS topics that alarms are told to. @default none */
  alarmTopicArns?: pulumi.Input<string>[];
}

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: Omit<PostgresArgs, "vpcId" | "subnetIds">, at: Path = []): Problem[] {
  return problemsOf(POSTGRES, POSTGRES_RULES, args, at);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: PostgresArgs, name = "Postgres"): PostgresSettings {
  if (!isJudged(args)) refuse(name, problems(args));
  return fill(POSTGRES, args);
}

/** The instance, its storage, its secret and its alarms. Backups beyond the database's size are usage. */
export function bounds(name: string, settings: PostgresSettings): Bound[] {
  const child = childName(name, "instance", NAME_LIMITS.database);
  const type = "aws:rds/instance:Instance";
  const zones = settings.multiAz ? "multi-az" : "single-az";
  const hours = `rds-postgresql-${settings.instanceClass}-${zones}`;
  return [
    { child, type, item: hours, amount: 1, kind: "fixed" },
    { child, type, item: `rds-gp3-storage-${zones}`, amount: settings.storageGiB, kind: "fixed" },
    secretBound(name, "url"),
    alarmBound(name, "storage"),
    alarmBound(name, "cpu"),
  ];
}
