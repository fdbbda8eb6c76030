/** A bucket that is closed: private, encrypted, versioned, TLS only. */
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

/** Makes the bucket `<component>-<role>`. What is protected is not deleted while something is in it. */
export function makeClosedBucket(self: Self, role: string, dataProtection: boolean): Bucket {
  const { name, tags, opts } = self.child(role, {}, NAME_LIMITS.bucket);
  const bucket = new Bucket(name, { forceDestroy: !dataProtection, tags }, opts);
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
  const versioning = self.child(`${role}-versioning`);
  new BucketVersioning(
    versioning.name,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    versioning.opts,
  );
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
