/** Looking at an engine that is there: does it run, does its version fit, has it a Node.js language host. */
import * as fs from "node:fs";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { ENGINE_VERSION } from "./cache";

/** An engine that answered. */
export interface Engine {
  /** The Automation API's handle on it: whoever has it need not ask for the version again. */
  command: PulumiCommand;
  /** Absolute path of the `pulumi` executable. */
  executable: string;
  /** Its version, without the `v`. */
  version: string;
  /** The folder to put first on PATH. */
  folder: string;
  /** Which language host will be used: the official one, or the one in `engine/host`. */
  host: "official" | "own";
}

/** The `pulumi` that PATH finds first, when it fits. */
export async function engineOnPath(): Promise<Engine | undefined> {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const folder = folders.find((candidate) => candidate && fs.existsSync(path.join(candidate, "pulumi")));
  return folder === undefined ? undefined : ask(folder);
}

/** The engine under this folder's `bin`, when it runs and its version fits. */
export async function engineIn(root: string): Promise<Engine | undefined> {
  return fs.existsSync(path.join(root, "bin", "pulumi")) ? ask(path.join(root, "bin"), root) : undefined;
}

/** Each question starts an engine, a fifth of a second: it is asked once per command. */
async function ask(folder: string, root?: string): Promise<Engine | undefined> {
  const command = await PulumiCommand.get({ root, skipVersionCheck: true }).catch(() => undefined);
  const version = command?.version?.version ?? "";
  if (!command || !fits(version)) return undefined;
  const shim = path.join(folder, HOST);
  const own = fs.existsSync(shim) && fs.readFileSync(shim, "utf8").slice(0, 500).includes(HOST_VARIABLE);
  return {
    command,
    executable: path.join(folder, "pulumi"),
    version,
    folder,
    host: own ? "own" : "official",
  };
}

/** The same major version, and not older than the SDK. */
export function fits(version: string, wanted: string = ENGINE_VERSION): boolean {
  const [major, minor] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  return major === wantedMajor && minor !== undefined && minor >= wantedMinor!;
}

/** What the engine calls its language host for Node.js, and looks for beside itself. */
export const HOST = "pulumi-language-nodejs";
/** Names the host of the checkout that runs the engine, for the shim beside an engine that we built. */
export const HOST_VARIABLE = "TANDEM_LANGUAGE_HOST";

/** What an engine needs in its environment. */
export function variablesFor(engine: Engine): Record<string, string> {
  return engine.host === "own" ? { [HOST_VARIABLE]: path.resolve("engine", "host", HOST) } : {};
}
