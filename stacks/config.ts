/**
 * The door through which an environment's config comes in, and the only reader of Pulumi's config. What is
 * wrong is reported all at once, a line each, before anything is registered.
 */
import * as pulumi from "@pulumi/pulumi";
import { valueAt } from "../components/judge";
import { BLUEPRINTS, type Registry } from "./blueprints";
import { parseConfig } from "./config/parse";
import { ConfigError } from "./config/problems";
import { type Config, type ConfigOf, shapeOf } from "./config/schema";

export type { Config } from "./config/schema";

/** What Pulumi calls itself when a secret is read as plain text; its typings leave it out. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };

/**
 * The running stack's config, its secrets as Pulumi secrets. Throws a `pulumi.RunError`,
 * which Pulumi prints without a stack trace: a first line, then one for each mistake.
 */
export function readConfig(pricedRegions: readonly string[]): Config;
export function readConfig<R extends Registry>(pricedRegions: readonly string[], registry: R): ConfigOf<R>;
export function readConfig(pricedRegions: readonly string[], registry: Registry = BLUEPRINTS): object {
  const raw = pulumi.runtime.allConfig();
  const stack = pulumi.getStack();
  const context = {
    stack,
    where: `Pulumi.${stack}.yaml`,
    secretKeys: new Set(Object.keys(raw).filter(isConfigSecret)),
    pricedRegions,
    sandbox: process.env.TANDEM_SANDBOX === "1",
  };
  return refusing(() => withSecrets(parseConfig(raw, context, registry), registry));
}

/** What this reads, or the end of the program over what is wrong with it. */
export function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuseConfig(error.problems);
    throw error;
  }
}

/** Stops the program over these lines, which `Pulumi.<env>.yaml` is to blame for; does nothing when there are none. */
export function refuseConfig(lines: readonly string[]): void {
  if (lines.length === 0) return;
  const count = `${lines.length} ${lines.length === 1 ? "problem" : "problems"}`;
  throw new pulumi.RunError([`tandem config: ${count}`, ...lines].join("\n"));
}

/** Pulumi encrypts a section as a whole; only these values in it are secrets. */
function withSecrets(config: { blueprint: string }, registry: Registry): object {
  for (const path of shapeOf(registry, config.blueprint).secrets) {
    const parent = valueAt(config, path.slice(0, -1)) as Record<string, unknown> | undefined;
    const key = path.at(-1)!;
    if (typeof parent?.[key] === "string") parent[key] = pulumi.secret(parent[key]);
  }
  return config;
}
