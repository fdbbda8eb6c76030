/**
 * Which AWS resources came of creates that were cut off: the state knows their inputs, not their ids. Pure; the caller
 * lists what carries the stack's tags.
 *
 * An id that follows from the inputs is taken as it is: the refresh after it drops what does not exist. Any other is
 * read from the ARN of the resource that carries its tags. What has neither is not found: a version of a secret and a
 * subscription do no harm when they are made again, and of a route and an association AWS refuses a second one.
 */
import { URN_TAG } from "../components/tags";
import type { ResourceState } from "../pulumi/state";
import { typeOf } from "../pulumi/urn";
import { TABLE } from "../sandbox/types";
import type { Row } from "../sandbox/types/row";
import { fillWith } from "../sandbox/world/templates";
import type { Found } from "./repair";

/** A resource of the account, as the Resource Groups Tagging API lists it. */
export interface Tagged {
  arn: string;
  tags: Readonly<Record<string, string>>;
}

export interface Account {
  /** 12 digits. */
  accountId: string;
  region: string;
}

export function findCutOff(
  pending: readonly ResourceState[],
  listed: readonly Tagged[],
  place: Account,
): Found[] {
  return pending.flatMap((resource): Found[] => {
    const { urn, type, inputs = {} } = resource;
    const row = TABLE.get(type);
    if (!row) return []; // what is random exists in the state alone
    const arn = listed.find((one) => isMarkedAs(resource, one) && fits(row, one.arn))?.arn;
    const id = fixedId(row, inputs, place) ?? (arn && idIn(arn, row));
    if (!id || (row.identity === "arn" && !arn)) return [];
    return [{ urn, type, id, inputs, outputs: { ...inputs, id, ...(arn ? { arn } : {}) } }];
  });
}

/** Whether it carries this resource's mark. awsx marks a VPC and its children alike: their `Name` tells them apart. */
function isMarkedAs({ inputs }: ResourceState, { tags }: Tagged): boolean {
  const own = (inputs?.tags ?? {}) as Record<string, unknown>;
  const same = [URN_TAG, "Name"].every((key) => own[key] === undefined || own[key] === tags[key]);
  return same && own[URN_TAG] !== undefined;
}

const TWICE_REFUSED: ReadonlySet<string> = new Set([
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
]);

/** What nothing leads to, and AWS does not make a second time. */
export function isRefusedTwice(urn: string): boolean {
  return TWICE_REFUSED.has(typeOf(urn));
}

/** The id, where the table makes it of inputs, account and region alone. */
function fixedId({ id }: Row, inputs: Record<string, unknown>, place: Account): string | undefined {
  if (typeof id !== "string") return undefined;
  const known: Record<string, unknown> = { ...inputs, account: place.accountId, region: place.region };
  const filled = fillWith(id, (key) => (typeof known[key] === "string" ? known[key] : undefined));
  return typeof filled === "string" ? filled : undefined;
}

/** Whether it is the ARN of something of this type: the names in it may be any. */
function fits({ id, computed }: Row, arn: string): boolean {
  const own = computed?.arn;
  const template = typeof own === "string" && own !== "{id}" ? own : id;
  if (typeof template !== "string") return true;
  const pattern = template.replace(/0?\{[^}]+\}/g, "[^/]*").replace(/\[\^\/\]\*$/, ".+");
  return new RegExp(`(^|[:/])${pattern}$`).test(arn);
}

function idIn(arn: string, { computed }: Row): string {
  return computed?.arn === "{id}" ? arn : (arn.split(/[:/]/).pop() ?? arn);
}
