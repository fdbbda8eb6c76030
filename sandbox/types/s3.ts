/** S3 rows. Buckets are never full here: objects are not modelled. */
import type { Row } from "./row";

const BUCKET = "aws:s3/bucket:Bucket";

function part(name: string, required: string[]): Row {
  return {
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
    replaceOn: ["bucket", "expectedBucketOwner", "region"],
    id: "{bucket}",
    upsert: true,
  };
}

export const s3: Row[] = [
  {
    type: BUCKET,
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
    id: "{bucket}",
    computed: {
      arn: "arn:aws:s3:::{bucket}",
      bucketDomainName: "{bucket}.s3.amazonaws.com",
      bucketRegionalDomainName: "{bucket}.s3.{region}.amazonaws.com",
      bucketRegion: "{region}",
      hostedZoneId: "Z3AQBSTGFYJSTF",
    },
    taggable: true,
  },
  part("bucketPublicAccessBlock", ["bucket"]),
  part("bucketServerSideEncryptionConfiguration", ["bucket", "rules"]),
  part("bucketVersioning", ["bucket", "versioningConfiguration"]),
  part("bucketPolicy", ["bucket", "policy"]),
];
