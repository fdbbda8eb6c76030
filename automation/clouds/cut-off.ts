/**
 * Which AWS resources came of creates that were cut off: the state knows their inputs, not their ids. Pure; the caller
 * lists what carries the stack's tags.
 *
 * An id that follows from the inputs is taken as it is: the refresh after it drops what does not exist. Any other is
 * read from the ARN of the resource that carries its tags. What has neither is not found: a version of a secret and a
 * subscription do no harm when they are made again, and of a route and an association AWS refuses a second one.
 */
import { IDENTITIES, type Identity } from "../../aws/ids";
import { fillWith } from "../../aws/templates";
import { URN_TAG } from "../../components/tags";
import type { ResourceState } from "../../pulumi/state";
import { typeOf } from "../../pulumi/urn";
import type { Found } from "../repair";

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
    const known = IDENTITIES[type];
    if (!known) return []; // what is random exists in the state alone
    const arn = listed.find((one) => isMarkedAs(resource, one) && fits(known, one.arn))?.arn;
    const id = fixedId(known, inputs, place) ?? (arn && idIn(arn, known));
    if (!id || (known.key === "{arn}" && !arn)) return [];
    return [{ urn, type, id, inputs, outputs: { ...inputs, id, ...(arn ? { arn } : {}) } }];
  });
}

/** Whether it carries this resource's mark. awsx marks a VPC and its children alike: their `Name` tells them apart. */
function isMarkedAs({ inputs }: ResourceState, { tags }: Tagged): boolean {
  const own = (inputs?.tags ?? {}) as Record<string, unknown>;
  const same = [URN_TAG, "Name"].every((key) => own[key] === undefined || own[key] === tags[key]);
  return same && own[URN_TAG] !== undefined;
}

/** What nothing leads to, and AWS does not make a second time. */
export function isRefusedTwice(urn: string): boolean {
  return IDENTITIES[typeOf(urn)]?.refusedTwice === true;
}

/** The id, or the name that the provider reads it by, where inputs, account and region alone make it. */
function fixedId(
  { id = "", readBy = id }: Identity,
  inputs: Record<string, unknown>,
  place: Account,
): string | undefined {
  const known: Record<string, unknown> = { ...inputs, account: place.accountId, region: place.region };
  const filled = fillWith(readBy, (key) => (typeof known[key] === "string" ? known[key] : undefined));
  return typeof filled === "string" && filled !== "" ? filled : undefined;
}

/** Whether it is the ARN of something of this type: the names in it may be any. */
function fits({ id, arn: own = "{id}" }: Identity, arn: string): boolean {
  const template = own === "{id}" ? id : own;
  if (template === undefined) return true;
  const pattern = template.replace(/0?\{[^}]+\}/g, "[^/]*").replace(/\[\^\/\]\*$/, ".+");
  return new RegExp(`(^|[:/])${pattern}$`).test(arn);
}

function idIn(arn: string, { arn: own }: Identity): string {
  return own === "{id}" ? arn : (arn.split(/[:/]/).pop() ?? arn);
}
