import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import schema from "../../policies/budget/cost.schema.json";
import { estimateBounds } from "../../policies/budget/estimate";
import type { CostDocument } from "../../policies/budget/json";
import prices from "../../policies/budget/prices/aws/us-east-1.json";
import { TestProject } from "./project";
import { Shell } from "./shell";

describe("the budget of bc1, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  let shell: Shell;
  /** The estimate of the first preview, when nothing is deployed yet. */
  let planned: CostDocument;

  before(async () => {
    shell = await Shell.open(project);
  });
  after(async () => {
    await shell?.close();
    project.remove();
  });

  it("over the cap, up exits 5, names the largest lines and creates nothing", async () => {
    project.edit("Pulumi.bc1.yaml", "budgetCapUsd: 180", "budgetCapUsd: 60");
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 5, stderr);
    const verdict = /^verdict: over the cap by \$\d+\.\d\d \(\d+ %\); the largest lines: (.+)$/m.exec(stderr);
    assert.ok(verdict, stderr);
    const largest = verdict[1]!.split(", ").map((entry) => Number(entry.split("$")[1]));
    const shown = [...stderr.matchAll(/ (\d+\.\d\d)$/gm)].map((match) => Number(match[1]));
    assert.deepEqual(largest, shown.slice(0, 3), "the table starts with them");
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual(project.changes(), []);
  });

  it("over the cap, preview exits 5 and shows the table once", async () => {
    const { code, stdout, stderr } = await project.tandem("preview", "bc1", "--sandbox");
    assert.equal(code, 5, stderr);
    assert.equal(stdout.match(/^verdict: over the cap by /gm)?.length, 1);
    assert.match(stderr, /bc1 is refused, nothing was changed: it is over the cap by \$\d+\.\d\d$/m);
    assert.doesNotMatch(stderr, /verdict/);
  });

  it("over the cap, plain pulumi up without a preview creates nothing either", async () => {
    const args = ["up", "--skip-preview", "--yes", "-s", "bc1", "--policy-pack", "policies"];
    const { code, stdout } = await shell.pulumi(args);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /tandem budget: bc1 is refused/);
    assert.deepEqual(project.changes(), []);
  });

  it("the shipped bc1 is conclusive and within its cap before anything exists, every line backed by its price row", async () => {
    project.edit("Pulumi.bc1.yaml", "budgetCapUsd: 60", "budgetCapUsd: 180");
    const { code, stdout, stderr } = await project.tandem("cost", "bc1", "--sandbox", "--json");
    assert.equal(code, 0, stderr);
    planned = JSON.parse(stdout);
    const validate = new Ajv().compile(schema);
    assert.ok(validate(planned), JSON.stringify(validate.errors));
    assert.equal(planned.verdict, "within");
    assert.deepEqual(planned.unpriced, []);
    assert.ok(planned.lines.length > 20, `${planned.lines.length} lines`);
    for (const { item, quantity, unit, unitPrice, usd, source, asOf } of planned.lines) {
      assert.equal(usd, quantity * unitPrice, item);
      if (item === "model-spend") continue;
      const row = prices.rows.find((one) => one.item === item);
      assert.deepEqual({ unit, usd: unitPrice, source, asOf }, pick(row), item);
    }
    const sum = planned.lines.reduce((total, { usd }) => total + usd, 0);
    assert.ok(Math.abs(sum - planned.total.upper) < 1e-9, "the upper figure is the sum of the lines");
  });

  it("plain pulumi up brings it up under the policy pack, which has nothing to say", async () => {
    const { code, stdout } = await shell.pulumi(["up", "--yes", "-s", "bc1", "--policy-pack", "policies"]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /tandem@v\S+ \(local: policies\)/);
    assert.doesNotMatch(stdout, /\[(advisory|mandatory)\]/);
  });

  it("what is deployed costs what was planned, and at most its bounds, which are at most a tenth above it", async () => {
    const state = await shell.pulumi(["stack", "export", "-s", "bc1"]);
    const file = path.join(project.directory, "export.json");
    fs.writeFileSync(file, state.stdout);
    const { code, stdout, stderr } = await project.tandem("cost", "--from", file, "--json");
    assert.equal(code, 0, stderr);
    const exact: CostDocument = JSON.parse(stdout);
    assert.deepEqual(exact.total, planned.total);

    const bounds = boundsOf(JSON.parse(state.stdout));
    assert.ok(bounds.fixed + bounds.usage >= exact.total.upper - 1e-9, "exact <= bound");
    assert.ok(bounds.fixed + bounds.usage <= 1.1 * exact.total.upper, "bound <= 1.1 * exact");
  });

  it("over a lowered cap, a change that is not more expensive passes with a warning", async () => {
    project.edit("Pulumi.bc1.yaml", "budgetCapUsd: 180", "budgetCapUsd: 100");
    project.edit("Pulumi.bc1.yaml", "maxReplicas: 2", "maxReplicas: 1");
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^tandem: warning: over the cap by \$\d+\.\d\d, but not more expensive/m);
  });

  it("over a lowered cap, a change that is more expensive exits 5 and changes nothing", async () => {
    const before = project.changes().length;
    project.edit("Pulumi.bc1.yaml", "maxReplicas: 1", "maxReplicas: 2");
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 5, stderr);
    assert.match(stderr, /^verdict: over the cap by /m);
    assert.equal(project.changes().length, before);
  });
});

function pick(row: (typeof prices.rows)[number] | undefined) {
  return row && { unit: row.unit, usd: row.usd, source: row.source, asOf: row.asOf };
}

/** What the bounds in the environment's own record of a state come to. */
function boundsOf(state: { deployment: { resources: { type: string; inputs: never }[] } }) {
  const record = state.deployment.resources.find(({ type }) => type === "tandem:index:Environment");
  const { bounds, hours, region, usage } = record!.inputs;
  return estimateBounds({ bounds, hours, region, usage, now: new Date() }).total;
}
