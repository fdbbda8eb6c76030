import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { changeWorld, readWorld, sweep } from "../../sandbox/store";

const ROOT = path.join(__dirname, "../..");

/** Counts up in the world file, as often as it is told, in a process of its own. */
function counter(file: string, times: number): ChildProcess {
  const code = `
    const { changeWorld } = require("./sandbox/store.ts");
    (async () => {
      for (let i = 0; i < ${times}; i++) {
        await changeWorld(${JSON.stringify(file)}, {}, (world) => { world.counters.n = (world.counters.n ?? 0) + 1; });
        process.stdout.write(".");
      }
    })();`;
  return spawn(process.execPath, ["--require", "tsx/cjs", "-e", code], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("the world file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-world-"));
    file = path.join(folder, "world.json");
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it("loses nothing when two processes change it at once", async () => {
    const both = [counter(file, 150), counter(file, 150)];
    for (const child of both) child.stdout!.resume();
    await Promise.all(both.map((child) => once(child, "exit")));
    assert.equal(readWorld(file)!.counters.n, 300);
    assert.deepEqual(fs.readdirSync(folder), ["world.json"]);
  });

  it("is readable after a SIGKILL at any moment, and the next process goes on", async () => {
    for (let round = 0; round < 4; round++) {
      const child = counter(file, 1_000_000);
      await once(child.stdout!, "data");
      await new Promise((resolve) => setTimeout(resolve, 20 + 17 * round));
      child.kill("SIGKILL");
      await once(child, "exit");
      const before = readWorld(file)!.counters.n!;
      assert.ok(before > 0);
      const started = Date.now();
      await changeWorld(file, {}, (world) => {
        world.counters.n!++;
      });
      assert.ok(Date.now() - started < 1000, "a dead process's lock is not waited for");
      assert.equal(readWorld(file)!.counters.n, before + 1);
    }
    sweep(file);
    assert.deepEqual(fs.readdirSync(folder), ["world.json"]);
  });

  it("breaks the lock of a process that has ended", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    fs.writeFileSync(`${file}.lock`, `${gone.pid}-1-abcd`);
    await changeWorld(file, {}, () => undefined);
    assert.deepEqual(fs.readdirSync(folder), ["world.json"]);
  });

  it("saves nothing when the change throws", async () => {
    await changeWorld(file, { accountId: "111111111111" }, () => undefined);
    const failing = changeWorld(file, {}, (world) => {
      world.accountId = "222222222222";
      throw new Error("no");
    });
    await assert.rejects(failing, /no/);
    assert.equal(readWorld(file)!.accountId, "111111111111");
    assert.deepEqual(fs.readdirSync(folder), ["world.json"]);
  });
});
