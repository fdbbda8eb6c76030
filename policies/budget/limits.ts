/** The figures of a budget that come from outside, wherever they stand: in a stack file, on a command line, in a pack's config. */
import type { Wrong } from "../../words/problem";

export interface Limits {
  unit: string;
  min: number;
  max: number;
}

/** Whole numbers. */
export const LIMITS = {
  capUsd: { unit: "USD", min: 1, max: 1_000_000 },
  hours: { unit: "hours", min: 1, max: 8760 },
} as const satisfies Record<string, Limits>;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A figure as people type it; what is none stays text, so that it can be told. */
export function typedFigure(text: string): number | string {
  return DECIMAL.test(text) ? Number(text) : text;
}

/** What is wrong with a figure that must be whole and within limits; undefined when nothing is. */
export function flawOfFigure(got: unknown, { unit, min, max }: Limits): Wrong | undefined {
  const expected = `a whole number of ${unit} from ${min} to ${max}`;
  const digits = `Write it in digits, for example ${min}.`;
  if (typeof got !== "number") return { wrong: "not a number", got, expected, change: digits };
  if (!Number.isFinite(got)) return { wrong: "not a finite number", got, expected, change: digits };
  const nearby = `Set it to ${Math.round(Math.min(Math.max(got, min), max))}.`;
  if (got < min) return { wrong: "too small", got, expected, change: nearby };
  if (got > max) return { wrong: "too large", got, expected, change: nearby };
  return Number.isInteger(got) ? undefined : { wrong: "not a whole number", got, expected, change: nearby };
}

/** What is wrong with an amount that is used in a month; undefined when nothing is. */
export function flawOfUsage(got: unknown): Wrong | undefined {
  if (typeof got === "number" && Number.isFinite(got) && got >= 0) return undefined;
  const wrong = typeof got === "number" ? "not a finite number of 0 or more" : "not a number";
  return { wrong, got, expected: "a number of at least 0", change: "Write what is used in a month." };
}
