/**
 * The one-line form in which a gate or its evidence says what is wrong (DESIGN 4), and the nearest name for a
 * misspelt one.
 */
import { closest, distance } from "fastest-levenshtein";

/** `<where>: <what is wrong>, got <value>; expected <allowed>. <what to change>` */
export function line(where: string, wrong: string, got: string, expected: string, change: string): string {
  return `${where}: ${wrong}, got ${got}; expected ${expected}. ${change}`;
}

/** A value as it was written, on one line and of at most 60 characters; `none` where there is none. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "none";
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The known name that `name` was probably meant to be; undefined when none is near, or none is known. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(name.toLowerCase(), [...known]);
  return distance(name.toLowerCase(), candidate) <= Math.max(2, candidate.length / 3) ? candidate : undefined;
}

/** A moment in UTC: `2026-11-21`, or `2026-11-21T14:00:00Z` where it is not midnight. */
export function moment(date: Date): string {
  return date.toISOString().replace(".000Z", "Z").replace("T00:00:00Z", "");
}
