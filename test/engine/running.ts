/** A `./tandem` command while it runs, in a process group of its own: a test can end it as a person or a crash would. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Finished, TestProject } from "./project";

export class Running {
  readonly #child: ChildProcess;
  /** How it ended; the code is -1 when a signal ended it. */
  readonly ended: Promise<Finished>;

  constructor(project: TestProject, ...args: string[]) {
    const env = { ...process.env, NO_COLOR: "1" };
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const child = spawn("./tandem", args, { cwd: project.directory, env, stdio: [...stdio], detached: true });
    this.#child = child;
    const printed = { stdout: "", stderr: "" };
    child.stdout?.on("data", (data) => (printed.stdout += data));
    child.stderr?.on("data", (data) => (printed.stderr += data));
    this.ended = new Promise((resolve) =>
      child.on("exit", (code) => setImmediate(resolve, { ...printed, code: code ?? -1 })),
    );
  }

  /** What it has started, and what that has started. */
  processes(): Process[] {
    const all = processes();
    const of = (parent?: number): Process[] =>
      all.filter((one) => one.parent === parent).flatMap((one) => [one, ...of(one.pid)]);
    return of(this.#child.pid);
  }

  /** As a service manager does: the command alone is told. */
  signal(name: NodeJS.Signals): void {
    process.kill(this.#child.pid!, name);
  }

  /** As a crash of its whole session would; a group that has ended already is fine. */
  killGroup(): void {
    try {
      process.kill(-this.#child.pid!, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

export interface Process {
  pid: number;
  parent: number;
  commandLine: string;
}

/** Every process of this machine that has not ended. */
export function processes(): Process[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  const rows = [...table.matchAll(/^ *(\d+) +(\d+) +(.*)$/gm)];
  return rows
    .map(([, pid, parent, commandLine]) => ({
      pid: Number(pid),
      parent: Number(parent),
      commandLine: commandLine!,
    }))
    .filter(({ commandLine }) => !commandLine.endsWith("<defunct>"));
}

/** Waits until it is so; throws when it is not within a minute. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 50) {
    if (waited > 60_000) throw new Error(`waited a minute until ${what}`);
    await sleep(50);
  }
}

/** The locks on the sandbox's stack, as Pulumi writes them. */
export function locks(project: TestProject): { pid: number; hostname: string }[] {
  const folder = path.join(project.scratch, "state", ".pulumi", "locks", "organization", "tandem", "bc1");
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")));
}
