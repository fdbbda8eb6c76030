import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "./project";

/**
 * An environment as it was brought up on 2026-11-26, at commit 51394bf: its settings, state, world and passphrase, all
 * of the sandbox's own making. Never made anew to get a test to pass: people have environments of that day.
 */
const DEPLOYED = path.join(__dirname, "..", "fixtures", "deployed");

describe("an environment that an earlier version brought up, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();

  before(() => {
    const put = (file: string, ...to: string[]) => {
      fs.mkdirSync(path.dirname(path.join(...to)), { recursive: true });
      fs.copyFileSync(path.join(DEPLOYED, file), path.join(...to));
    };
    const state = path.join(project.scratch, "state", ".pulumi");
    put("Pulumi.bc1.yaml", project.directory, "Pulumi.bc1.yaml");
    put("Pulumi.bc1.yaml", project.scratch, "Pulumi.bc1.yaml");
    put("passphrase", project.scratch, "passphrase");
    put("world.json", project.scratch, "world.json");
    put("state.json", state, "stacks", "tandem", "bc1.json");
    fs.writeFileSync(path.join(state, "meta.yaml"), "version: 1\n");
  });
  after(() => project.remove());

  const preview = () => project.tandem("preview", "bc1", "--sandbox", "--expect-no-changes");

  it("is previewed without a change", async () => {
    const { code, stdout, stderr } = await preview();
    assert.equal(code, 0, stdout + stderr);
  });

  it("is found whole by recover, and is previewed without a change then too", async () => {
    const { code, stdout, stderr } = await project.tandem("recover", "bc1", "--sandbox", "--json");
    assert.equal(code, 0, stderr);
    const { adopted, dropped } = JSON.parse(stdout);
    assert.deepEqual([adopted, dropped], [[], []]);
    const again = await preview();
    assert.equal(again.code, 0, again.stdout + again.stderr);
  });

  it("is taken down, and nothing is left", async () => {
    const { code, stderr } = await project.tandem("down", "bc1", "--sandbox", "--yes");
    assert.equal(code, 0, stderr);
    assert.deepEqual(project.world().resources, {});
  });
});
