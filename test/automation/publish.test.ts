import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { CommandError, EXIT } from "../../automation/exit";
import { bucketOf, folder, publish } from "../../automation/publish";

describe("publishing into a folder of the checkout", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-publish-"));
  const reports = path.join(root, ".tandem", "reports");
  after(() => fs.rmSync(root, { recursive: true }));

  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(reports, file), "utf8"));

  it("wraps the document, a file for each report, and replaces an earlier one", async () => {
    await publish(folder(root, "bc1"), "up", { result: "failed", more: "x".repeat(1000) });
    await publish(folder(root, "bc1"), "up", { result: "up" });
    await publish(folder(root, "other"), "cost", { verdict: "within" });
    const { publishedAt, document } = read("bc1/up.json");
    assert.equal(new Date(publishedAt).toISOString(), publishedAt);
    assert.deepEqual(document, { result: "up" });
    assert.deepEqual(read("other/cost.json").document, { verdict: "within" });
    assert.deepEqual(fs.readdirSync(path.join(reports, "bc1")), ["up.json"]);
  });

  it("puts a new file in the place of the old one, which whoever reads it keeps", async () => {
    await publish(folder(root, "bc1"), "triggers", { first: true });
    const open = fs.openSync(path.join(reports, "bc1", "triggers.json"), "r");
    await publish(folder(root, "bc1"), "triggers", { first: false });
    assert.deepEqual(JSON.parse(fs.readFileSync(open, "utf8")).document, { first: true });
    fs.closeSync(open);
    assert.deepEqual(read("bc1/triggers.json").document, { first: false });
  });

  it("ends with 1 and names place and reason when it cannot", async () => {
    fs.writeFileSync(path.join(reports, "taken"), "");
    await assert.rejects(publish(folder(root, "taken"), "cost", {}), (error: CommandError) => {
      assert.ok(error instanceof CommandError);
      assert.equal(error.code, EXIT.error);
      assert.match(
        error.message,
        /^\.tandem\/reports\/taken\/cost\.json: the report could not be written, got E[A-Z]+: .+; expected a place that takes it\. Check who may write there$/,
      );
      return true;
    });
  });
});

describe("the bucket of a stack", () => {
  const stack = {
    urn: "urn:pulumi:bc1::tandem::pulumi:pulumi:Stack::tandem-bc1",
    type: "pulumi:pulumi:Stack",
  };
  const other = { urn: "urn", type: "aws:s3/bucket:Bucket", outputs: { reportsBucket: "of another" } };

  it("is the output of the stack itself, and there is none before it has one", () => {
    assert.equal(bucketOf({ resources: [other, { ...stack, outputs: { reportsBucket: "ours" } }] }), "ours");
    assert.equal(bucketOf({ resources: [other, stack] }), undefined);
    assert.equal(bucketOf({}), undefined);
  });
});
