/**
 * A warm preview of bc1 beside one of an empty program, on one engine, in turn: `npm run bench`. Prints medians and the
 * ratio pair by pair, which holds when the machine's speed drifts. Not a test: it judges nothing.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "../engine/project";
import { median } from "./median";

const RUNS = 9;

/** The exports of `tandem env`, as a shell would take them. */
function exportsOf(project: TestProject): NodeJS.ProcessEnv {
  const { stdout } = spawnSync("./tandem", ["env", "bc1", "--sandbox"], {
    cwd: project.directory,
    encoding: "utf8",
  });
  const lines = stdout.split("\n").map((line) => /^export (\w+)='(.*)'$/.exec(line));
  return {
    ...process.env,
    ...Object.fromEntries(lines.flatMap((found) => (found ? [[found[1], found[2]]] : []))),
  };
}

/** An empty program as JavaScript, in a project of its own on the same backend. */
function emptyProgram(project: TestProject, env: NodeJS.ProcessEnv): string {
  const folder = path.join(project.directory, "empty");
  fs.mkdirSync(folder);
  fs.writeFileSync(
    path.join(folder, "Pulumi.yaml"),
    "name: empty\nruntime: {name: nodejs, options: {typescript: false}}\n",
  );
  fs.writeFileSync(path.join(folder, "package.json"), '{"name": "empty", "main": "index.js"}\n');
  fs.writeFileSync(path.join(folder, "index.js"), "module.exports = async () => {};\n");
  fs.symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  spawnSync("pulumi", ["stack", "init", "empty", "--non-interactive"], { cwd: folder, env });
  return folder;
}

function seconds(folder: string, stack: string, env: NodeJS.ProcessEnv): number {
  const began = performance.now();
  const { status, stderr } = spawnSync("pulumi", ["preview", "-s", stack, "--non-interactive"], {
    cwd: folder,
    env,
  });
  if (status !== 0) throw new Error(`preview of ${stack}: ${stderr}`);
  return (performance.now() - began) / 1000;
}

const project = new TestProject();
const env = exportsOf(project);
try {
  spawnSync("./tandem", ["up", "bc1", "--sandbox", "--yes"], { cwd: project.directory });
  const empty = emptyProgram(project, env);
  const pairs = Array.from({ length: RUNS + 2 }, () => [
    seconds(project.scratch, "bc1", env),
    seconds(empty, "empty", env),
  ]).slice(2) as [number, number][];
  const show = (value: number) => value.toFixed(2);
  console.log(
    `preview of bc1: ${show(median(pairs.map(([bc1]) => bc1)))} s (median of ${RUNS}, after two more)`,
  );
  console.log(`preview of an empty program: ${show(median(pairs.map(([, floor]) => floor)))} s`);
  const ratios = pairs.map(([bc1, floor]) => bc1 / floor);
  console.log(
    `ratio: ${show(median(ratios))} (${show(Math.min(...ratios))} to ${show(Math.max(...ratios))})`,
  );
} finally {
  process.kill(Number(env.TANDEM_SANDBOX_PID));
  project.remove();
}
