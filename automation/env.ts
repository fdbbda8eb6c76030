/** `tandem env`: the exports with which plain `pulumi` works on the same stack in the sandbox. */
import { spawn } from "node:child_process";
import * as path from "node:path";
import * as readline from "node:readline";
import { variablesFor } from "../engine";
import type { Scratch } from "./clouds/scratch";
import { CommandError, EXIT, mistake } from "./exit";
import { checkSettings } from "./project";
import { openSandbox, useEngine } from "./session";
import { note, say } from "./terminal";

/** The stand-in providers of a shell end by themselves after this long without a call. */
const IDLE_MINUTES = 30;

export async function env(options: { env: string; sandbox: boolean }): Promise<number> {
  if (!options.sandbox) {
    throw mistake(
      EXIT.config,
      "env",
      "only the sandbox needs exports",
      "no --sandbox",
      "--sandbox",
      "In the cloud plain pulumi works as it is",
    );
  }
  const config = checkSettings(process.cwd(), options.env, true);
  const engine = await useEngine();
  const { project, server } = await openSandbox(engine, options.env, config, true, (made) =>
    startServer(made, config.aws.accountId),
  );
  const variables = {
    ...project.variables,
    ...variablesFor(engine),
    PATH: process.env.PATH ?? "",
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? "",
    TANDEM_SANDBOX_PID: String(server.pid),
  };
  for (const [name, value] of Object.entries(variables)) say(`export ${name}=${quoted(value)}`);
  say(`cd ${quoted(project.directory)}`);
  note(
    `the stand-in providers end after ${IDLE_MINUTES} minutes without a call, or with: kill ${server.pid}`,
  );
  note("Pulumi.*.yaml in that folder are copies; each tandem command renews them from the checkout");
  return EXIT.done;
}

/** A server of its own, as it has to outlive this command: it serves the shell that evaluates the exports. */
async function startServer(project: Scratch, accountId: string) {
  const args = [
    "--world",
    project.worldFile,
    "--faults",
    project.faultsFile,
    "--account",
    accountId,
    "--idle-minutes",
    String(IDLE_MINUTES),
  ];
  const entry = path.resolve("sandbox", "start.js");
  const child = spawn(process.execPath, [entry, ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const port = /^port=(\d+)$/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.destroy();
    child.unref();
    const pid = child.pid!;
    return { port: Number(port), pid, close: async () => void process.kill(pid) };
  }
  throw new CommandError(EXIT.internal, "env: the stand-in providers did not start");
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
