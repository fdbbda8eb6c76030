/**
 * The aws provider's configuration. One server stands for several providers and the engine opens a connection for
 * each, so the configuration belongs to the connection.
 */
import { type Properties, reveal, UNKNOWN } from "../../pulumi/values";

export interface AwsConfig {
  region: string;
  defaultTags: Record<string, unknown>;
}

/** Reads what the sandbox needs; nested values come as JSON text from SDKs, or as they are. */
export function awsConfig(args: Properties, worldRegion: string): AwsConfig {
  const tags = structured(args.defaultTags) as { tags?: Record<string, unknown> } | undefined;
  const region = reveal(args.region);
  return { region: typeof region === "string" ? region : worldRegion, defaultTags: tags?.tags ?? {} };
}

/** Why this account may not be used with this configuration; undefined when it may. The text is aws's own. */
export function accountRefusal(args: Properties, accountId: string): string | undefined {
  const allowed = structured(args.allowedAccountIds) as unknown[] | undefined;
  const forbidden = structured(args.forbiddenAccountIds) as unknown[] | undefined;
  const refused =
    (allowed?.length && !allowed.map(String).includes(accountId)) ||
    forbidden?.map(String).includes(accountId);
  return refused ? `AWS account ID not allowed: ${accountId}` : undefined;
}

function structured(value: unknown): unknown {
  const plain = reveal(value);
  if (plain === UNKNOWN || plain === null) return undefined;
  return typeof plain === "string" ? JSON.parse(plain) : plain;
}
