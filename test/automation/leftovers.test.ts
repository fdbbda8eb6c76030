import * as assert from "node:assert/strict";
import { isLocked, isProtected, leftovers } from "../../automation/leftovers";

const now = new Date("2026-11-21T00:00:00Z");

function resource(type: string, inputs: Record<string, unknown>) {
  return { urn: `urn:pulumi:bc1::tandem::${type}::one`, type, inputs };
}

const DATABASE = "aws:rds/instance:Instance";
const SECRET = "aws:secretsmanager/secret:Secret";

describe("what down leaves behind", () => {
  it("is a final snapshot at the price of its size, until somebody deletes it", () => {
    const database = resource(DATABASE, { allocatedStorage: 20, finalSnapshotIdentifier: "last-1" });
    const [left] = leftovers([database], 0.095, now);
    assert.equal(left?.usdPerMonth, 20 * 0.095);
    assert.equal(left?.until, null);
    assert.match(left?.what ?? "", /last-1/);
  });

  it("has no price where none is known", () => {
    const [left] = leftovers([resource(DATABASE, { allocatedStorage: 20 })], null, now);
    assert.equal(left?.usdPerMonth, null);
  });

  it("is a secret for as long as it can be restored", () => {
    const [left] = leftovers([resource(SECRET, { recoveryWindowInDays: 30 })], 0.095, now);
    assert.equal(left?.until, "2026-12-21T00:00:00.000Z");
    assert.equal(left?.usdPerMonth, 0);
  });

  it("is nothing where data is not protected", () => {
    const resources = [
      resource(DATABASE, { skipFinalSnapshot: true }),
      resource(SECRET, { recoveryWindowInDays: 0 }),
    ];
    assert.deepEqual(leftovers(resources, 0.095, now), []);
    assert.deepEqual(resources.filter(isProtected), []);
  });

  it("counts a secret without a window of its own as protected: AWS's default is 30 days", () => {
    assert.ok(isProtected(resource(SECRET, {})));
    assert.equal(isLocked(resource(SECRET, {})), false);
  });

  it("knows what AWS itself refuses to delete", () => {
    assert.ok(isLocked(resource(DATABASE, { deletionProtection: true })));
    assert.ok(isLocked(resource("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: true })));
  });
});
