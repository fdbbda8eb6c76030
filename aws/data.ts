/**
 * What holds data, or stands before it: which input has AWS refuse a delete, what a delete leaves, and until when.
 * Source: Amazon RDS user guide, "Deleting a DB instance"; Elastic Load Balancing user guide, "Deletion protection";
 * Secrets Manager API reference, DeleteSecret; Amazon S3 user guide, "Deleting a bucket".
 */

type Inputs = Readonly<Record<string, unknown>>;

/** What stays after a delete. */
export type Remainder =
  /** A copy under the name that `named` gives, of at most `gigabytes`, until somebody deletes it. */
  | { kind: "snapshot"; type: string; named: string; gigabytes: string }
  /** The thing itself, which can be brought back for `days`; its name is taken until then. */
  | { kind: "recoverable"; named: string; days: string; standardDays: number }
  /** The thing itself: AWS does not delete it while something is in it. `parts` names it in what it is made of. */
  | { kind: "itself"; parts: string };

export interface Holder {
  /** While this input is true, AWS refuses the delete. */
  lock?: string;
  /** What a delete leaves, unless the inputs are these. */
  leaves?: Remainder & { unless: Inputs };
}

export const HOLDERS: Readonly<Record<string, Holder>> = {
  "aws:rds/instance:Instance": {
    lock: "deletionProtection",
    leaves: {
      kind: "snapshot",
      type: "aws:rds/snapshot:Snapshot",
      named: "finalSnapshotIdentifier",
      gigabytes: "allocatedStorage",
      unless: { skipFinalSnapshot: true },
    },
  },
  "aws:lb/loadBalancer:LoadBalancer": { lock: "enableDeletionProtection" },
  "aws:secretsmanager/secret:Secret": {
    leaves: {
      kind: "recoverable",
      named: "name",
      days: "recoveryWindowInDays",
      standardDays: 30,
      unless: { recoveryWindowInDays: 0 },
    },
  },
  "aws:s3/bucket:Bucket": { leaves: { kind: "itself", parts: "bucket", unless: { forceDestroy: true } } },
};

/** Whether AWS refuses to delete it as it is. */
export function isLocked(type: string, inputs: Inputs): boolean {
  const lock = HOLDERS[type]?.lock;
  return lock !== undefined && inputs[lock] === true;
}

/** What a delete of it would leave as it is. */
export function remainderOf(type: string, inputs: Inputs): Remainder | undefined {
  const leaves = HOLDERS[type]?.leaves;
  if (!leaves || Object.entries(leaves.unless).every(([key, value]) => inputs[key] === value))
    return undefined;
  return leaves;
}

/** How long what can be brought back stays, in days. */
export function daysToRestore(
  inputs: Inputs,
  { days, standardDays }: { days: string; standardDays: number },
): number {
  return Number(inputs[days] ?? standardDays);
}

/** The inputs, by type, with which a delete is not refused, and with which it leaves nothing. */
export function lifted(keepCopies: boolean): Record<string, Record<string, unknown>> {
  const rows = Object.entries(HOLDERS).map(([type, { lock, leaves }]): [string, Record<string, unknown>] => [
    type,
    { ...(lock ? { [lock]: false } : {}), ...(keepCopies ? {} : leaves?.unless) },
  ]);
  return Object.fromEntries(rows.filter(([, inputs]) => Object.keys(inputs).length > 0));
}
