/** What stays behind after `down`, by choice: final snapshots and secrets that can still be brought back. Pure. */
import type { ResourceState } from "../pulumi/state";

export interface Leftover {
  urn: string;
  what: string;
  /** USD a month while it stays; null when no price is known. */
  usdPerMonth: number | null;
  /** Until when it stays, ISO 8601; null when that is for ever, or until somebody deletes it. */
  until: string | null;
}

const DAY_MS = 86_400_000;
const RDS = "aws:rds/instance:Instance";
const ALB = "aws:lb/loadBalancer:LoadBalancer";
const SECRET = "aws:secretsmanager/secret:Secret";

/** Whether a destroy would be refused, or would leave a copy: what `--keep-data` and `--delete-data` decide on. */
export function isProtected({ type, inputs = {} }: ResourceState): boolean {
  if (type === RDS) return inputs.deletionProtection === true || inputs.skipFinalSnapshot !== true;
  if (type === ALB) return inputs.enableDeletionProtection === true;
  if (type === SECRET) return inputs.recoveryWindowInDays !== 0;
  return type === "aws:s3/bucket:Bucket" && inputs.forceDestroy !== true;
}

/** Whether a destroy of it is refused by AWS itself, until it is updated. */
export function isLocked({ type, inputs = {} }: ResourceState): boolean {
  return (
    (type === RDS && inputs.deletionProtection === true) ||
    (type === ALB && inputs.enableDeletionProtection === true)
  );
}

/** What these resources leave when they are destroyed as they stand. `snapshotUsdPerGb` is the price of a month. */
export function leftovers(
  resources: readonly ResourceState[],
  snapshotUsdPerGb: number | null,
  now: Date,
): Leftover[] {
  return resources.flatMap(({ urn, type, inputs = {} }): Leftover[] => {
    if (type === RDS && inputs.skipFinalSnapshot !== true) {
      const gb = Number(inputs.allocatedStorage);
      const usdPerMonth = snapshotUsdPerGb === null || Number.isNaN(gb) ? null : gb * snapshotUsdPerGb;
      const what = `final snapshot ${inputs.finalSnapshotIdentifier}, at most ${inputs.allocatedStorage} GB`;
      return [{ urn, what, usdPerMonth, until: null }];
    }
    if (type === SECRET && inputs.recoveryWindowInDays !== 0) {
      const days = Number(inputs.recoveryWindowInDays ?? 30);
      const until = new Date(now.getTime() + days * DAY_MS).toISOString();
      return [{ urn, what: `secret that can be restored for ${days} days`, usdPerMonth: 0, until }];
    }
    return [];
  });
}
