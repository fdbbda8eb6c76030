/** One run of the command on one environment: an engine, a project, its stack, and in the sandbox its providers. */
import * as crypto from "node:crypto";
import * as path from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import {
  cacheDirectory,
  type Engine,
  ensureEngine,
  NoEngineError,
  oneAtATime,
  variablesFor,
} from "../engine";
import { serve } from "../sandbox/server";
import type { Config } from "../stacks/config/schema";
import { clean } from "./changes";
import { Aws } from "./clouds/aws";
import type { Cloud } from "./clouds/cloud";
import { Sandbox } from "./clouds/sandbox";
import { attach, type Scratch, scratchProject } from "./clouds/scratch";
import { CommandError, codeOf, EXIT, mistake } from "./exit";
import { checkSettings, cloudProject, type Project } from "./project";
import { note } from "./terminal";

export interface Session {
  /** The environment's settings, as they were when the command began. */
  config: Config;
  /** What the run acts on. */
  cloud: Cloud;
  project: Project;
  stack: Stack;
  /** Ends the engine's run in good order, when the command is told to end. */
  interruption: AbortSignal;
  /** Ends what the session started. */
  close(): Promise<void>;
}

/** Puts a Pulumi engine first on this process's PATH, got if there was none, with what it needs beside it. */
export async function useEngine(): Promise<Engine> {
  const engine = await ensureEngine(note).catch((error) => {
    if (error instanceof NoEngineError) throw new CommandError(EXIT.error, error.message);
    throw error;
  });
  process.env.PATH = `${engine.folder}:${process.env.PATH}`;
  Object.assign(process.env, variablesFor(engine));
  // The SDK's thousand files are compiled once, not at each start.
  process.env.NODE_COMPILE_CACHE ??= path.join(cacheDirectory(), "compile-cache");
  return engine;
}

/** Opens a session; the stack is made when it does not exist yet and `create` is set, else that is an error (6). */
export async function openSession(
  env: string,
  options: { sandbox: boolean; create: boolean },
): Promise<Session> {
  const root = process.cwd();
  const config = checkSettings(root, env, options.sandbox);
  const engine = await useEngine();
  if (!options.sandbox) {
    const parts = { config, cloud: new Aws(env, config), project: cloudProject(root, env) };
    return withStack(engine, parts, options.create, async () => {});
  }
  note("sandbox: a stand-in for the cloud on this machine; nothing here is real, and nothing is billed");
  const { session } = await openSandbox(engine, env, config, options.create, ({ worldFile, faultsFile }) =>
    serve({ worldFile, faultsFile, accountId: config.aws.accountId }),
  );
  return session;
}

/** Something that serves the stand-in providers, in this process or in one of its own. */
interface Serving {
  port: number;
  close(): Promise<void>;
}

/** Commands of one checkout share the sandbox's files: they set it up one after the other. */
export function openSandbox<S extends Serving>(
  engine: Engine,
  env: string,
  config: Config,
  create: boolean,
  start: (project: Scratch) => Promise<S>,
): Promise<{ session: Session; project: Scratch; server: S }> {
  const root = process.cwd();
  const setUp = async () => {
    const project = scratchProject(root, env);
    const server = await start(project);
    Object.assign(project.variables, attach(server.port));
    try {
      const parts = { config, cloud: new Sandbox(project), project };
      const session = await withStack(engine, parts, create, () => server.close());
      await makeUpSecrets(session.stack, project);
      return { session, project, server };
    } catch (error) {
      await server.close();
      throw error;
    }
  };
  const waiting = () => note("another command is setting the sandbox up; waiting for it");
  return oneAtATime(path.join(root, ".tandem", "sandbox.lock"), setUp, waiting);
}

/** @throws CommandError (8) when the command has been told to end: what comes next is not begun. */
export function requireGoing({ project, interruption }: Session): void {
  if (interruption.aborted) throw new CommandError(EXIT.cancelled, `${project.env}: cancelled`);
}

/** Secrets of the sandbox's own for those that only the user can decrypt. */
async function makeUpSecrets(stack: Stack, { missingSecrets }: Scratch): Promise<void> {
  for (const key of missingSecrets) {
    await stack.setConfig(key, { value: crypto.randomBytes(18).toString("base64url"), secret: true }, true);
  }
}

async function withStack(
  { command: pulumiCommand }: Engine,
  parts: Pick<Session, "config" | "cloud" | "project">,
  create: boolean,
  close: () => Promise<void>,
): Promise<Session> {
  const { project, cloud } = parts;
  const args = { stackName: project.env, workDir: project.directory };
  const settings = { envVars: project.variables, pulumiCommand };
  const opening = create
    ? LocalWorkspace.createOrSelectStack(args, settings)
    : LocalWorkspace.selectStack(args, settings);
  const stack = await opening.catch((error: Error) => {
    if (/no stack named/.test(error.message)) throw noSuchStack(project.env, cloud);
    const said = /^error: (.+)$/m.exec(error.message)?.[1];
    throw said ? notOpened(project.env, said) : error;
  });
  const { signal, forget } = onInterrupt();
  const end = async () => {
    forget();
    await close();
  };
  return { ...parts, stack, interruption: signal, close: end };
}

/**
 * Told to end, the command asks the engine to, and waits: killed in the middle it would leave a lock and pending
 * operations. On a terminal Ctrl-C reaches the engine by itself, and a second one would kill it.
 */
function onInterrupt(): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const ask = (name: NodeJS.Signals) => {
    note("ending in good order; operations in flight are waited for");
    if (!(name === "SIGINT" && process.stdin.isTTY)) controller.abort();
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, ask);
  const forget = () => {
    for (const name of names) process.off(name, ask);
  };
  return { signal: controller.signal, forget };
}

/** The engine's own words: most often nobody is logged in to a backend. */
function notOpened(env: string, said: string): CommandError {
  return mistake(
    codeOf(said),
    env,
    "its stack could not be opened",
    clean(said),
    "a Pulumi backend that has it",
    "Run pulumi login, or take --sandbox",
  );
}

function noSuchStack(env: string, { flag }: Cloud): CommandError {
  const up = `./tandem up ${env}${flag}`;
  return new CommandError(
    EXIT.noSuchStack,
    `${env}: no such stack, it was never brought up. Run ${up} first`,
  );
}
