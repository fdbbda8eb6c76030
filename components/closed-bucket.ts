/** A bucket that is closed: private, encrypted, TLS only. */
import {
  Bucket,
  BucketPolicy,
  BucketPublicAccessBlock,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "./base";
import { NAME_LIMITS } from "./naming";

/** What is in a bucket. */
export interface Contents {
  /** Whether the bucket stays, with all that is in it, until somebody says otherwise. */
  dataProtection: boolean;
  /** Whether what is overwritten or deleted can be brought back. */
  versions: boolean;
}

/** Makes the bucket `<component>-<role>`. */
export function makeClosedBucket(self: Self, role: string, contents: Contents): Bucket {
  const { name, tags, opts } = self.child(role, {}, NAME_LIMITS.bucket);
  const bucket = new Bucket(name, { forceDestroy: !contents.dataProtection, tags }, opts);
  const access = self.child(`${role}-access`);
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
  const encryption = self.child(`${role}-encryption`);
  new BucketServerSideEncryptionConfiguration(
    encryption.name,
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    encryption.opts,
  );
  if (contents.versions) {
    const versioning = self.child(`${role}-versioning`);
    new BucketVersioning(
      versioning.name,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      versioning.opts,
    );
  }
  const tls = self.child(`${role}-tls`);
  new BucketPolicy(
    tls.name,
    { bucket: bucket.bucket, policy: pulumi.jsonStringify(refusePlainHttp(bucket.arn)) },
    tls.opts,
  );
  return bucket;
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
