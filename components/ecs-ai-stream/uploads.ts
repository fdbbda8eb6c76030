/** The bucket of uploaded files: private, encrypted, versioned, TLS only. */
import {
  Bucket,
  BucketPolicy,
  BucketPublicAccessBlock,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import type { PolicyStatement } from "../fargate-service/args";
import { NAME_LIMITS } from "../naming";
import { SharedStorage } from "./args";
import type { EcsAiStreamSettings } from "./settings";

/** The bucket, and what Open WebUI may do with it. */
export interface Uploads {
  bucketName: pulumi.Output<string>;
  statements: PolicyStatement[];
}

/** Makes the bucket, where shared storage is asked for. */
export function makeUploads(self: Self, settings: EcsAiStreamSettings): Uploads | undefined {
  if (settings.sharedStorage === SharedStorage.None) return undefined;
  const { name, tags, opts } = self.child("uploads", {}, NAME_LIMITS.bucket);
  const bucket = new Bucket(name, { forceDestroy: !settings.dataProtection, tags }, opts);
  close(self, bucket);
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

function close(self: Self, bucket: Bucket): void {
  const access = self.child("uploads-access");
  new BucketPublicAccessBlock(
    access.name,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    access.opts,
  );
  const encryption = self.child("uploads-encryption");
  new BucketServerSideEncryptionConfiguration(
    encryption.name,
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    encryption.opts,
  );
  const versioning = self.child("uploads-versioning");
  new BucketVersioning(
    versioning.name,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    versioning.opts,
  );
  const tls = self.child("uploads-tls");
  new BucketPolicy(
    tls.name,
    { bucket: bucket.bucket, policy: pulumi.jsonStringify(refusePlainHttp(bucket.arn)) },
    tls.opts,
  );
}

function refusePlainHttp(bucketArn: pulumi.Output<string>): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
