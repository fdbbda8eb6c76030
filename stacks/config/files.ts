/** The files of an environment: its settings, and the evidence for its gates. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type EvidenceFile, parseEvidence } from "../../policies/gates/evidence";
import { sentence } from "../../words/problem";
import { verbatim } from "../../words/shown";
import { readYaml, utf8 } from "../../words/yaml";
import { ConfigError } from "./problems";

/** The text of a file; undefined when there is none. @throws ConfigError on what is no text. */
export function readText(root: string, file: string): string | undefined {
  const bytes = bytesOf(path.join(root, file), file);
  const text = bytes && utf8(bytes);
  if (bytes && text === undefined) {
    const change = "Save it as UTF-8.";
    throw unreadable(file, "not text in UTF-8", "bytes of another kind", "YAML in UTF-8", change);
  }
  return text;
}

/** The evidence of an environment; none where there is no file. @throws ConfigError on everything that is wrong in it. */
export function readEvidence(root: string, environment: string, now: Date): EvidenceFile {
  const file = path.posix.join("evidence", `${environment}.yaml`);
  const text = readText(root, file);
  if (text?.trim() === "") {
    const change = "Write evidence: [] where there is none, or remove the file.";
    throw unreadable(file, "an empty file", "nothing", "the keys evidence, overrides", change);
  }
  const { value, problem } = readYaml(text ?? "", file);
  if (problem !== undefined) throw new ConfigError([problem]);
  const read = parseEvidence(value, file, now);
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return read;
}

function bytesOf(full: string, file: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(full);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    const got = code === "EISDIR" ? "a folder" : (code ?? "an error");
    throw unreadable(file, "cannot be read", got, "a file of YAML", "Put a file in its place.");
  }
}

function unreadable(file: string, wrong: string, got: string, expected: string, change: string): ConfigError {
  return new ConfigError([sentence(file, { wrong, got: verbatim(got), expected, change })]);
}
