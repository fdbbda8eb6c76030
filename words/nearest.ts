/** What was probably meant. */
import { closest, distance } from "fastest-levenshtein";

/** The longest name that is looked at: finding the nearest takes time that grows with its square. */
const LONGEST = 100;

/** The allowed name that is nearest, if one is near enough to be meant. Capitals do not count. */
export function nearest(name: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0 || name.length > LONGEST) return undefined;
  const lower = name.toLowerCase();
  const best = closest(
    lower,
    allowed.map((one) => one.toLowerCase()),
  );
  const found = allowed.find((one) => one.toLowerCase() === best)!;
  const limit = Math.max(2, Math.floor(Math.max(name.length, found.length) * 0.4));
  return distance(lower, best) <= limit ? found : undefined;
}

/** The allowed number that is nearest; of two at the same distance the larger, as too little is the worse mistake. */
export function nearestNumber(value: number, allowed: readonly number[]): number {
  return allowed.reduce((best, one) => (Math.abs(one - value) <= Math.abs(best - value) ? one : best));
}
