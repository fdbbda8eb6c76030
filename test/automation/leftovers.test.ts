import * as assert from "node:assert/strict";
import { isProtected, leftovers, retained } from "../../automation/leftovers";
import { isLocked } from "../../aws/data";

const now = new Date("2026-11-21T00:00:00Z");

function resource(type: string, inputs: Record<string, unknown>) {
  return { urn: `urn:pulumi:bc1::tandem::${type}::one`, type, inputs };
}

const DATABASE = "aws:rds/instance:Instance";
const SECRET = "aws:secretsmanager/secret:Secret";

const BUCKET = "aws:s3/bucket:Bucket";
const PRICES = { snapshotUsdPerGb: 0.095, bucketUsdPerGb: 0.023, bucketGb: 10 };

describe("what down leaves behind", () => {
  it("is a final snapshot at the price of its size, until somebody deletes it", () => {
    const database = resource(DATABASE, { allocatedStorage: 20, finalSnapshotIdentifier: "last-1" });
    const [left] = leftovers([database], PRICES, now);
    assert.equal(left?.usdPerMonth, 20 * 0.095);
    assert.equal(left?.until, null);
    assert.match(left?.what ?? "", /last-1/);
  });

  it("has no price where none is known", () => {
    const [left] = leftovers(
      [resource(DATABASE, { allocatedStorage: 20 })],
      { ...PRICES, snapshotUsdPerGb: null },
      now,
    );
    assert.equal(left?.usdPerMonth, null);
  });

  it("is a secret for as long as it can be restored", () => {
    const secret = resource(SECRET, { name: "ai-agents-key-1", recoveryWindowInDays: 30 });
    const [left] = leftovers([secret], PRICES, now);
    assert.equal(left?.what, "secret ai-agents-key-1, which can be restored for 30 days");
    assert.equal(left?.until, "2026-12-21T00:00:00.000Z");
    assert.equal(left?.usdPerMonth, 0);
  });

  it("is nothing where data is not protected", () => {
    const resources = [
      resource(DATABASE, { skipFinalSnapshot: true }),
      resource(SECRET, { recoveryWindowInDays: 0 }),
      resource(BUCKET, { forceDestroy: true }),
    ];
    assert.deepEqual(leftovers(resources, PRICES, now), []);
    assert.deepEqual(resources.filter(isProtected), []);
  });

  it("is a protected bucket at the price of what it is declared to hold, until somebody deletes it", () => {
    const bucket = { ...resource(BUCKET, { forceDestroy: false }), id: "ai-uploads-1" };
    const [left] = leftovers([bucket], PRICES, now);
    assert.deepEqual([left?.usdPerMonth, left?.until], [10 * 0.023, null]);
    assert.equal(left?.what, "bucket ai-uploads-1 with its files, 10 GB by tandem:usage.s3StorageGb");
  });

  it("has no price where nobody declares how much a bucket holds", () => {
    const bucket = { ...resource(BUCKET, {}), id: "ai-uploads-1" };
    const [left] = leftovers([bucket], { ...PRICES, bucketGb: undefined }, now);
    assert.deepEqual([left?.usdPerMonth, left?.what], [null, "bucket ai-uploads-1 with its files"]);
  });

  it("keeps a protected bucket closed: what it is made of stays with it, and nothing else does", () => {
    const of = (name: string, forceDestroy: boolean) => [
      { ...resource(BUCKET, { forceDestroy }), id: `${name}-1`, urn: name },
      { ...resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: `${name}-1` }), urn: `${name}-tls` },
    ];
    const database = { ...resource(DATABASE, {}), urn: "database" };
    const resources = [...of("uploads", false), ...of("reports", true), database];
    const { deployment, urns } = retained({ resources });
    assert.deepEqual(urns, ["uploads", "uploads-tls"]);
    const marked = deployment.resources?.filter((one) => "retainOnDelete" in one && one.retainOnDelete);
    assert.deepEqual(
      marked?.map(({ urn }) => urn),
      urns,
    );
    assert.equal(deployment.resources?.length, resources.length);
  });

  it("counts a secret without a window of its own as protected: AWS's default is 30 days", () => {
    assert.ok(isProtected(resource(SECRET, {})));
    assert.equal(isLocked(SECRET, {}), false);
  });

  it("knows what AWS itself refuses to delete", () => {
    assert.ok(isLocked(DATABASE, { deletionProtection: true }));
    assert.ok(isLocked("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: true }));
  });
});
