/** S3 rows. Buckets are never full here: objects are not modelled. */
import type { Properties } from "../../../../pulumi/values";
import type { Row } from "./row";

const BUCKET = "aws:s3/bucket:Bucket";

/** A setting of a bucket that is a resource of its own here, and a property of the bucket in AWS's schema. */
function part(name: string, row: Partial<Row> = {}): Row {
  return {
    source: "AWS::S3::Bucket",
    type: `aws:s3/${name}:${name[0]?.toUpperCase()}${name.slice(1)}`,
    refs: [
      {
        property: "bucket",
        to: [BUCKET],
        missing: ["NoSuchBucket", "The specified bucket does not exist: {value}"],
        use: "ends",
      },
    ],
    upsert: true,
    ...row,
  };
}

/** From none to the own account is no other bucket. */
function wasSet({ expectedBucketOwner }: Properties): boolean {
  return expectedBucketOwner !== undefined;
}

function statusOf({ versioningConfiguration }: Properties): unknown {
  return (versioningConfiguration as Properties | undefined)?.status;
}

export const s3: Row[] = [
  {
    type: BUCKET,
    source: "AWS::S3::Bucket",
    unique: {
      properties: ["bucket"],
      taken: [
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket {bucket} succeeded and you already own it.",
      ],
    },
    computed: {
      bucketDomainName: "{bucket}.s3.amazonaws.com",
      bucketRegionalDomainName: "{bucket}.s3.{region}.amazonaws.com",
      bucketRegion: "{region}",
      hostedZoneId: "Z3AQBSTGFYJSTF",
    },
  },
  part("bucketPublicAccessBlock"),
  part("bucketServerSideEncryptionConfiguration", { replaceIf: { expectedBucketOwner: wasSet } }),
  part("bucketVersioning", {
    replaceIf: { expectedBucketOwner: wasSet },
    refuseChange: (olds, news) => {
      const [before, after] = [olds, news].map(statusOf);
      return after === "Disabled" && before !== undefined && before !== after
        ? `versioning_configuration.status cannot be updated from '${before}' to 'Disabled'`
        : undefined;
    },
  }),
  part("bucketPolicy"),
];
