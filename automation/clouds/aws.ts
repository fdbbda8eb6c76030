/** AWS itself: the account of the environment, by the user's own credentials. */
import type { ResourceState } from "../../pulumi/state";
import type { Config } from "../../stacks/config/schema";
import { type CommandError, EXIT, mistake } from "../exit";
import type { Place } from "../publish";
import type { Found } from "../repair";
import { requireAccount, taggedResources } from "./account";
import type { Cloud, Watch } from "./cloud";
import { type Account, findCutOff, isRefusedTwice } from "./cut-off";

export class Aws implements Cloud {
  readonly flag = "";

  constructor(
    private readonly env: string,
    private readonly config: Config,
  ) {}

  /** @throws CommandError (3) when the credentials are not those of the environment's account. */
  async findCutOff(pending: readonly ResourceState[]): Promise<Found[]> {
    if (pending.length === 0) return [];
    const { aws } = this.config;
    await requireAccount(aws);
    return findCutOff(pending, await taggedResources(this.env, aws), aws);
  }

  refusesTwice(urn: string): boolean {
    return isRefusedTwice(urn);
  }

  async disown(): Promise<void> {}

  /** The engine's word is all there is: nobody lists everything in an account. */
  watch(): Watch {
    return { strays: () => [], minutes: () => undefined };
  }

  /**
   * The place in a bucket that the caller reads from the stack's outputs, as an up can be what makes it.
   *
   * @throws CommandError (2) when the environment has no crews, whose bucket it is; (3) when the AWS credentials are not
   * those of the environment's account.
   */
  async places(): Promise<(bucket: unknown) => Place> {
    const { env } = this;
    const { aws, aiStream } = this.config;
    if (!aiStream.crews) {
      const change = `Add tandem:aiStream.crews to Pulumi.${env}.yaml`;
      throw nowhere(env, "no tandem:aiStream.crews", "them, as they read what is published", change);
    }
    await requireAccount(aws);
    return (bucket) => {
      if (typeof bucket === "string") return inBucket(bucket, env, aws);
      throw nowhere(env, "no stack output reportsBucket", "one", `Run ./tandem up ${env}`);
    };
  }
}

function nowhere(env: string, got: string, expected: string, change: string): CommandError {
  return mistake(EXIT.config, env, "nowhere to publish", got, expected, change);
}

/** How it is encrypted is the bucket's to say; whose it is, is ours: names of buckets are everybody's. */
function inBucket(bucket: string, env: string, { accountId, region }: Account): Place {
  return {
    address: `s3://${bucket}/${env}`,
    check: "Check that the credentials may call s3:PutObject there",
    async write(file, text) {
      const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
      const object = { Bucket: bucket, Key: `${env}/${file}`, Body: text, ContentType: "application/json" };
      await new S3Client({ region }).send(
        new PutObjectCommand({ ...object, ExpectedBucketOwner: accountId }),
      );
    },
  };
}
