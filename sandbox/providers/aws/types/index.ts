/** The table: every type that Tandem's stacks register, and no other. A type that is not here is refused. */
import { IDENTITIES } from "../../../../aws/ids";
import { SCHEMA } from "../../../../aws/schema";
import { acm } from "./acm";
import { appautoscaling } from "./appautoscaling";
import { budgets } from "./budgets";
import { cloudwatch } from "./cloudwatch";
import { ec2 } from "./ec2";
import { ecs } from "./ecs";
import { elasticache } from "./elasticache";
import { iam } from "./iam";
import { lb } from "./lb";
import { rds } from "./rds";
import { route53 } from "./route53";
import type { Entry, Row } from "./row";
import { s3 } from "./s3";
import { secretsmanager } from "./secretsmanager";
import { securityGroups } from "./security-groups";
import { servicediscovery } from "./servicediscovery";
import { sns } from "./sns";

export const TABLE: ReadonlyMap<string, Entry> = new Map(
  [
    ...ec2,
    ...securityGroups,
    ...lb,
    ...acm,
    ...route53,
    ...ecs,
    ...appautoscaling,
    ...cloudwatch,
    ...iam,
    ...rds,
    ...secretsmanager,
    ...servicediscovery,
    ...sns,
    ...budgets,
    ...elasticache,
    ...s3,
  ].map((row) => [row.type, entry(row)]),
);

function entry(row: Row): Entry {
  const none = { required: [], props: {} };
  return { ...row, identity: IDENTITIES[row.type] ?? {}, schema: SCHEMA[row.type] ?? none };
}

/** The row of a type; throws for a type that the sandbox does not serve. */
export function rowOf(type: string): Entry {
  const row = TABLE.get(type);
  if (!row) {
    throw new Error(
      `the sandbox does not serve ${type}: it stands in only for types that Tandem's stacks register`,
    );
  }
  return row;
}
