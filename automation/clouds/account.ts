/** What an AWS account says of itself: whose it is, and what in it carries a stack's tags. */
import { STACK_TAG } from "../../components/tags";
import { EXIT, mistake } from "../exit";
import type { Account, Tagged } from "./cut-off";

/** @throws CommandError (3) when there are no credentials, or they belong to another account. */
export async function requireAccount({ accountId, region }: Account): Promise<void> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const { Account } = await ask(() => new STSClient({ region }).send(new GetCallerIdentityCommand({})));
  if (Account === accountId) return;
  throw mistake(
    EXIT.credentials,
    "AWS credentials",
    "of another account",
    `${Account}`,
    accountId,
    "Use those of tandem:aws.accountId",
  );
}

/** Every resource of the region that carries the tag of this stack, as far as the Resource Groups Tagging API knows it. */
export async function taggedResources(stack: string, { region }: Account): Promise<Tagged[]> {
  const api = await import("@aws-sdk/client-resource-groups-tagging-api");
  const client = new api.ResourceGroupsTaggingAPIClient({ region });
  const query = { TagFilters: [{ Key: STACK_TAG, Values: [stack] }] };
  return ask(async () => {
    const found: Tagged[] = [];
    for await (const { ResourceTagMappingList = [] } of api.paginateGetResources({ client }, query)) {
      for (const { ResourceARN = "", Tags = [] } of ResourceTagMappingList)
        found.push({
          arn: ResourceARN,
          tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        });
    }
    return found;
  });
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  return question().catch((error: Error) => {
    throw mistake(
      EXIT.credentials,
      "AWS",
      "the account could not be asked",
      `${error.name}: ${error.message.split("\n")[0]}`,
      "an answer",
      "Check the credentials, and that they may call sts:GetCallerIdentity and tag:GetResources",
    );
  });
}
