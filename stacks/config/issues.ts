/** From what zod found to what is wrong, by the fields that the schema is made of. */
import type * as z from "zod/mini";
import { chosen, type Field, type Section } from "../../components/fields";
import { valueAt } from "../../components/judge";
import { chooserOf, verdictOn } from "../../components/verdict";
import { nearest } from "../../words/nearest";
import type { Path, Problem } from "../../words/problem";
import { plainKey, verbatim } from "../../words/shown";
import { setSecret } from "./problems";

const ARM64 =
  "Remove it: Fargate offers ARM64, not a generation of it such as Graviton4, and every task here is ARM64.";
const REPLICAS = "Remove it: Open WebUI has replicas, and agents has minReplicas and maxReplicas.";

/** Keys that people expect from other tools, and what to do instead. */
const EXPECTED_ELSEWHERE = new Map([
  ...["architecture", "cpuArchitecture", "arch"].map((key) => [key, ARM64] as const),
  ...["desiredCount", "desireCount", "count"].map((key) => [key, REPLICAS] as const),
]);

/** A problem with a key of the config. */
export interface KeyProblem extends Problem {
  /** For an unknown key: the path that was probably meant, so that it is not reported as missing too. */
  meant?: Path;
}

/** What zod says of a value, where and why. */
export type Issue = Pick<z.core.$ZodIssue, "code"> & { path: Path; keys?: readonly string[] };

/** The problems of one issue: an unknown key each, or the one value that is wrong. */
export function problemsOf(issue: Issue, config: unknown, root: Section): KeyProblem[] {
  const { path } = issue;
  const field = fieldAt(path, config, root);
  if (issue.code === "unrecognized_keys") {
    const allowed = keysOf(field, valueAt(config, path));
    return issue.keys!.map((key) => unknownKey(allowed, path, key));
  }
  const value = valueAt(config, path);
  const choosing = field.kind === "variants" && path.at(-1) === field.chooser;
  const verdict = verdictOn(choosing ? chooserOf(field) : field, value)!;
  const secretAbsent = field.kind === "secret" && (value === undefined || value === null);
  const change = secretAbsent ? `Set it with ${setSecret(path)}.` : verdict.change;
  return [{ path, got: value, ...verdict, change }];
}

/** The field at this path; for the key that chooses between variants, the variants themselves. */
function fieldAt(path: Path, config: unknown, root: Section): Field {
  return path.reduce<Field>((field, key, depth) => {
    if (field.kind === "list") return field.of;
    if (field.kind === "variants") {
      if (key === field.chooser) return field;
      const option = chosen(field, valueAt(config, path.slice(0, depth)));
      return option?.fields[key as string] ?? field;
    }
    return field.kind === "section" ? (field.fields[key as string] ?? field) : field;
  }, root);
}

function keysOf(field: Field, value: unknown): string[] {
  if (field.kind === "variants") {
    return [field.chooser, ...Object.keys(chosen(field, value)?.fields ?? {})];
  }
  return field.kind === "section" ? Object.keys(field.fields) : [];
}

function unknownKey(keys: readonly string[], path: Path, key: string): KeyProblem {
  const allowed = keys.map((one) => (path.length === 0 ? `tandem:${one}` : one));
  const written = path.length === 0 ? `tandem:${key}` : key;
  const meant = nearest(written, allowed);
  const elsewhere = EXPECTED_ELSEWHERE.get(key);
  return {
    path: [...path, key],
    wrong: "unknown key",
    got: verbatim(plainKey(written)),
    expected: `one of ${allowed.join(", ")}`,
    change: elsewhere ?? (meant ? `Did you mean ${meant}?` : "Remove it."),
    meant: meant === undefined ? undefined : [...path, meant.replace(/^tandem:/, "")],
  };
}
