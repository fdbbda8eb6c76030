import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readWorld } from "../../sandbox/store";

const MAIN = path.join(__dirname, "../../sandbox/main.ts");

/** Starts the provider as a process and waits until it says its port. */
async function started(...args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ["--require", "tsx/cjs", MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [line] = await once(child.stdout!, "data");
  return { child, port: Number(/^port=(\d+)\n$/.exec(String(line))?.[1]) };
}

describe("the sandbox's provider as a process", () => {
  let folder: string;
  let world: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-main-"));
    world = path.join(folder, "world.json");
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it("says its port, makes the world, and ends on SIGTERM", async () => {
    const { child, port } = await started(
      "--world",
      world,
      "--account",
      "111122223333",
      "--region",
      "eu-west-1",
    );
    assert.ok(port > 0);
    assert.deepEqual([readWorld(world)!.accountId, readWorld(world)!.region], ["111122223333", "eu-west-1"]);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("ends when its parent has ended, and when nothing calls it", async () => {
    const parent = spawn("sleep", ["60"]);
    const orphan = await started("--world", world, "--parent", String(parent.pid));
    const idle = await started("--world", world, "--idle-minutes", "0.001");
    const ends = Promise.all([once(orphan.child, "exit"), once(idle.child, "exit")]);
    parent.kill("SIGKILL");
    assert.deepEqual(await ends, [
      [0, null],
      [0, null],
    ]);
  });

  it("says in one line what is missing", async () => {
    const child = spawn(process.execPath, ["--require", "tsx/cjs", MAIN], { stdio: "pipe" });
    const lines: string[] = [];
    child.stderr.on("data", (data) => lines.push(String(data)));
    const [code] = await once(child, "exit");
    assert.deepEqual([code, lines.join("")], [1, "sandbox: --world FILE is missing\n"]);
  });
});
