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
export function line(where: string, { path, got, ...wrong }: Problem, secrets: readonly Path[]): string {
  const at = path.length === 0 ? where : `${where}: ${keyPath(path)}`;
  return sentence(at, { ...wrong, got: guarded(got, path, secrets) });
}

/** The path as `pulumi config set --path` takes it: `tandem:aiStream.notifyEmails[0]`. */
export function keyPath(path: Path): string {
  return `tandem:${written(path)}`;
}

/** How a secret is put into the settings. */
export function setSecret(path: Path): string {
  return `"pulumi config set --secret --path ${keyPath(path)}"`;
}

/** The value at this path, or what stands for it where it is a secret, or holds one as a whole. */
function guarded(got: unknown, path: Path, secrets: readonly Path[]): unknown {
  if (got === undefined || got === null) return undefined;
  if (secrets.some((secret) => startsWith(path, secret))) return verbatim("[secret]");
  const around = path.length > 0 && secrets.some((secret) => startsWith(secret, path));
  return typeof got === "string" && around ? verbatim("a string") : got;
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}
