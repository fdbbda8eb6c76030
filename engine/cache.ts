/** Which engine, and where it is kept: outside the checkout, so that clones share it and `git status` stays empty. */
import * as os from "node:os";
import * as path from "node:path";
import manifest from "../package.json";

/** The engine's version: that of the SDK, as both speak one protocol. */
export const ENGINE_VERSION = manifest.dependencies["@pulumi/pulumi"];

/** The folder for this version and machine: `$XDG_CACHE_HOME/tandem/…`, by default under `~/.cache`. */
export function cacheDirectory(): string {
  const root = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(root, "tandem", "engine", `${ENGINE_VERSION}-${process.platform}-${process.arch}`);
}
