/**
 * Reads `evidence/<env>.yaml`: measurements, mandates and overrides (documents 000 and 001 activate only on
 * quantified triggers). It refuses what is wrong in itself. Age is no mistake: the decision judges it.
 */
import { nearest } from "../../words/nearest";
import { type Path, type Problem, sentence, type Wrong, written } from "../../words/problem";
import { inFull, oneLine, verbatim } from "../../words/shown";
import { GATED_NAMES } from "./features";
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

/** What a key must hold: the value, or what is wrong with it. */
type Field<T> = (given: unknown) => T | Mistake;
type Fields<T> = { [K in keyof T]-?: Field<T[K]> };

class Mistake {
  readonly told: Wrong;

  constructor(wrong: string, given: unknown, expected: string, change: string) {
    const absent = given === undefined || given === null;
    this.told = { wrong, got: absent ? verbatim("none") : inFull(given), expected, change };
  }
}

/** The mistake of a value that is not there, or is not what it should be. */
function not(what: string, given: unknown, expected: string, change: string): Mistake {
  const absent = given === undefined || given === null;
  return new Mistake(absent ? "is missing" : `is not ${what}`, given, expected, change);
}

function text(what: string): Field<string> {
  return (given) => {
    // Line breaks and control characters would break the one-line form in which texts are shown.
    const plain = typeof given === "string" ? oneLine(given).replace(/\s+/g, " ").trim() : "";
    return plain === "" ? not("a text", given, what, `Write ${what}`) : plain;
  };
}

const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const DATES = "a day (2026-11-20, 00:00 UTC) or a time with its zone (2026-11-20T09:30:00Z)";

/** The moment that a text names. A day that the calendar lacks (2026-02-30) would roll over silently in `Date`. */
function moment(value: unknown): Date | undefined {
  const day = typeof value === "string" ? DATE.exec(value)?.[1] : undefined;
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`);
  const parsed = new Date(value as string);
  if (Number.isNaN(midnight.getTime()) || Number.isNaN(parsed.getTime())) return undefined;
  return midnight.toISOString().startsWith(day) ? parsed : undefined;
}

const date: Field<Date> = (given) => moment(given) ?? not("a date", given, DATES, "Write the date");

function dateUntil(now: Date): Field<Date> {
  return (given) => {
    const found = date(given);
    if (found instanceof Mistake || found <= now) return found;
    return new Mistake(
      "is in the future",
      given,
      `${now.toISOString()} or earlier`,
      "Write when it was measured",
    );
  };
}

/** A review comes after what it reviews, where that is known. */
function dateAfter(measuredAt: Date | undefined): Field<Date> {
  return (given) => {
    const found = date(given);
    if (found instanceof Mistake || measuredAt === undefined || found > measuredAt) return found;
    const expected = `later than measuredAt (${measuredAt.toISOString()})`;
    return new Mistake("is too early", given, expected, "Write when it is reviewed next");
  };
}

function oneOf<Name extends string>(what: string, known: readonly Name[]): Field<Name> {
  return (given) => {
    const found = known.find((name) => name === given);
    if (found !== undefined) return found;
    const near = typeof given === "string" ? nearest(given, known) : undefined;
    const change = near === undefined ? `Write one of these ${what}s` : `Write ${near}`;
    return not(`a ${what}`, given, known.join(", "), change);
  };
}

const count: Field<number> = (given) => {
  if (Number.isSafeInteger(given) && (given as number) >= 0) return given as number;
  return not("a count", given, "a whole number, at least 0", "Write the number counted");
};

const anything: Field<unknown> = (given) => given;

function isMapping(given: unknown): given is Record<string, unknown> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function unknownKey(key: string, keys: readonly string[]): Mistake {
  if (keys.includes(key)) {
    const expected = "it on mandates only, as a measured value is good for 28 days";
    return new Mistake(`${key} does not belong here`, key, expected, "Take it out");
  }
  const near = nearest(key, keys);
  return new Mistake(
    "unknown key",
    key,
    keys.join(", "),
    near === undefined ? "Take it out" : `Write ${near}`,
  );
}

const FILE_KEYS = ["evidence", "overrides"] as const;
const EVIDENCE_KEYS = ["trigger", "value", "measuredAt", "source", "reviewBy"] as const;
const OVERRIDE_KEYS = ["feature", "reason", "approver", "expires"] as const;

const OVERRIDE: Fields<Override> = {
  feature: oneOf("feature with a gate", GATED_NAMES),
  reason: text("why the gate is opened without evidence"),
  approver: text("who approved it"),
  expires: date,
};

/** What a row must hold depends on its trigger: mandates need a `reviewBy`, measurements have none. */
function evidenceFields(
  { trigger, measuredAt }: Record<string, unknown>,
  now: Date,
): Partial<Fields<Evidence>> {
  const fields = {
    trigger: oneOf("trigger", TRIGGER_NAMES),
    value: count,
    measuredAt: dateUntil(now),
    source: text("where the value can be checked"),
  };
  const known = TRIGGER_NAMES.find((name) => name === trigger);
  // What is unknown cannot be said to need a reviewBy, nor to forbid one.
  if (known === undefined) return { ...fields, reviewBy: anything as Field<Date> };
  if (triggerNamed(known).window !== "mandate") return fields;
  return { ...fields, reviewBy: dateAfter(moment(measuredAt)) };
}

/**
 * Checks a document that has been read from YAML (dates as strings), and reports all of its problems at once.
 * An empty document is no evidence. `file` is how messages call it, for example `evidence/bc1.yaml`.
 */
export function parseEvidence(document: unknown, file: string, now: Date): EvidenceFile {
  const problems: Problem[] = [];
  const report = (path: Path, { told }: Mistake) => void problems.push({ path, ...told });
  const read = <T>(given: unknown, path: Path, keys: readonly string[], fields: Partial<Fields<T>>) => {
    if (!isMapping(given)) {
      const expected = `the keys ${keys.join(", ")}`;
      return report(path, new Mistake("is not a mapping", given, expected, "Write key: value pairs"));
    }
    const before = problems.length;
    const entries = Object.entries<Field<unknown>>(fields as Record<string, Field<unknown>>).map(
      ([key, field]) => [key, field(given[key])] as const,
    );
    for (const [key, value] of entries) if (value instanceof Mistake) report([...path, key], value);
    for (const key of Object.keys(given))
      if (!Object.hasOwn(fields, key)) report(path, unknownKey(key, keys));
    return problems.length === before ? (Object.fromEntries(entries) as T) : undefined;
  };
  const top = document ?? {};
  read(top, [], FILE_KEYS, { evidence: anything, overrides: anything });
  const rows = (key: (typeof FILE_KEYS)[number]): unknown[] => {
    const given = (isMapping(top) ? top[key] : undefined) ?? [];
    if (Array.isArray(given)) return given;
    report([key], new Mistake("is not a list", given, "a list", "Start each row with -"));
    return [];
  };
  const evidence = rows("evidence");
  const overrides = rows("overrides");
  const result = {
    evidence: evidence.flatMap((given, index) => {
      const fields = evidenceFields(isMapping(given) ? given : {}, now);
      return read<Evidence>(given, ["evidence", index], EVIDENCE_KEYS, fields) ?? [];
    }),
    overrides: overrides.flatMap(
      (given, index) => read<Override>(given, ["overrides", index], OVERRIDE_KEYS, OVERRIDE) ?? [],
    ),
  };
  problems.push(...repeated("evidence", "trigger", evidence), ...repeated("overrides", "feature", overrides));
  const where = (path: Path) => (path.length === 0 ? file : `${file}:${written(path)}`);
  return { ...result, problems: problems.map((problem) => sentence(where(problem.path), problem)) };
}

/** One row each: with two it would not be plain which of them counts. */
function repeated(list: string, key: "trigger" | "feature", rows: readonly unknown[]): Problem[] {
  const names = rows.map((given) => (isMapping(given) ? given[key] : undefined));
  return names.flatMap((name, index) => {
    if (typeof name !== "string" || names.indexOf(name) === index) return [];
    const { told } = new Mistake("is given twice", name, "one row each", "Keep the newest row");
    return [{ path: [list, index, key], ...told }];
  });
}
