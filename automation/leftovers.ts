/** What stays behind after `down`, by choice: final snapshots, secrets that can be brought back, buckets. Pure. */
import { daysToRestore, isLocked, type Remainder, remainderOf } from "../aws/data";
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

/** Whether a destroy would be refused, or would leave something: what `--keep-data` and `--delete-data` decide on. */
export function isProtected({ type, inputs = {} }: ResourceState): boolean {
  return isLocked(type, inputs) || remainderOf(type, inputs) !== undefined;
}

/**
 * The state in which a destroy leaves what AWS would not delete as it is, with what keeps it closed: AWS deletes no bucket
 * with something in it, and one without its settings would be open to what they refuse. Returns the URNs of all these, too.
 */
export function retained(deployment: Deployment): { deployment: Deployment; urns: string[] } {
  const all = deployment.resources ?? [];
  const staying = all.flatMap(({ type, id, inputs = {} }) => {
    const stays = remainderOf(type, inputs);
    return stays?.kind === "itself" ? { type, id, parts: stays.parts } : [];
  });
  const kept = ({ type, id, inputs = {} }: ResourceState) =>
    staying.some((one) =>
      type === one.type ? id === one.id : isPartOf(one.type, type) && inputs[one.parts] === one.id,
    );
  const resources = all.map((one) => (kept(one) ? { ...one, retainOnDelete: true } : one));
  return { deployment: { ...deployment, resources }, urns: all.filter(kept).map(({ urn }) => urn) };
}

/** The settings of a bucket are types whose names begin like the bucket's own. */
function isPartOf(whole: string, type: string): boolean {
  return type.startsWith(whole.slice(0, whole.lastIndexOf("/") + 1)) && type !== whole;
}

/** What a month of what is left costs; null where no price is known. */
export interface Prices {
  snapshotUsdPerGb: number | null;
  bucketUsdPerGb: number | null;
  /** GB in buckets, as the environment declares; undefined when it does not. */
  bucketGb: number | undefined;
}

/** What these resources leave when they are destroyed as they stand. */
export function leftovers(resources: readonly ResourceState[], prices: Prices, now: Date): Leftover[] {
  return resources.flatMap((one): Leftover[] => {
    const stays = remainderOf(one.type, one.inputs ?? {});
    return stays ? [{ urn: one.urn, ...told(one, stays, prices, now) }] : [];
  });
}

function told(
  { id, inputs = {} }: ResourceState,
  stays: Remainder,
  { snapshotUsdPerGb, bucketUsdPerGb, bucketGb }: Prices,
  now: Date,
): Omit<Leftover, "urn"> {
  switch (stays.kind) {
    case "snapshot": {
      const gb = Number(inputs[stays.gigabytes]);
      const usdPerMonth = snapshotUsdPerGb === null || Number.isNaN(gb) ? null : gb * snapshotUsdPerGb;
      const what = `final snapshot ${inputs[stays.named]}, at most ${inputs[stays.gigabytes]} GB`;
      return { what, usdPerMonth, until: null };
    }
    case "recoverable": {
      const days = daysToRestore(inputs, stays);
      const until = new Date(now.getTime() + days * DAY_MS).toISOString();
      const what = `secret ${inputs.name ?? id}, which can be restored for ${days} days`;
      return { what, usdPerMonth: 0, until };
    }
    case "itself": {
      const gb = bucketGb === undefined ? "" : `, ${bucketGb} GB by tandem:usage.s3StorageGb`;
      const usdPerMonth =
        bucketUsdPerGb === null || bucketGb === undefined ? null : bucketGb * bucketUsdPerGb;
      return { what: `bucket ${id} with its files${gb}`, usdPerMonth, until: null };
    }
  }
}
