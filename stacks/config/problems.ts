/** How a mistake in the config is told: one line each, and no secret in any. */
import { type Path, type Problem, sentence, written } from "../../words/problem";
import { verbatim } from "../../words/shown";

/** Everything that is wrong with one environment's config. Never holds a secret; `message` is one line each. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
  }
}

/** `<where>: <key path>: <what is wrong>, got <value>; expected <allowed>. <what to change>` */
export function line(where: string, { path, got, ...wrong }: Problem): string {
  const at = path.length === 0 ? where : `${where}: ${keyPath(path)}`;
  return sentence(at, { ...wrong, got: guarded(got, path) });
}

/** The path as `pulumi config set --path` takes it: `tandem:aiStream.notifyEmails[0]`. */
export function keyPath(path: Path): string {
  return `tandem:${written(path)}`;
}

/** The values that are secrets; whoever holds one of them whole must not be shown either. */
export const SECRET_PATHS: readonly (readonly string[])[] = [
  ["aiStream", "models", "apiKey"],
  ["aiStream", "openWebUi", "singleSignOn", "clientSecret"],
];

/** Whether the value at this path is a secret. */
export function isSecret(path: Path): boolean {
  return SECRET_PATHS.some((secret) => secret.every((key, index) => path[index] === key));
}

function mayHoldSecret(path: Path): boolean {
  return path.length > 0 && SECRET_PATHS.some((secret) => path.every((key, index) => secret[index] === key));
}

/** How a secret is put into the settings. */
export function setSecret(path: Path): string {
  return `"pulumi config set --secret --path ${keyPath(path)}"`;
}

/** The value at this path, or what stands for it where it may be a secret. */
function guarded(got: unknown, path: Path): unknown {
  if (got === undefined || got === null) return undefined;
  if (isSecret(path)) return verbatim("[secret]");
  return typeof got === "string" && mayHoldSecret(path) ? verbatim("a string") : got;
}
