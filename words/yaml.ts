/** Other people's YAML: its value, or its first mistake in the house form. */
import { LineCounter, parseDocument } from "yaml";
import { sentence } from "./problem";
import { redact, starred } from "./redact";
import { verbatim } from "./shown";

/** What a text says, or what is wrong with it: the line that holds it stands below the sentence, with a caret. */
export function readYaml(text: string, file: string): { value?: unknown; problem?: string } {
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
    return { problem: yamlProblem(text, file, line, col, error.code, error.message) };
  }
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value); // throws on a value that holds itself
    return { value };
  } catch {
    const aliases = {
      wrong: "aliases that do not resolve",
      got: verbatim("a stray *"),
      expected: "each alias after its anchor, and outside of it",
      change: "Write the values out.",
    };
    return { problem: sentence(file, aliases) };
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
  const source = starred(text.split(/\r?\n/)[line - 1] ?? "");
  const [wrong, change] = WORDS[code] ?? [
    "not valid YAML",
    `Mend the line: ${redact(message.split("\n")[0]!)}.`,
  ];
  const told = { wrong, got: verbatim("the line below"), expected: "valid YAML", change };
  return [sentence(`${file}:${line}:${col}`, told), `  ${source}`, `  ${" ".repeat(col - 1)}^`].join("\n");
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

/** The text in these bytes; undefined when they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
