/**
 * Checks of settings, each a list of lines: empty when the value is right. A line says where, what is wrong, what
 * was got, what is allowed and what to change (DESIGN 4).
 */
import * as pulumi from "@pulumi/pulumi";

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

/** Stops the program with these lines, without a stack trace; does nothing when there are none. */
export function refuse(lines: string[]): void {
  if (lines.length > 0) throw new pulumi.RunError(lines.join("\n"));
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

/** One of a list of values. */
export function oneOf(where: string, got: unknown, allowed: readonly unknown[], change: string): string[] {
  if (allowed.includes(got)) return [];
  return [tell({ where, wrong: "is not a known value", got, expected: allowed.join(", "), change })];
}

/** Text of a given form. `expected` names the form, with an example. */
export function matches(
  where: string,
  got: string,
  form: RegExp,
  expected: string,
  change: string,
): string[] {
  return form.test(got) ? [] : [tell({ where, wrong: "has the wrong form", got, expected, change })];
}
