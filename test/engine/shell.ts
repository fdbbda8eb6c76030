/** A shell in which plain `pulumi` works on the sandbox's stack, as `eval "$(./tandem env bc1 --sandbox)"` leaves it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alive } from "../../engine";
import type { Finished, TestProject } from "./project";

export class Shell {
  private constructor(
    private readonly project: TestProject,
    /** Where the exports' `cd` leads. */
    readonly directory: string,
    readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** Opens one; whoever does closes it, as the stand-in providers are processes of their own. */
  static async open(project: TestProject, env = "bc1"): Promise<Shell> {
    const script = `eval "$(./tandem env ${env} --sandbox)" && node -p 'JSON.stringify([process.cwd(), process.env])'`;
    const { stdout, stderr } = await project.run("sh", ["-c", script]);
    const [directory, variables] = JSON.parse(stdout);
    assert.ok(variables.TANDEM_SANDBOX_PID, stderr);
    return new Shell(project, directory, variables);
  }

  /** Runs plain `pulumi` to its end, in the sandbox's project or in another folder. */
  pulumi(args: string[], cwd = this.directory): Promise<Finished> {
    return this.project.run("pulumi", [...args, "--non-interactive"], { cwd, env: this.variables });
  }

  /** Ends the stand-in providers, which write to the project's folder as they go. */
  async close(): Promise<void> {
    const pid = Number(this.variables.TANDEM_SANDBOX_PID);
    process.kill(pid, "SIGTERM");
    for (let waited = 0; waited < 50 && alive(pid); waited++) await sleep(100);
  }
}

/** A program that is none of ours, in a folder of its own with a stack named `theirs`: plain JavaScript on @pulumi/aws. */
export async function foreignProgram(project: TestProject, shell: Shell, source: string): Promise<string> {
  const folder = fs.mkdtempSync(path.join(project.directory, "theirs-"));
  const runtime = { name: "nodejs", options: { typescript: false } };
  const settings = JSON.stringify({ name: path.basename(folder), runtime });
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), settings);
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "theirs", main: "index.js" }));
  fs.writeFileSync(path.join(folder, "index.js"), source);
  fs.symlinkSync(path.join(project.directory, "node_modules"), path.join(folder, "node_modules"));
  const made = await shell.pulumi(["stack", "init", "theirs"], folder);
  assert.equal(made.code, 0, made.stderr);
  return folder;
}
