/** The stream's two buckets: what people upload, and what the crews read. */
import assert from "node:assert/strict";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { all, only, parsed, type Registered, register } from "../registered";
import { EVERYTHING } from "./stream-args";

describe("The buckets, of uploads and of reports,", () => {
  let found: Registered[];
  before(async () => {
    found = await register(() => new EcsAiStream("ai", EVERYTHING));
  });

  for (const role of ["uploads", "reports"]) {
    it(`are encrypted, private and off plain HTTP: ${role}`, () => {
      const part = (type: string, name: string) =>
        only(found, `aws:s3/bucket${type}:Bucket${type}`, `ai-${role}-${name}`).inputs;
      const [rule] = part("ServerSideEncryptionConfiguration", "encryption").rules;
      assert.deepEqual(rule.applyServerSideEncryptionByDefault, { sseAlgorithm: "AES256" });
      const { bucket, ...blocks } = part("PublicAccessBlock", "access");
      assert.equal(bucket, `ai-${role}-0000000`);
      assert.deepEqual(Object.values(blocks), [true, true, true, true]);
      const [statement] = parsed(part("Policy", "tls").policy).Statement;
      assert.deepEqual(
        [statement.Effect, statement.Condition, statement.Resource],
        ["Deny", { Bool: { "aws:SecureTransport": "false" } }, [`arn:ai-${role}`, `arn:ai-${role}/*`]],
      );
    });
  }

  it("keep old versions of uploads, and none of reports, which are copies", () => {
    const { name, inputs } = only(found, "aws:s3/bucketVersioning:BucketVersioning");
    assert.equal(name, "ai-uploads-versioning");
    assert.deepEqual(inputs.versioningConfiguration, { status: "Enabled" });
  });

  it("are emptied with the stack: reports always, uploads only where data is not protected", async () => {
    const forced = async (dataProtection: boolean) =>
      all(
        await register(() => new EcsAiStream("ai", { ...EVERYTHING, dataProtection })),
        "aws:s3/bucket:Bucket",
      ).map(({ name, inputs }) => [name, inputs.forceDestroy]);
    assert.deepEqual(await forced(true), [
      ["ai-uploads", false],
      ["ai-reports", true],
    ]);
    assert.deepEqual(await forced(false), [
      ["ai-uploads", true],
      ["ai-reports", true],
    ]);
  });
});
