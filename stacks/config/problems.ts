/**
 * How a mistake in the config is told: one clean line in the house form, secrets never shown (DESIGN 4). Every
 * check only states the four parts; the sentence is put together here.
 */
import { closest, distance } from "fastest-levenshtein";
import type { Problem as ComponentProblem } from "../../components/checks";

/** One mistake, in the four parts of the house form. */
export interface Problem {
  /** From the config's root: `["aiStream", "openWebUi", "memoryMiB"]`. */
  path: readonly PropertyKey[];
  /** What is wrong, as the start of a sentence in lower case. */
  wrong: string;
  /** What stands there, ready to be printed: see `show`. */
  got: string;
  /** What is allowed, without a full stop. */
  expected: string;
  /** What to change: whole sentences. */
  change: string;
  /** For an unknown key: the path that was probably meant, so that it is not reported as missing too. */
  meant?: readonly PropertyKey[];
}

/** Everything that is wrong with one environment's config. Never holds a secret; `message` is one line each. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
  }
}

/** `<where>: <key path>: <what is wrong>, got <value>; expected <allowed>. <what to change>` */
export function line(where: string, { path, wrong, got, expected, change }: Problem): string {
  const at = path.length === 0 ? "" : `${keyPath(path)}: `;
  const text = `${where}: ${at}${wrong}, got ${got}; expected ${expected}. ${change}`;
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** The path as `pulumi config set --path` takes it: `tandem:aiStream.notifyEmails[0]`. */
export function keyPath(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  const tail = rest.map((key) => (typeof key === "number" ? `[${key}]` : `.${oneWord(String(key))}`));
  return `tandem:${oneWord(String(first))}${tail.join("")}`;
}

/** What a component's own check found, its `where` being the path that it was given: `tandem:aiStream.agents`. */
export function ofComponent({ where, got, ...rest }: ComponentProblem): Problem {
  const keys = where.replace(/^tandem:/, "").match(/[^.[\]]+/g) ?? [];
  return { ...rest, path: keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), got: show(got) };
}

/** The values that are secrets; whoever holds one of them whole must not be shown either. */
export const SECRET_PATHS: readonly (readonly string[])[] = [
  ["aiStream", "models", "apiKey"],
  ["aiStream", "openWebUi", "singleSignOn", "clientSecret"],
];

/** Whether the value at this path is a secret. */
export function isSecret(path: readonly PropertyKey[]): boolean {
  return SECRET_PATHS.some((secret) => secret.every((key, index) => path[index] === key));
}

function mayHoldSecret(path: readonly PropertyKey[]): boolean {
  return path.length > 0 && SECRET_PATHS.some((secret) => path.every((key, index) => secret[index] === key));
}

/** How a secret is put into the settings. */
export function setSecret(path: readonly PropertyKey[]): string {
  return `"pulumi config set --secret --path ${keyPath(path)}"`;
}

/** The value at this path for a message: short, on one line, without anything that may be a secret. */
export function show(value: unknown, path: readonly PropertyKey[] = []): string {
  if (value === undefined || value === null) return "nothing";
  if (isSecret(path)) return "[secret]";
  if (typeof value === "string") {
    return mayHoldSecret(path) ? "a string" : JSON.stringify(shorten(redact(value)));
  }
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : String(value);
}

/**
 * The text without credentials in an address, without its query, and without what looks like a token: 24 or more
 * characters with letters and digits in one run. An image's digest is no secret and stays.
 */
export function redact(text: string): string {
  return text
    .replace(/\/\/[^/\s]*@/g, "//[secret]@")
    .replace(/\?.*$/s, "?[secret]")
    .replace(/(?<!sha256:)\b(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{24,}/g, "[secret]");
}

/** The allowed name that was probably meant, if one is near enough to be meant. */
export function nearest(name: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0 || name.length > 100) return undefined;
  const lower = name.toLowerCase();
  const best = closest(
    lower,
    allowed.map((one) => one.toLowerCase()),
  );
  const found = allowed.find((one) => one.toLowerCase() === best)!;
  const limit = Math.max(2, Math.floor(Math.max(name.length, found.length) * 0.4));
  return distance(lower, best) <= limit ? found : undefined;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A key as it stands, if it is a plain word; else quoted, so that it cannot break the line. */
export function oneWord(key: string): string {
  const shown = shorten(redact(key));
  return /^[\w:.$[\]-]+$/.test(shown) ? shown : JSON.stringify(shown);
}
