/** `--publish`: a command's JSON document is written to where the crews of the agents service read it. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Deployment } from "../pulumi/state";
import { requireAccount } from "./account";
import type { Account } from "./cut-off";
import { type CommandError, EXIT, mistake } from "./exit";
import { checkSettings } from "./project";
import type { Session } from "./session";
import { note } from "./terminal";

export type Report = "up" | "cost" | "triggers";

/** Where the reports of one environment lie. */
export interface Place {
  /** As people read it. */
  address: string;
  /** What to look at when it does not take a report. */
  check: string;
  /** Whole or not at all. */
  write(file: string, text: string): Promise<void>;
}

/** @throws CommandError (1) that names place and reason when the report could not be written. */
export async function publish(place: Place, report: Report, document: object): Promise<void> {
  const file = `${report}.json`;
  const where = `${place.address}/${file}`;
  const text = JSON.stringify({ publishedAt: new Date().toISOString(), document }, null, 2);
  await place.write(file, `${text}\n`).catch(({ name, message }: Error) => {
    const reason = `${name === "Error" ? "" : `${name}: `}${message.split("\n")[0]}`;
    throw mistake(
      EXIT.error,
      where,
      "the report could not be written",
      reason,
      "a place that takes it",
      place.check,
    );
  });
  note(`published ${where}`);
}

/**
 * The place in a bucket that the caller reads from the stack's outputs, as an up can be what makes it.
 *
 * @throws CommandError (2) when the environment has no crews, whose bucket it is; (3) when the AWS credentials are not
 * those of the environment's account.
 */
export async function places({ project, sandbox }: Session): Promise<(bucket: unknown) => Place> {
  const { root, env } = project;
  if (sandbox) return () => folder(root, env);
  const { aws, aiStream } = checkSettings(root, env, false);
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

function nowhere(env: string, got: string, expected: string, change: string): CommandError {
  return mistake(EXIT.config, env, "nowhere to publish", got, expected, change);
}

/** The output of the stack's last run; secrets in a state are encrypted, and this is none. */
export function bucketOf({ resources = [] }: Deployment): unknown {
  return resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.reportsBucket;
}

/** In the checkout, for agents on this machine. */
export function folder(root: string, env: string): Place {
  const address = path.join(".tandem", "reports", env);
  const directory = path.join(root, address);
  return {
    address,
    check: "Check who may write there",
    async write(file, text) {
      fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
      const next = path.join(directory, `.${file}.${process.pid}`);
      fs.writeFileSync(next, text, { mode: 0o600 });
      fs.renameSync(next, path.join(directory, file));
    },
  };
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
