/** A process that stands in a test for a part of the estate: it logs to a file, and is stopped by its own id. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const CHECKOUT = path.resolve(__dirname, "..", "..");

export interface Start {
  program: string;
  args: string[];
  /** All that it gets: nothing of the test's own environment but PATH reaches it. */
  variables?: Record<string, string>;
  cwd?: string;
  /** Another user than root, for what refuses to run as root. */
  uid?: number;
  /** Answers once it can be used. It is asked again until it does, or until the process has ended. */
  ready: () => Promise<boolean>;
}

export class Part {
  private constructor(
    readonly name: string,
    readonly logFile: string,
    private readonly child: ChildProcess,
    /** How it ended: its exit code, or the signal that ended it. */
    readonly ended: Promise<number | NodeJS.Signals>,
  ) {}

  /** Starts it without waiting until it is ready. */
  static spawn(name: string, folder: string, start: Omit<Start, "ready">): Part {
    const logFile = path.join(folder, `${name}.log`);
    const log = fs.openSync(logFile, "a");
    const child = spawn(start.program, start.args, {
      cwd: start.cwd ?? folder,
      env: { PATH: process.env.PATH, HOME: folder, ...start.variables },
      stdio: ["ignore", log, log],
      uid: start.uid,
      gid: start.uid,
    });
    fs.closeSync(log);
    const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => resolve(code ?? signal!));
    });
    ended.catch(() => {}); // who waits for it is told
    return new Part(name, logFile, child, ended);
  }

  /** Starts it and waits until it can be used; throws with the end of its log when it ends before. */
  static async start(name: string, folder: string, { ready, ...start }: Start): Promise<Part> {
    const part = Part.spawn(name, folder, start);
    let over = false;
    const ended = part.ended.finally(() => (over = true));
    ended.catch(() => {});
    while (!over && !(await ready().catch(() => false))) await sleep(200);
    if (over) throw new Error(`${name} ended with ${await part.ended}:\n${part.log().slice(-3000)}`);
    return part;
  }

  get pid(): number {
    return this.child.pid!;
  }

  log(): string {
    return fs.readFileSync(this.logFile, "utf8");
  }

  /** Tells it to end, and waits until it has; what it ended with. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | NodeJS.Signals> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }
}

/** A port of loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Whether this address answers with 200. */
export async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).status === 200;
}

/** The Python of a virtual environment, which its script makes where it is missing. */
export function pythonOf(script: string): string {
  const output = execFileSync("sh", [path.join(CHECKOUT, script)], {
    cwd: CHECKOUT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return path.join(output.trim(), "bin", "python");
}

/** The folder of what is installed for this Python. */
export function packagesOf(python: string): string {
  const program = "import sysconfig; print(sysconfig.get_path('purelib'))";
  return execFileSync(python, ["-c", program], { encoding: "utf8" }).trim();
}
