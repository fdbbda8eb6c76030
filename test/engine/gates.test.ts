import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import type { TriggersDocument } from "../../policies/gates/json";
import schema from "../../policies/gates/triggers.schema.json";
import { TestProject } from "./project";
import { Shell } from "./shell";

const DAY_MS = 86_400_000;

describe("the gates of bc1, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  let shell: Shell;

  before(async () => {
    project.edit("Pulumi.bc1.yaml", "tandem:features: []", "tandem:features: [atlantis]");
    shell = await Shell.open(project);
  });
  after(async () => {
    await shell?.close();
    project.remove();
  });

  it("a feature without evidence exits 5 with one line that says what to do, and creates nothing", async () => {
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 5, stderr);
    assert.deepEqual(closed(stderr), [
      "Pulumi.bc1.yaml: tandem:features[0]: atlantis is closed, got iac-prs-per-week = none measured, team-size = none measured; " +
        "expected iac-prs-per-week > 5 in 7 days, or team-size > 3. " +
        "Add a measurement to evidence/bc1.yaml, or take atlantis out of tandem:features",
    ]);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual(project.changes(), []);
  });

  it("a closed gate stops plain pulumi up without a preview before it creates anything", async () => {
    const { code, stdout } = await shell.pulumi(["up", "--skip-preview", "--yes", "-s", "bc1"]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /Pulumi\.bc1\.yaml: tandem:features\[0\]: atlantis is closed, got /);
    assert.deepEqual(project.changes(), []);
  });

  it("stale evidence exits 5 and says which to renew", async () => {
    const day = measured(project, 4, 29);
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 5, stderr);
    const [line, ...more] = closed(stderr);
    assert.deepEqual(more, []);
    assert.match(line!, new RegExp(`team-size = 4 \\(stale: measured ${day}`));
    assert.match(line!, /Renew team-size in evidence\/bc1\.yaml/);
    assert.deepEqual(project.changes(), []);
  });

  it("a value at its threshold does not open the gate, and triggers says so in its published form", async () => {
    measured(project, 3, 0);
    const { code, stdout, stderr } = await project.tandem("triggers", "bc1", "--json");
    assert.equal(code, 0, stderr);
    const document: TriggersDocument = JSON.parse(stdout);
    const validate = new Ajv().compile(schema);
    assert.ok(validate(document), JSON.stringify(validate.errors));
    const size = document.triggers.find(({ name }) => name === "team-size")!;
    assert.deepEqual([size.value, size.threshold, size.state], [3, 3, "not-fired"]);
    const gate = document.gates.find(({ feature }) => feature === "atlantis")!;
    assert.deepEqual([gate.requested, gate.state], [true, "closed"]);
  });

  it("fresh evidence above its threshold opens the gate: up goes on to ask, and without a terminal exits 2", async () => {
    measured(project, 4, 0);
    const { code, stdout, stderr } = await project.tandem("up", "bc1", "--sandbox");
    assert.equal(code, 2, stderr);
    assert.match(stdout, /^bc1: \d+ to be created$/m);
    assert.match(stderr, /^error: bc1: nobody to ask, got no --yes; .+ Add --yes$/m);
    assert.deepEqual(project.changes(), []);
  });

  it("a misspelt feature exits 2 and names the nearest", async () => {
    project.edit("Pulumi.bc1.yaml", "[atlantis]", "[atlantys]");
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Pulumi\.bc1\.yaml: .+, got "?atlantys"?; expected .+\. .*atlantis/);
    assert.deepEqual(project.changes(), []);
  });
});

/** The lines about closed gates. */
function closed(stderr: string): string[] {
  return stderr.split("\n").filter((line) => / is closed/.test(line));
}

/** Writes the team's size, measured so many days ago, as the only evidence; returns that day. */
function measured(project: TestProject, value: number, daysAgo: number): string {
  const measuredAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  const row = { trigger: "team-size", value, measuredAt, source: "staff register" };
  fs.writeFileSync(
    path.join(project.directory, "evidence", "bc1.yaml"),
    JSON.stringify({ evidence: [row], overrides: [] }),
  );
  return measuredAt.slice(0, 10);
}
