import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { oneAtATime } from "../../engine";

describe("work that is done one at a time", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-lock-"));
  const lock = path.join(folder, "lock");
  after(() => fs.rmSync(folder, { recursive: true }));

  it("never overlaps, and each is done", async () => {
    let inside = 0;
    let done = 0;
    const work = async () => {
      assert.equal(++inside, 1);
      await sleep(5);
      inside--;
      done++;
    };
    await Promise.all(Array.from({ length: 5 }, () => oneAtATime(lock, work)));
    assert.equal(done, 5);
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it("tells who waits, once, and gives the lock back when the work fails", async () => {
    let told = 0;
    const first = oneAtATime(lock, () => sleep(150).then(() => Promise.reject(new Error("first"))));
    const second = oneAtATime(
      lock,
      async () => "second",
      () => told++,
    );
    await assert.rejects(first, /first/);
    assert.deepEqual([await second, told], ["second", 1]);
  });

  it("does not wait for a process that has ended", async () => {
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    fs.writeFileSync(lock, String(pid));
    assert.equal(await oneAtATime(lock, async () => "done"), "done");
    assert.deepEqual(fs.readdirSync(folder), []);
  });
});
