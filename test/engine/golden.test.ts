import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "./project";
import { Shell } from "./shell";

/** The URNs of bc1, one per line. A changed line is a resource that is replaced where it is deployed: review it. */
const GOLDEN = path.join(__dirname, "..", "golden", "bc1.txt");
/** 50 characters, as many as a stack's name may have. */
const LONGEST = "platform-team-of-the-north-region-staging-number-7";

describe("the names of bc1, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  let shell: Shell;

  before(async () => {
    assert.equal(LONGEST.length, 50);
    // Somebody's own environment on the blueprint: their name for it, and their account.
    const settings = fs.readFileSync(path.join(project.directory, "Pulumi.bc1.yaml"), "utf8");
    const own = settings
      .replace("config:\n", "config:\n  tandem:blueprint: bc1\n")
      .replace('accountId: "123456789012"', 'accountId: "210987654321"');
    fs.writeFileSync(path.join(project.directory, `Pulumi.${LONGEST}.yaml`), own);
    shell = await Shell.open(project, LONGEST);
  });
  after(async () => {
    await shell?.close();
    project.remove();
  });

  it("are those of test/golden/bc1.txt, in an environment whose name has 50 characters", async () => {
    const up = await shell.pulumi(["up", "--skip-preview", "--yes", "-s", LONGEST]);
    assert.equal(up.code, 0, up.stdout);
    const { stdout } = await shell.pulumi(["stack", "export", "-s", LONGEST]);
    const resources: { urn: string }[] = JSON.parse(stdout).deployment.resources;
    const urns = resources
      .map(({ urn }) => urn.replaceAll(LONGEST, "bc1")) // the one thing that may differ
      .filter((urn) => !/::pulumi:providers:\w+::default/.test(urn)) // named after their package's version
      .toSorted();
    if (process.env.UPDATE_GOLDEN === "1") fs.writeFileSync(GOLDEN, `${urns.join("\n")}\n`);
    assert.deepEqual(urns, fs.readFileSync(GOLDEN, "utf8").trimEnd().split("\n"));
  });

  it("do not stand in the way of taking that environment down", async () => {
    const down = await project.tandem("down", LONGEST, "--sandbox", "--yes");
    assert.equal(down.code, 0, down.stderr);
    assert.deepEqual(project.world().resources, {});
  });
});
