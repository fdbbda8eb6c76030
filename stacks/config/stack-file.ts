/** The text of a Pulumi.<env>.yaml as the raw config that Pulumi would hand to the program. */
import { LineCounter, parseDocument } from "yaml";
import { ConfigError, nearest, oneWord, redact, show } from "./problems";

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
  const top = parseYaml(text, file);
  if (top === null || top === undefined) return { raw: {}, secretKeys: new Set() };
  if (!isMapping(top)) {
    const expected = "a mapping with the key config";
    throw new ConfigError([
      `${file}: not a stack file, got ${show(top)}; expected ${expected}. Put the keys under config.`,
    ]);
  }
  const problems = Object.keys(top).flatMap((key) => topKeyProblem(key, file));
  const config = top.config ?? {};
  if (!isMapping(config)) {
    problems.push(
      `${file}: config: not a mapping, got ${show(config)}; expected keys like tandem:aws. Write them below it, indented.`,
    );
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
      const change = `Remove ${oneWord(key)} or ${oneWord(fullKey)}.`;
      throw new ConfigError([
        `${file}: ${oneWord(fullKey)}: a key that stands there twice, got ${oneWord(key)}; expected each key once. ${change}`,
      ]);
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
  return [
    `${file}: ${oneWord(key)}: unknown key, got ${oneWord(key)}; expected one of ${TOP_KEYS.join(", ")}. ${change}`,
  ];
}

function parseYaml(text: string, file: string): unknown {
  const lines = new LineCounter();
  // Merge keys and 1.2 scalars: what Pulumi's own reader takes.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: "error",
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new ConfigError([yamlProblem(text, file, line, col, error.code, error.message)]);
  }
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value); // throws on a value that holds itself
    return value;
  } catch {
    throw new ConfigError([
      `${file}: aliases that do not resolve, got a stray *; expected each alias after its anchor, and outside of it. Write the values out.`,
    ]);
  }
}

/** The house form, then the line itself with a caret: a YAML mistake is seen faster than it is described. */
function yamlProblem(
  text: string,
  file: string,
  line: number,
  col: number,
  code: string,
  message: string,
): string {
  const source = masked(text.split(/\r?\n/)[line - 1] ?? "");
  const [wrong, change] = WORDS[code] ?? [
    "not valid YAML",
    `Mend the line: ${redact(message.split("\n")[0]!)}.`,
  ];
  const first = `${file}:${line}:${col}: ${wrong}, got the line below; expected valid YAML. ${change}`;
  return [first, `  ${source}`, `  ${" ".repeat(col - 1)}^`].join("\n");
}

const WORDS: Record<string, [wrong: string, change: string]> = {
  DUPLICATE_KEY: ["a key that stands there twice", "Remove one of the two."],
  TAB_AS_INDENT: ["a tab", "Indent with spaces."],
  BAD_INDENT: [
    "wrong indentation",
    "Indent it like the lines beside it, and close what the line above opens.",
  ],
  MISSING_CHAR: ["a missing character", "Close the quote or bracket, or add the colon."],
  MULTIPLE_DOCS: ["a second document", "Keep one document in a file."],
};

/** The line with `*` for what may be a secret, character by character, so that the caret stays where it belongs. */
function masked(source: string): string {
  return source
    .replace(
      /((?:key|token|secret|secure|password)["']?\s*:\s*)(.*)$/i,
      (_, key: string, value: string) => key + value.replace(/\S/g, "*"),
    )
    .replace(/[A-Za-z0-9_+/=-]{24,}/g, (run) => "*".repeat(run.length));
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
