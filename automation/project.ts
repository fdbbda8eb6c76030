/** The project folder that `pulumi` runs in: the checkout itself, or its mirror in the sandbox. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pricedRegions } from "../policies/budget/prices";
import { readText } from "../stacks/config/files";
import { parseConfig } from "../stacks/config/parse";
import { ConfigError } from "../stacks/config/problems";
import type { Config } from "../stacks/config/schema";
import { parseStackFile } from "../stacks/config/stack-file";
import { plainKey } from "../words/shown";
import { CommandError, EXIT, mistake } from "./exit";

export interface Project {
  /** The environment: the Pulumi stack's name. */
  env: string;
  /** The checkout. */
  root: string;
  /** Where `pulumi` runs. */
  directory: string;
  /** What `pulumi` and all that it starts get on top of the environment of the command. */
  variables: Record<string, string>;
}

/** The settings of an environment, as written in the checkout. */
export function stackFile(root: string, env: string): string {
  return path.join(root, `Pulumi.${env}.yaml`);
}

/** Every environment that the checkout has settings for. */
export function environments(root: string): string[] {
  const files = fs.readdirSync(root).map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1]);
  return files.filter((env) => env !== undefined).sort();
}

/** @throws CommandError (6) when the checkout has no settings for this environment. */
export function requireEnvironment(root: string, env: string): void {
  if (environments(root).includes(env)) return;
  const known = environments(root).join(", ") || "none";
  throw mistake(
    EXIT.noSuchStack,
    `Pulumi.${env}.yaml`,
    "no such environment",
    plainKey(env),
    `one of ${known}`,
    `Name one of these, or write Pulumi.${env}.yaml`,
  );
}

/**
 * The settings of an environment, checked as the program will, but at once: before an engine is started.
 *
 * @throws CommandError (2) with a line for each mistake; 6 when there are no settings at all.
 */
export function checkSettings(root: string, env: string, sandbox: boolean): Config {
  requireEnvironment(root, env);
  const where = path.basename(stackFile(root, env));
  return asMistake(() => {
    const { raw, secretKeys } = parseStackFile(readText(root, where) ?? "", where);
    return parseConfig(raw, { stack: env, where, secretKeys, pricedRegions: pricedRegions("aws"), sandbox });
  });
}

/** What this reads. @throws CommandError (2) with a line for each mistake in an environment's files. */
export function asMistake<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) throw new CommandError(EXIT.config, error.message);
    throw error;
  }
}

/** The checkout as the project: the user's own backend, credentials and providers. */
export function cloudProject(root: string, env: string): Project {
  return { env, root, directory: root, variables: {} };
}
