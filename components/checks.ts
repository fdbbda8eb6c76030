/**
 * Checks of settings, each a list: empty when the value is right. What is wrong is told in one line: where, what, what
 * was got, what is allowed and what to change (DESIGN 4). Pure: the config asks the same checks without Pulumi.
 */
import { type Form, faultOf } from "./forms";

/** What one line says. */
export interface Problem {
  /** Path of the value, for example `tandem:aiStream.openWebUi.memoryMiB`. */
  where: string;
  wrong: string;
  got: unknown;
  expected: string;
  change: string;
}

/** The one line in which a problem is told. */
export function tell({ where, wrong, got, expected, change }: Problem): string {
  const shown = got === undefined ? "nothing" : JSON.stringify(got);
  return `${where}: ${wrong}, got ${shown}; expected ${expected}. ${change}`;
}

/** A whole number within a range, both ends included. */
export function wholeNumber(where: string, got: number, min: number, max: number, unit: string): string[] {
  if (Number.isInteger(got) && got >= min && got <= max) return [];
  const nearest = Math.min(max, Math.max(min, Math.round(Number.isFinite(got) ? got : min)));
  return [
    tell({
      where,
      wrong: "is not a whole number in range",
      got,
      expected: `${min} to ${max} (${unit})`,
      change: `Set it to ${nearest}.`,
    }),
  ];
}

/** A number within a range, both ends included. */
export function amount(where: string, got: number, min: number, max: number, unit: string): string[] {
  if (got >= min && got <= max) return [];
  const nearest = Math.min(max, Math.max(min, Number.isFinite(got) ? got : min));
  return [
    tell({
      where,
      wrong: "is not a number in range",
      got,
      expected: `${min} to ${max} (${unit})`,
      change: `Set it to ${nearest}.`,
    }),
  ];
}

/** One of a list of values. */
export function oneOf(where: string, got: unknown, allowed: readonly unknown[], change: string): string[] {
  if (allowed.includes(got)) return [];
  return [tell({ where, wrong: "is not a known value", got, expected: allowed.join(", "), change })];
}

/** Text of a given form. */
export function inForm(where: string, got: string, form: Form): string[] {
  const fault = faultOf(form, got);
  return fault ? [tell({ where, got, expected: form.words, ...fault })] : [];
}

/** The allowed number that is nearest; of two at the same distance the larger, as too little is the worse mistake. */
export function nearestNumber(value: number, allowed: readonly number[]): number {
  return allowed.reduce((best, one) => (Math.abs(one - value) <= Math.abs(best - value) ? one : best));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], last: "and" | "or" = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
