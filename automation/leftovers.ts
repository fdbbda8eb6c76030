/** What stays behind after `down`, by choice: final snapshots, secrets that can be brought back, buckets. Pure. */
import type { Deployment, ResourceState } from "../pulumi/state";

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
const BUCKET = "aws:s3/bucket:Bucket";
const SECRET = "aws:secretsmanager/secret:Secret";

/** Whether a destroy would be refused, or would leave a copy: what `--keep-data` and `--delete-data` decide on. */
export function isProtected({ type, inputs = {} }: ResourceState): boolean {
  if (type === RDS) return inputs.deletionProtection === true || inputs.skipFinalSnapshot !== true;
  if (type === ALB) return inputs.enableDeletionProtection === true;
  if (type === SECRET) return inputs.recoveryWindowInDays !== 0;
  return type === BUCKET && inputs.forceDestroy !== true;
}

/** Whether a destroy of it is refused by AWS itself, until it is updated. */
export function isLocked({ type, inputs = {} }: ResourceState): boolean {
  return (
    (type === RDS && inputs.deletionProtection === true) ||
    (type === ALB && inputs.enableDeletionProtection === true)
  );
}

/**
 * The state in which a destroy leaves each protected bucket as it is, with what keeps it closed: AWS deletes no bucket with
 * something in it, and one without its settings would be open to what they refuse. Returns the URNs of all these, too.
 */
export function retained(deployment: Deployment): { deployment: Deployment; urns: string[] } {
  const all = deployment.resources ?? [];
  const buckets = all.filter((one) => one.type === BUCKET && isProtected(one)).map(({ id }) => id);
  const kept = (one: ResourceState) =>
    (one.type === BUCKET && buckets.includes(one.id)) ||
    (one.type.startsWith("aws:s3/bucket") && buckets.includes(String(one.inputs?.bucket)));
  const resources = all.map((one) => (kept(one) ? { ...one, retainOnDelete: true } : one));
  return { deployment: { ...deployment, resources }, urns: all.filter(kept).map(({ urn }) => urn) };
}

/** What a month of what is left costs; null where no price is known. */
export interface Prices {
  snapshotUsdPerGb: number | null;
  bucketUsdPerGb: number | null;
  /** GB in buckets, as the environment declares; undefined when it does not. */
  bucketGb: number | undefined;
}

/** What these resources leave when they are destroyed as they stand. */
export function leftovers(
  resources: readonly ResourceState[],
  { snapshotUsdPerGb, bucketUsdPerGb, bucketGb }: Prices,
  now: Date,
): Leftover[] {
  return resources.flatMap(({ urn, type, id, inputs = {} }): Leftover[] => {
    if (type === RDS && inputs.skipFinalSnapshot !== true) {
      const gb = Number(inputs.allocatedStorage);
      const usdPerMonth = snapshotUsdPerGb === null || Number.isNaN(gb) ? null : gb * snapshotUsdPerGb;
      const what = `final snapshot ${inputs.finalSnapshotIdentifier}, at most ${inputs.allocatedStorage} GB`;
      return [{ urn, what, usdPerMonth, until: null }];
    }
    if (type === SECRET && inputs.recoveryWindowInDays !== 0) {
      const days = Number(inputs.recoveryWindowInDays ?? 30);
      const until = new Date(now.getTime() + days * DAY_MS).toISOString();
      const what = `secret ${inputs.name ?? id}, which can be restored for ${days} days`;
      return [{ urn, what, usdPerMonth: 0, until }];
    }
    if (type === BUCKET && inputs.forceDestroy !== true) {
      const gb = bucketGb === undefined ? "" : `, ${bucketGb} GB by tandem:usage.s3StorageGb`;
      const usdPerMonth =
        bucketUsdPerGb === null || bucketGb === undefined ? null : bucketGb * bucketUsdPerGb;
      return [{ urn, what: `bucket ${id} with its files${gb}`, usdPerMonth, until: null }];
    }
    return [];
  });
}
