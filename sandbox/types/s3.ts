/** S3 rows. Buckets are never full here: objects are not modelled. */
import type { Row } from "./row";

const BUCKET = "aws:s3/bucket:Bucket";

/** A setting of a bucket that is a resource of its own here, and a property of the bucket in AWS's schema. */
function part(name: string, required: string[], ...replaceOn: string[]): Row {
  return {
    source: "AWS::S3::Bucket",
    type: `aws:s3/${name}:${name[0]?.toUpperCase()}${name.slice(1)}`,
    required,
    refs: [
      {
        property: "bucket",
        to: [BUCKET],
        missing: ["NoSuchBucket", "The specified bucket does not exist: {value}"],
        use: "ends",
      },
    ],
    replaceOn: ["bucket", "region", ...replaceOn],
    upsert: true,
  };
}

export const s3: Row[] = [
  {
    type: BUCKET,
    source: "AWS::S3::Bucket",
    required: [],
    unique: {
      properties: ["bucket"],
      taken: [
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket {bucket} succeeded and you already own it.",
      ],
    },
    autoName: { property: "bucket", max: 63, lower: true },
    replaceOn: ["bucket", "bucketPrefix", "objectLockEnabled", "region"],
    computed: {
      bucketDomainName: "{bucket}.s3.amazonaws.com",
      bucketRegionalDomainName: "{bucket}.s3.{region}.amazonaws.com",
      bucketRegion: "{region}",
      hostedZoneId: "Z3AQBSTGFYJSTF",
    },
    taggable: true,
  },
  part("bucketPublicAccessBlock", ["bucket"]),
  part("bucketServerSideEncryptionConfiguration", ["bucket", "rules"], "expectedBucketOwner"),
  part("bucketVersioning", ["bucket", "versioningConfiguration"], "expectedBucketOwner"),
  part("bucketPolicy", ["bucket", "policy"]),
];
