/** The official way: Pulumi's own installer, through the Automation API. Brings the language host along. */
import * as fs from "node:fs";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { ENGINE_VERSION } from "./cache";
import { type Progress, run } from "./run";

const HOST = "get.pulumi.com";

/**
 * Installs the engine into `directory`/bin.
 *
 * @throws Error when the installer's host cannot be reached, or the installer fails.
 */
export async function download(directory: string, progress: Progress): Promise<void> {
  progress(`looking for Pulumi ${ENGINE_VERSION} at ${HOST}`);
  // Asked first, as the installer itself waits long and says little where there is no network.
  await run("curl", ["--silent", "--show-error", "--fail", "--head", "--max-time", "10", `https://${HOST}/`]);
  // Without a version it installs that of the SDK, which is the one wanted.
  await PulumiCommand.install({ root: directory });
  if (!fs.existsSync(path.join(directory, "bin", "pulumi"))) throw new Error("the installer left no engine");
  progress(`installed Pulumi ${ENGINE_VERSION}`);
}
