/** The text of a Pulumi.<env>.yaml as the raw config that Pulumi would hand to the program. */
import { nearest } from "../../words/nearest";
import { sentence } from "../../words/problem";
import { plainKey, verbatim } from "../../words/shown";
import { readYaml } from "../../words/yaml";
import { ConfigError } from "./problems";

/** What a stack file says. */
export interface StackFile {
  /** Full key (`tandem:aws`) to value. Encrypted values are not decrypted: a mark stands for each. */
  raw: Record<string, unknown>;
  /** Paths of the encrypted values: `tandem:aiStream.models.apiKey`. */
  secretKeys: ReadonlySet<string>;
}

/** What Pulumi itself keeps at the top of a stack file. */
const TOP_KEYS = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];
const PROJECT = "tandem";
/** Stands for a value that only Pulumi can decrypt. */
const ENCRYPTED = "[secret]";

/** Parses the text of `file` (its name, for messages). Throws a ConfigError on what YAML or Pulumi would refuse. */
export function parseStackFile(text: string, file: string): StackFile {
  const { value: top, problem } = readYaml(text, file);
  if (problem !== undefined) throw new ConfigError([problem]);
  if (top === null || top === undefined) return { raw: {}, secretKeys: new Set() };
  if (!isMapping(top)) {
    const [expected, change] = ["a mapping with the key config", "Put the keys under config."];
    throw new ConfigError([sentence(file, { wrong: "not a stack file", got: top, expected, change })]);
  }
  const problems = Object.keys(top).flatMap((key) => topKeyProblem(key, file));
  const config = top.config ?? {};
  if (!isMapping(config)) {
    const [expected, change] = ["keys like tandem:aws", "Write them below it, indented."];
    problems.push(sentence(`${file}: config`, { wrong: "not a mapping", got: config, expected, change }));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return fromConfig(config as Record<string, unknown>, file);
}

function fromConfig(config: Record<string, unknown>, file: string): StackFile {
  const raw: Record<string, unknown> = {};
  const secretKeys = new Set<string>();
  for (const [key, value] of Object.entries(config)) {
    // Pulumi reads a key without a namespace as the project's own.
    const fullKey = key.includes(":") ? key : `${PROJECT}:${key}`;
    if (Object.hasOwn(raw, fullKey)) {
      const twice = {
        wrong: "a key that stands there twice",
        got: verbatim(plainKey(key)),
        expected: "each key once",
        change: `Remove ${plainKey(key)} or ${plainKey(fullKey)}.`,
      };
      throw new ConfigError([sentence(`${file}: ${plainKey(fullKey)}`, twice)]);
    }
    raw[fullKey] = withoutSecrets(value, fullKey, secretKeys);
  }
  return { raw, secretKeys };
}

/** The value with a mark for each `{secure: …}`; their paths are added to `secretKeys`. */
function withoutSecrets(value: unknown, path: string, secretKeys: Set<string>): unknown {
  if (Array.isArray(value))
    return value.map((one, index) => withoutSecrets(one, `${path}[${index}]`, secretKeys));
  if (!isMapping(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value.secure === "string") {
    secretKeys.add(path);
    return ENCRYPTED;
  }
  return Object.fromEntries(
    keys.map((key) => [key, withoutSecrets(value[key], `${path}.${key}`, secretKeys)]),
  );
}

function topKeyProblem(key: string, file: string): string[] {
  if (TOP_KEYS.includes(key)) return [];
  const meant = nearest(key, TOP_KEYS);
  const change = key.includes(":")
    ? "Move it under config."
    : meant
      ? `Did you mean ${meant}?`
      : "Move it under config, or remove it.";
  const name = plainKey(key);
  const expected = `one of ${TOP_KEYS.join(", ")}`;
  return [sentence(`${file}: ${name}`, { wrong: "unknown key", got: verbatim(name), expected, change })];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
