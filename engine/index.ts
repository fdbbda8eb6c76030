/**
 * Getting a Pulumi engine: the one on PATH when its version fits, else the one in the cache, else the official
 * download, else one built from Go modules. Whatever is got stays in a cache outside the checkout, per version.
 */
import { build } from "./build";
import { cacheDirectory, ENGINE_VERSION } from "./cache";
import { download } from "./download";
import { type Engine, engineIn, engineOnPath } from "./find";
import { oneAtATime } from "./lock";
import type { Progress } from "./run";

export { alive } from "./alive";
export { cacheDirectory, ENGINE_VERSION } from "./cache";
export { type Engine, variablesFor } from "./find";
export { oneAtATime } from "./lock";

/** Nothing worked: one line that says what to install. */
export class NoEngineError extends Error {}

/**
 * Finds or makes an engine. Slow only once: the official download takes seconds, the build about five minutes.
 *
 * @throws NoEngineError when there is neither a fitting `pulumi`, nor a network to the download, nor Go.
 */
export async function ensureEngine(progress: Progress): Promise<Engine> {
  const present = (await engineOnPath()) ?? (await engineIn(cacheDirectory()));
  if (present) return present;
  // Two commands must not build into the same folder.
  const waiting = () => progress("another command is getting the engine; waiting for it");
  return oneAtATime(`${cacheDirectory()}.lock`, () => getEngine(progress), waiting);
}

async function getEngine(progress: Progress): Promise<Engine> {
  const meanwhile = await engineIn(cacheDirectory());
  if (meanwhile) return meanwhile;
  const reasons: string[] = [];
  for (const get of [download, build]) {
    try {
      await get(cacheDirectory(), progress);
      const engine = await engineIn(cacheDirectory());
      if (engine) return engine;
      reasons.push(`${get.name}: the engine does not start`);
    } catch (error) {
      reasons.push(`${get.name}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  throw new NoEngineError(
    `no Pulumi engine: found none of v${ENGINE_VERSION} or newer on PATH (${reasons.join("; ")}). ` +
      `Install Pulumi ${ENGINE_VERSION} (https://www.pulumi.com/docs/install/), or Go 1.26 so that it can be built`,
  );
}
