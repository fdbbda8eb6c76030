import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { scratchProject } from "../../automation/clouds/scratch";

const SETTINGS = `encryptionsalt: v1:theirs
config:
  tandem:budgetCapUsd: 180 # USD a month
  tandem:aiStream:
    models:
      apiKey:
        secure: v1:theirs
`;

describe("the sandbox's copy of a stack file", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-copy-"));
  const copy = path.join(root, ".tandem", "sandbox", "Pulumi.bc1.yaml");
  before(() => fs.writeFileSync(path.join(root, "Pulumi.bc1.yaml"), SETTINGS));
  after(() => fs.rmSync(root, { recursive: true }));

  it("leaves out what only the user can decrypt, and says which secrets it lacks", () => {
    const { missingSecrets } = scratchProject(root, "bc1");
    assert.deepEqual(missingSecrets, ["tandem:aiStream.models.apiKey"]);
    assert.doesNotMatch(fs.readFileSync(copy, "utf8"), /theirs/);
    assert.match(fs.readFileSync(copy, "utf8"), /tandem:budgetCapUsd: 180 # USD a month/);
  });

  it("keeps the sandbox's own salt and secrets when it is renewed", () => {
    fs.writeFileSync(copy, SETTINGS.replaceAll("theirs", "ours").replace("180", "170"));
    const { missingSecrets } = scratchProject(root, "bc1");
    assert.deepEqual(missingSecrets, []);
    const text = fs.readFileSync(copy, "utf8");
    assert.match(text, /encryptionsalt: v1:ours/);
    assert.match(text, /secure: v1:ours/);
    assert.match(text, /tandem:budgetCapUsd: 180/);
  });

  it("changes nothing in the checkout but its scratch folder", () => {
    assert.deepEqual(fs.readdirSync(root).toSorted(), [".tandem", "Pulumi.bc1.yaml"]);
    assert.equal(fs.readFileSync(path.join(root, "Pulumi.bc1.yaml"), "utf8"), SETTINGS);
  });
});
