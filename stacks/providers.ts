/** The only maker of providers: explicit, held to one account and region, with the tags that everything carries. */
import { Provider } from "@pulumi/aws/provider";

export interface Place {
  /** The only account that the environment may touch, 12 digits. */
  accountId: string;
  region: string;
}

/** The AWS provider of an environment: it refuses, before any call that changes something, every other account. */
export function awsProvider(place: Place, environment: string, blueprint: string): Provider {
  return new Provider("aws", {
    region: place.region as never,
    allowedAccountIds: [place.accountId],
    defaultTags: { tags: { "tandem:environment": environment, "tandem:blueprint": blueprint } },
  });
}
