/** Looking at an engine that is there: does it run, does its version fit, has it a Node.js language host. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ENGINE_VERSION } from "./cache";
import { run } from "./run";

/** An engine that answered. */
export interface Engine {
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
export async function engineOnPath(searchPath = process.env.PATH ?? ""): Promise<Engine | undefined> {
  const folder = searchPath
    .split(path.delimiter)
    .find((candidate) => candidate && fs.existsSync(path.join(candidate, "pulumi")));
  return folder === undefined ? undefined : engineAt(folder);
}

/** The engine in this folder, when it runs and its version fits. */
export async function engineAt(folder: string): Promise<Engine | undefined> {
  const executable = path.join(folder, "pulumi");
  if (!fs.existsSync(executable)) return undefined;
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const version = await run(executable, ["version"], { env, timeoutSeconds: 20 }).then(
    (text) => text.trim().replace(/^v/, ""),
    () => "",
  );
  if (!fits(version)) return undefined;
  const shim = path.join(folder, HOST);
  const own = fs.existsSync(shim) && fs.readFileSync(shim, "utf8").slice(0, 500).includes(HOST_VARIABLE);
  return { executable, version, folder, host: own ? "own" : "official" };
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
