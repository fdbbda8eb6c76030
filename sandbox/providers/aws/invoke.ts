/** The two look-ups that Tandem's stacks and awsx make. */
import type { Properties } from "../../../pulumi/values";

/** What an invoke answers; throws for any other token. */
export function invoke(token: string, region: string, accountId: string): Properties {
  switch (token) {
    case "aws:index/getAvailabilityZones:getAvailabilityZones": {
      const names = ["a", "b", "c", "d", "e", "f"].map((letter) => `${region}${letter}`);
      const zoneIds = names.map((_, index) => `${zonePrefix(region)}-az${index + 1}`);
      return { id: region, names, zoneIds, groupNames: [region], region };
    }
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        id: accountId,
        accountId,
        arn: `arn:aws:iam::${accountId}:user/sandbox`,
        userId: "AIDASANDBOX",
      };
    default:
      throw new Error(`the sandbox does not answer ${token}`);
  }
}

/** us-east-1 gives use1, as in AWS's zone ids. */
function zonePrefix(region: string): string {
  const [area, direction, number] = region.split("-");
  return `${area}${direction?.[0]}${number}`;
}
