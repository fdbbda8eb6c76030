/** The aws provider's configuration. */
import { isDeepStrictEqual } from "node:util";
import { type Properties, reveal, UNKNOWN } from "../../../pulumi/values";

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

/**
 * One server stands for several providers, such as one for each region, and the engine opens a connection for each: so a
 * configuration belongs to its connection. A connection that was made anew is served while there is only one it can be.
 */
export class Configs {
  readonly #known = new Map<string, AwsConfig>();

  constructor(private readonly worldRegion: string) {}

  set(peer: string, config: AwsConfig): void {
    this.#known.set(peer, config);
  }

  /** @throws Error when it may be one of several. */
  of(peer: string): AwsConfig {
    const all = [...this.#known.values()];
    const only = all.every((one) => isDeepStrictEqual(one, all[0])) ? all[0] : undefined;
    const found = this.#known.get(peer) ?? (all.length === 0 ? awsConfig({}, this.worldRegion) : only);
    if (found) return found;
    throw new Error(
      "the sandbox does not know which of several aws providers is asking: run the command again",
    );
  }
}
