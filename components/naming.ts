/**
 * Names that fit: what is too long is cut and carries a hash of the whole, so that two long names stay two names
 * (AWS allows a load balancer or target group 32 characters and refuses more).
 */
import { createHash } from "node:crypto";
import { LONGEST_NAMES } from "../aws/names";

/** The longest name that AWS takes, in characters, where it is short enough to matter. */
export const NAME_LIMITS = {
  loadBalancer: LONGEST_NAMES["aws:lb/loadBalancer:LoadBalancer"],
  targetGroup: LONGEST_NAMES["aws:lb/targetGroup:TargetGroup"],
  replicationGroup: LONGEST_NAMES["aws:elasticache/replicationGroup:ReplicationGroup"],
  database: LONGEST_NAMES["aws:rds/instance:Instance"],
  bucket: LONGEST_NAMES["aws:s3/bucket:Bucket"],
  role: LONGEST_NAMES["aws:iam/role:Role"],
  taskFamily: LONGEST_NAMES["aws:ecs/taskDefinition:TaskDefinition"],
} as const;

/** What Pulumi appends to a logical name to make the name in AWS: a hyphen and seven hexadecimal digits. */
export const AUTO_NAME_SUFFIX = 8;

/** Hexadecimal digits of the hash that a cut name ends in. */
const HASH_DIGITS = 8;

/**
 * `text` itself when it fits into `limit` characters (10 or more), else its beginning, a hyphen and a hash of the
 * whole text. Never ends in a hyphen or doubles one, which RDS and load balancers refuse.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - HASH_DIGITS - 1).replace(/-+$/, "");
  return `${head}-${shortHash(text, HASH_DIGITS)}`;
}

/** The first hexadecimal digits of the SHA-256 of `text`. */
export function shortHash(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
