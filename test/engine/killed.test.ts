import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject, type World } from "./project";
import { type Process, processes, Running, until } from "./running";

describe("an up that is killed half way, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  let run: Running;
  let started: Process[];
  let made: string[];

  before(async () => {
    run = new Running(project, "up", "bc1", "--sandbox", "--yes");
    await until("20 resources exist", () => resources(project).length >= 20);
    started = run.processes();
    run.killGroup();
    await run.ended;
  });
  after(() => {
    run?.killGroup();
    project.remove();
  });

  it("leaves no process behind once its engine has noticed", async () => {
    const names = started.map(({ commandLine }) => commandLine).join("\n");
    assert.match(names, /pulumi-language-nodejs/, "the language host ran");
    await until("nothing of it runs", () => !processes().some((one) => started.some(isSame(one))));
    made = resources(project)
      .filter(({ urn }) => urn !== "")
      .map(({ type, id }) => `${type} ${id}`);
  });

  it("makes the next up say what to do, and change nothing", async () => {
    const before = project.changes().length;
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.ok(code === 1 || code === 4, `${code}: ${stderr}`);
    assert.match(stderr, /^error: bc1: .+ [Rr]un \.\/tandem recover bc1 --sandbox$/m);
    assert.equal(project.changes().length, before);
  });

  it("is mended by recover: the next up makes nothing twice and loses nothing", async () => {
    const recover = await project.tandem("recover", "bc1", "--sandbox");
    assert.equal(recover.code, 0, recover.stderr);
    const up = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(up.code, 0, up.stderr);

    const now = resources(project).filter(({ urn }) => urn !== "");
    const urns = now.map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length, "every URN once");
    const exist = new Set(now.map(({ type, id }) => `${type} ${id}`));
    assert.deepEqual(
      made.filter((one) => !exist.has(one)),
      [],
      "what the killed run made is still in use",
    );
    const file = path.join(project.scratch, "state", ".pulumi", "stacks", "tandem", "bc1.json");
    const state: { resources: { type: string; id?: string }[] } = JSON.parse(fs.readFileSync(file, "utf8"))
      .checkpoint.latest;
    const known = new Set(state.resources.map(({ type, id }) => `${type} ${id}`));
    assert.deepEqual(
      [...exist].filter((one) => !known.has(one)),
      [],
      "the state knows all that exists",
    );
    assert.equal("pending_operations" in state, false);
  });
});

/** An orphan has another parent, but is the same process. */
function isSame(one: Process): (other: Process) => boolean {
  return ({ pid, commandLine }) => pid === one.pid && commandLine === one.commandLine;
}

function resources(project: TestProject): World["resources"][string][] {
  try {
    return Object.values(project.world().resources);
  } catch {
    return []; // no world yet
  }
}
