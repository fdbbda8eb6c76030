/** Checks of settings, each a list: empty when the value is right. Pure: the config asks the same ones without Pulumi. */
import type { Path, Problem } from "../words/problem";
import { type Form, flawOf } from "./forms";

/** A whole number within a range, both ends included. */
export function wholeNumber(path: Path, got: number, min: number, max: number, unit: string): Problem[] {
  if (Number.isInteger(got) && got >= min && got <= max) return [];
  const nearest = Math.min(max, Math.max(min, Math.round(Number.isFinite(got) ? got : min)));
  return [outOfRange(path, "is not a whole number in range", got, `${min} to ${max} (${unit})`, nearest)];
}

/** A number within a range, both ends included. */
export function amount(path: Path, got: number, min: number, max: number, unit: string): Problem[] {
  if (got >= min && got <= max) return [];
  const nearest = Math.min(max, Math.max(min, Number.isFinite(got) ? got : min));
  return [outOfRange(path, "is not a number in range", got, `${min} to ${max} (${unit})`, nearest)];
}

function outOfRange(path: Path, wrong: string, got: number, expected: string, nearest: number): Problem {
  return { path, wrong, got, expected, change: `Set it to ${nearest}.` };
}

/** One of a list of values. */
export function oneOf(path: Path, got: unknown, allowed: readonly unknown[], change: string): Problem[] {
  if (allowed.includes(got)) return [];
  return [{ path, wrong: "is not a known value", got, expected: allowed.join(", "), change }];
}

/** Text of a given form. */
export function inForm(path: Path, got: string, form: Form): Problem[] {
  const flaw = flawOf(form, got);
  return flaw ? [{ path, got, expected: form.words, ...flaw }] : [];
}
