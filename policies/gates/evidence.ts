/**
 * Reads `evidence/<env>.yaml`: measurements, mandates and overrides (DESIGN 6; documents 000 and 001 activate only on
 * quantified triggers). It refuses what is wrong in itself. Age is no mistake: the decision judges it.
 */
import { z } from "zod";
import { GATED_NAMES } from "./features";
import { line, nearest, shown } from "./lines";
import { TRIGGER_NAMES, type TriggerName, triggerNamed } from "./triggers";

/** One measurement, or the count of mandates in force. */
export interface Evidence {
  trigger: TriggerName;
  /** A whole number, at least 0, in the trigger's unit. */
  value: number;
  measuredAt: Date;
  /** Where the value can be checked: a query, a register, a letter. */
  source: string;
  /** Mandates only: the last moment at which the mandate counts unless it is reviewed. */
  reviewBy?: Date;
}

/** A decision by a person that stands in for evidence. */
export interface Override {
  feature: string;
  reason: string;
  approver: string;
  /** The last moment at which it counts. */
  expires: Date;
}

export interface EvidenceFile {
  evidence: Evidence[];
  overrides: Override[];
  /** One line each. Where there is one, nothing in the file may be relied on. */
  problems: string[];
}

const FILE_KEYS = ["evidence", "overrides"];
const EVIDENCE_KEYS = ["trigger", "value", "measuredAt", "source", "reviewBy"];
const OVERRIDE_KEYS = ["feature", "reason", "approver", "expires"];

/** A problem without its place: zod supplies the path, `parse` puts it in front. */
function problem(wrong: string, got: unknown, expected: string, change: string): string {
  return line("", wrong, shown(got), expected, change).slice(2);
}

function text(what: string) {
  return z.unknown().transform((value, context): string => {
    // Line breaks and control characters would break the one-line form in which texts are shown.
    const plain = typeof value === "string" ? value.replace(/[\s\p{Cc}]+/gu, " ").trim() : "";
    if (plain !== "") return plain;
    const wrong = value === undefined || value === null ? "is missing" : "is not a text";
    context.addIssue(problem(wrong, value, what, `Write ${what}`));
    return z.NEVER;
  });
}

const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** The moment that a text names. A day that the calendar lacks (2026-02-30) would roll over silently in `Date`. */
function moment(value: unknown): Date | undefined {
  const day = typeof value === "string" ? DATE.exec(value)?.[1] : undefined;
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`);
  const parsed = new Date(value as string);
  if (Number.isNaN(midnight.getTime()) || Number.isNaN(parsed.getTime())) return undefined;
  return midnight.toISOString().startsWith(day) ? parsed : undefined;
}

interface Limits {
  /** The last moment allowed: now. */
  notAfter?: Date;
  /** The moment that a review must come after: `measuredAt`. */
  after?: Date;
}

function date({ notAfter, after }: Limits = {}) {
  return z.unknown().transform((value, context): Date => {
    const refuse = (wrong: string, expected: string, change: string) => {
      context.addIssue(problem(wrong, value, expected, change));
      return z.NEVER;
    };
    const parsed = moment(value);
    if (parsed === undefined) {
      const wrong = value === undefined || value === null ? "is missing" : "is not a date";
      const expected = "a day (2026-11-20, 00:00 UTC) or a time with its zone (2026-11-20T09:30:00Z)";
      return refuse(wrong, expected, "Write the date");
    }
    if (notAfter !== undefined && !(parsed <= notAfter)) {
      return refuse("is in the future", `${notAfter.toISOString()} or earlier`, "Write when it was measured");
    }
    if (after !== undefined && !(parsed > after)) {
      const expected = `later than measuredAt (${after.toISOString()})`;
      return refuse("is too early", expected, "Write when it is reviewed next");
    }
    return parsed;
  });
}

function oneOf<Name extends string>(what: string, known: readonly Name[]) {
  return z.unknown().transform((value, context): Name => {
    const found = known.find((name) => name === value);
    if (found !== undefined) return found;
    const near = typeof value === "string" ? nearest(value, known) : undefined;
    const wrong = value === undefined || value === null ? "is missing" : `is not a ${what}`;
    const change = near === undefined ? `Write one of these ${what}s` : `Write ${near}`;
    context.addIssue(problem(wrong, value, known.join(", "), change));
    return z.NEVER;
  });
}

const value = z.unknown().transform((given, context): number => {
  if (Number.isSafeInteger(given) && (given as number) >= 0) return given as number;
  const wrong = given === undefined || given === null ? "is missing" : "is not a count";
  context.addIssue(problem(wrong, given, "a whole number, at least 0", "Write the number counted"));
  return z.NEVER;
});

function row<Shape extends z.ZodRawShape>(keys: readonly string[], shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? unknownKeys(issue.keys as string[], keys)
        : problem("is not a mapping", issue.input, `the keys ${keys.join(", ")}`, "Write key: value pairs"),
  });
}

/** Several unknown keys are one issue to zod; each gets its line (`parse` splits at the line break). */
function unknownKeys(given: readonly string[], keys: readonly string[]): string {
  return given
    .map((key) => {
      const near = keys.includes(key) ? undefined : nearest(key, keys);
      if (key === "reviewBy") {
        const expected = "it on mandates only, as a measured value is good for 28 days";
        return problem("reviewBy does not belong here", "reviewBy", expected, "Take it out");
      }
      const change = near === undefined ? "Take it out" : `Write ${near}`;
      return problem("unknown key", key, keys.join(", "), change);
    })
    .join("\n");
}

/** The schema of one row depends on its trigger: mandates need a `reviewBy`, measurements have none. */
function evidenceRow(given: unknown, now: Date) {
  const { trigger, measuredAt } = (given ?? {}) as Record<string, unknown>;
  const shape = {
    trigger: oneOf("trigger", TRIGGER_NAMES),
    value,
    measuredAt: date({ notAfter: now }),
    source: text("where the value can be checked"),
  };
  const known = TRIGGER_NAMES.find((name) => name === trigger);
  // What is unknown cannot be said to need a reviewBy, nor to forbid one.
  if (known === undefined) return row(EVIDENCE_KEYS, { ...shape, reviewBy: z.unknown().optional() });
  if (triggerNamed(known).window !== "mandate") return row(EVIDENCE_KEYS, shape);
  return row(EVIDENCE_KEYS, { ...shape, reviewBy: date({ after: moment(measuredAt) }) });
}

const overrideRow = row(OVERRIDE_KEYS, {
  feature: oneOf("feature with a gate", GATED_NAMES),
  reason: text("why the gate is opened without evidence"),
  approver: text("who approved it"),
  expires: date(),
});

const list = z
  .array(z.unknown(), {
    error: (issue) => problem("is not a list", issue.input, "a list", "Start each row with -"),
  })
  .nullish()
  .transform((rows) => rows ?? []);

/**
 * Checks a document that has been read from YAML (dates as strings), and reports all of its problems at once.
 * An empty document is no evidence. `file` is how messages call it, for example `evidence/bc1.yaml`.
 */
export function parseEvidence(document: unknown, file: string, now: Date): EvidenceFile {
  const result: EvidenceFile = { evidence: [], overrides: [], problems: [] };
  const read = <Out>(schema: z.ZodType<Out>, given: unknown, place: string): Out | undefined => {
    const outcome = schema.safeParse(given);
    if (outcome.success) return outcome.data;
    for (const issue of outcome.error.issues) {
      const where = [place, ...issue.path].filter((part) => part !== "").join(".");
      const lines = issue.message.split("\n");
      result.problems.push(...lines.map((one) => `${[file, where].filter(Boolean).join(":")}: ${one}`));
    }
    return undefined;
  };
  read(
    row(FILE_KEYS, { evidence: z.unknown().optional(), overrides: z.unknown().optional() }),
    document ?? {},
    "",
  );
  const rows = (key: "evidence" | "overrides") =>
    read(list, (document as Record<string, unknown> | null | undefined)?.[key], key) ?? [];
  const evidence = rows("evidence");
  const overrides = rows("overrides");
  evidence.forEach((given, index) => {
    const found = read(evidenceRow(given, now), given, `evidence[${index}]`);
    if (found !== undefined) result.evidence.push(found as Evidence);
  });
  overrides.forEach((given, index) => {
    const found = read(overrideRow, given, `overrides[${index}]`);
    if (found !== undefined) result.overrides.push(found);
  });
  result.problems.push(...repeated(`${file}:evidence`, "trigger", evidence));
  result.problems.push(...repeated(`${file}:overrides`, "feature", overrides));
  return result;
}

/** One row each: with two it would not be plain which of them counts. */
function repeated(place: string, key: "trigger" | "feature", rows: readonly unknown[]): string[] {
  const names = rows.map((given) => (given as Record<string, unknown> | null)?.[key]);
  return names.flatMap((name, index) =>
    typeof name === "string" && names.indexOf(name) < index
      ? [
          line(
            `${place}[${index}].${key}`,
            "is given twice",
            shown(name),
            "one row each",
            "Keep the newest row",
          ),
        ]
      : [],
  );
}
