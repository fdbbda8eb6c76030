/** The bucket of uploaded files, and what Open WebUI may do with it. */
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import { makeClosedBucket } from "../closed-bucket";
import type { PolicyStatement } from "../fargate-service/args";
import type { EcsAiStreamSettings } from "./settings";

export interface Uploads {
  bucketName: pulumi.Output<string>;
  statements: PolicyStatement[];
}

/** Makes the bucket. */
export function makeUploads(self: Self, { dataProtection }: EcsAiStreamSettings): Uploads {
  const bucket = makeClosedBucket(self, "uploads", { dataProtection, versions: true });
  return {
    bucketName: bucket.bucket,
    statements: [
      { actions: ["s3:ListBucket"], resources: [bucket.arn] },
      {
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resources: [pulumi.interpolate`${bucket.arn}/*`],
      },
    ],
  };
}
