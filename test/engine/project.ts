/** A project of its own for a test on the real engine: the checkout linked into a temporary folder, used as a user would. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const CHECKOUT = path.resolve(__dirname, "..", "..");

export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

/** What tests look at in the sandbox's world. */
export interface World {
  resources: Record<
    string,
    {
      type: string;
      urn: string;
      id: string;
      inputs: { tags?: Record<string, string> } & Record<string, unknown>;
      outputs: Record<string, unknown>;
    }
  >;
  log: { op: string; urn: string; type: string; outcome: string }[];
}

export class TestProject {
  readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-test-"));
  readonly scratch = path.join(this.directory, ".tandem", "sandbox");

  constructor() {
    const own = /^(\.git|\.tandem|evidence|Pulumi\.(?!yaml$).+\.yaml)$/;
    for (const entry of fs.readdirSync(CHECKOUT)) {
      const from = path.join(CHECKOUT, entry);
      if (!own.test(entry)) fs.symlinkSync(from, path.join(this.directory, entry));
      else if (entry !== ".git" && entry !== ".tandem")
        fs.cpSync(from, path.join(this.directory, entry), { recursive: true });
    }
  }

  /** Runs `./tandem …` in this project to its end. */
  tandem(...args: string[]): Promise<Finished> {
    return this.run("./tandem", args);
  }

  /** Runs a program in this project to its end. */
  run(
    program: string,
    args: string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const env = { ...process.env, NO_COLOR: "1", ...options.env };
      const child = spawn(program, args, {
        cwd: options.cwd ?? this.directory,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (data) => (stdout += data));
      child.stderr.on("data", (data) => (stderr += data));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
    });
  }

  /** Changes a settings file of this project, once the text to replace was really there. */
  edit(file: string, from: string | RegExp, to: string): void {
    const target = path.join(this.directory, file);
    const before = fs.readFileSync(target, "utf8");
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} does not contain ${from}`);
    fs.writeFileSync(target, after);
  }

  /** The sandbox's world as it stands in its file. */
  world(): World {
    return JSON.parse(fs.readFileSync(path.join(this.scratch, "world.json"), "utf8"));
  }

  /** What providers were asked to change, whatever came of it. */
  changes(): World["log"] {
    return this.world().log.filter(({ op }) => op !== "read");
  }

  /** A project that starts where this one stands: same settings, state and world. */
  copy(): TestProject {
    const other = new TestProject();
    for (const part of fs
      .readdirSync(this.directory)
      .filter((entry) => /^Pulumi\..+\.yaml$|^evidence$/.test(entry))) {
      fs.cpSync(path.join(this.directory, part), path.join(other.directory, part), { recursive: true });
    }
    fs.cpSync(this.scratch, other.scratch, { recursive: true, verbatimSymlinks: true });
    return other;
  }

  remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}
