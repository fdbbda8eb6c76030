/**
 * The tags that every taggable resource carries, so that one that no state knows any more can be found.
 *
 * The hash covers stack, project and logical name. With the type that a lookup asks for anyway, that is as unique
 * as the URN, and it is known before the resource is registered. The children of `awsx.ec2.Vpc` get the tags of
 * their VPC component; awsx adds a `Name` tag that tells them apart.
 */
import { shortHash } from "./naming";

export const STACK_TAG = "tandem:stack";
export const URN_TAG = "tandem:urn";

const HASH_DIGITS = 16;

/** The tags of the resource with this logical name. */
export function identityTags(project: string, stack: string, name: string): Record<string, string> {
  return {
    [STACK_TAG]: stack,
    [URN_TAG]: shortHash(`${stack}::${project}::${name}`, HASH_DIGITS),
  };
}
