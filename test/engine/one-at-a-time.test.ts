import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "./project";
import { locks, Running, until } from "./running";

describe("one run at a time on a stack, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  const hanging = { match: { type: "aws:ecs/cluster:Cluster", operation: "create" }, mode: "hang" };
  let runs: [Running, Running];

  before(() => {
    fs.mkdirSync(project.scratch, { recursive: true });
    fs.writeFileSync(path.join(project.scratch, "faults.json"), JSON.stringify([hanging]));
  });
  after(() => {
    for (const run of runs ?? []) run.killGroup();
    project.remove();
  });

  it("of two first ups started together one proceeds, and the other exits 1 and names its owner", async () => {
    const start = () => new Running(project, "up", "bc1", "--sandbox", "--yes");
    runs = [start(), start()];
    // The one that proceeds hangs at the cluster, so it still has the stack when the other looks at it.
    const first = await Promise.race(runs.map(async (run) => ({ run, ...(await run.ended) })));
    assert.equal(first.code, 1, first.stderr);
    runs.sort((a) => (a === first.run ? 1 : -1));
    const [owner, ...others] = locks(project);
    assert.deepEqual(others, []);
    assert.ok(first.stderr.includes(`on ${owner!.hostname} (process ${owner!.pid}) since 20`), first.stderr);
    assert.doesNotMatch(first.stderr, /^\s+at /m);

    await until("the other hangs", () => project.changes().some(({ outcome }) => outcome === "hang"));
    const urns = project.changes().map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length, "nothing is made twice");
  });

  it("a run that hangs ends with 8 when it is told to, and leaves no lock", async () => {
    const start = Date.now();
    runs[0].signal("SIGINT");
    const { code, stderr } = await runs[0].ended;
    assert.equal(code, 8, stderr);
    assert.ok(Date.now() - start < 30_000, `${Date.now() - start} ms`);
    assert.deepEqual(locks(project), []);
  });

  it("a run that is told to end while it plans ends with 8 too", async () => {
    const run = new Running(project, "cost", "bc1", "--sandbox");
    const plans = () => run.processes().some(({ commandLine }) => commandLine.includes("pulumi preview"));
    await until("it plans", plans);
    run.signal("SIGTERM");
    const { code, stderr } = await run.ended;
    assert.equal(code, 8, stderr);
    assert.match(stderr, /^error: bc1: cancelled$/m);
  });
});
