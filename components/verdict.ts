/**
 * What a field allows, in words, and what is wrong with a value that it does not: the only place where the wording of a
 * type, a range or a choice is decided, for the config as for a component's own arguments.
 */
import { nearest, nearestNumber } from "../words/nearest";
import type { Problem } from "../words/problem";
import type { ChoiceField, Field, ListField, NumberField, TextField, Variants } from "./fields";
import { FORMS, flawOf } from "./forms";

type Verdict = Pick<Problem, "wrong" | "expected" | "change">;
type ValueVerdict = Pick<Problem, "wrong" | "change"> & { expected?: string };

/** What is wrong with this value itself, whatever is inside it; undefined where nothing is. */
export function verdictOn(field: Field, value: unknown): Verdict | undefined {
  const verdict = absent(field, value) ?? ofKind(field, value);
  return verdict && { expected: allowedBy(field), ...verdict };
}

/** What this field allows, in words that can stand after "expected". */
export function allowedBy(field: Field): string {
  switch (field.kind) {
    case "number":
      return numberWords(field);
    case "text":
      return field.form.words;
    case "secret":
      return "a secret";
    case "flag":
      return "true or false";
    case "list":
      return `a list of ${field.min} to ${field.max}, each ${allowedBy(field.of)}`;
    case "section":
      return `a mapping of ${Object.keys(field.fields).join(", ")}`;
    case "variants":
      return `a mapping with ${field.chooser}: ${allowedBy(chooserOf(field))}`;
    case "choice":
      if (field.values.length === 1) return String(field.values[0]);
      return `one of ${field.values.join(", ")}${field.unit ? ` (${field.unit})` : ""}`;
  }
}

/** The field by which a variant is chosen. */
export function chooserOf({ options }: Variants): ChoiceField<string> {
  return { kind: "choice", about: "", values: Object.keys(options) };
}

function ofKind(field: Field, value: unknown): ValueVerdict | undefined {
  switch (field.kind) {
    case "number":
      return numberVerdict(field, value);
    case "text":
      return textVerdict(field, value);
    case "secret":
      return secretVerdict(value);
    case "choice":
      return choiceVerdict(field, value);
    case "flag":
      return typeof value === "boolean" ? undefined : FLAG;
    case "list":
      return listVerdict(field, value);
    default:
      return typeof value === "object" && !Array.isArray(value) ? undefined : MAPPING;
  }
}

const FLAG = { wrong: "not true or false", change: "Write true or false, without quotes." };
const MAPPING = { wrong: "not a mapping", change: "Write its keys below it, indented." };

function secretVerdict(value: unknown): ValueVerdict | undefined {
  if (typeof value !== "string") return { wrong: "not a text", change: "Write it like a secret." };
  return /^\S+$/.test(value) ? undefined : { wrong: "wrong form", change: "Write it like a secret." };
}

function absent(field: Field, value: unknown): ValueVerdict | undefined {
  if (value !== undefined && value !== null) return undefined;
  return { wrong: value === null ? "empty" : "missing", change: `Add it, ${likeThis(field)}.` };
}

/** How a value of this kind is written, for something that is not there yet. */
function likeThis(field: Field): string {
  switch (field.kind) {
    case "number":
      return `for example ${field.example ?? field.min}`;
    case "text":
      return `for example ${field.form.example}`;
    case "secret":
      return "as a secret";
    case "choice":
      return `for example ${field.values[0]}`;
    case "flag":
      return "true or false";
    case "list":
      return 'one "- " line for each';
    case "section":
      return `with ${Object.keys(field.fields).join(", ")} below it`;
    case "variants":
      return `for example ${Object.keys(field.options)[0]}`;
  }
}

function numberWords({ unit, min, max, whole }: NumberField): string {
  const kind = `a ${whole ? "whole " : ""}number${unit ? ` of ${unit}` : ""}`;
  if (max !== undefined) return `${kind} from ${min} to ${max}`;
  return unit ? `${kind}, at least ${min}` : `${kind} of at least ${min}`;
}

function numberVerdict(field: NumberField, value: unknown): ValueVerdict | undefined {
  const inDigits = `Write it in digits, for example ${field.example ?? field.min}.`;
  if (typeof value !== "number") {
    const digits = typeof value === "string" ? /-?\d+(\.\d+)?/.exec(value)?.[0] : undefined;
    if (digits === undefined) return { wrong: "not a number", change: inDigits };
    const change = `Write ${within(field, Number(digits))}, without quotes or unit.`;
    return { wrong: "a text, not a number", change };
  }
  if (!Number.isFinite(value)) return { wrong: "not a finite number", change: inDigits };
  const nearby = `Set it to ${within(field, value)}.`;
  if (value < field.min) {
    const should = `Set it to what it should be, for example ${field.example}.`;
    return { wrong: "too small", change: field.example ? should : nearby };
  }
  if (field.max !== undefined && value > field.max) return { wrong: "too large", change: nearby };
  return field.whole && !Number.isSafeInteger(value)
    ? { wrong: "not a whole number", change: nearby }
    : undefined;
}

function within({ min, max, whole }: NumberField, value: number): number {
  const bounded = Math.min(Math.max(value, min), max ?? Number.MAX_SAFE_INTEGER);
  return whole ? Math.round(bounded) : bounded;
}

function textVerdict({ form }: TextField, value: unknown): ValueVerdict | undefined {
  if (typeof value === "string") return flawOf(form, value);
  if (typeof value !== "number") return { wrong: "not a text", change: `Write it like ${form.example}.` };
  const digits = form === FORMS.accountId ? String(value).padStart(12, "0") : String(value);
  const zeros = digits === String(value) ? "" : ", with the zeros that YAML drops from its start";
  return { wrong: "a number, not a text", change: `Put it in quotes${zeros}: "${digits}".` };
}

function choiceVerdict({ values, unit }: ChoiceField, value: unknown): ValueVerdict | undefined {
  if (values.includes(value as string)) return undefined;
  const numbers = values.filter((one) => typeof one === "number");
  if (numbers.length > 0) {
    if (typeof value !== "number" || Number.isNaN(value))
      return { wrong: "not a number", change: "Write one of them in digits, without quotes or unit." };
    const change = `Set it to ${nearestNumber(value, numbers)}, the nearest.`;
    return { wrong: `not an allowed number of ${unit}`, change };
  }
  const meant = typeof value === "string" ? nearest(value, values as string[]) : undefined;
  const change = meant ? `Did you mean ${meant}?` : "Set it to one of them.";
  return { wrong: "not one of the allowed values", change };
}

function listVerdict({ min, max }: ListField, value: unknown): ValueVerdict | undefined {
  if (!Array.isArray(value))
    return { wrong: "not a list", change: 'Write it as a list, one "- " line for each.' };
  const { length } = value;
  if (length < min) return { wrong: `a list of only ${length}`, change: `Add ${min - length}.` };
  return length > max ? { wrong: `a list of ${length}`, change: `Remove ${length - max}.` } : undefined;
}
