/** The bucket of published reports, which the crews read and nobody in the stream writes. */
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import { makeClosedBucket } from "../closed-bucket";
import type { PolicyStatement } from "../fargate-service/args";
import type { EcsAiStreamSettings } from "./settings";

export interface Reports {
  bucketName: pulumi.Output<string>;
  statements: PolicyStatement[];
}

/** Makes the bucket, where there are crews to read it. What is in it are copies, each replaced by the next: no data. */
export function makeReports(self: Self, { crews }: EcsAiStreamSettings): Reports | undefined {
  if (!crews) return undefined;
  const bucket = makeClosedBucket(self, "reports", { dataProtection: false, versions: false });
  return {
    bucketName: bucket.bucket,
    statements: [
      { actions: ["s3:ListBucket"], resources: [bucket.arn] },
      { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${bucket.arn}/*`] },
    ],
  };
}
