/** What rules are given from outside, beside the plan: read key by key, and judged as the same figure in a stack file. */

import { nearest } from "../../words/nearest";
import { type Path, type Problem, sentence, type Wrong } from "../../words/problem";
import { plainKey, verbatim } from "../../words/shown";
import { flawOfFigure, flawOfUsage, LIMITS } from "../budget/limits";
import { USAGE, type Usage } from "../budget/usage";

export interface Given {
  /** USD for the hours. */
  capUsd?: number;
  hours?: number;
  region?: string;
  usage?: Usage;
}

type Flaw = (got: unknown, path: Path) => Problem[];

const KEYS: Record<keyof Given, Flaw> = {
  capUsd: (got, path) => told(path, flawOfFigure(got, LIMITS.capUsd)),
  hours: (got, path) => told(path, flawOfFigure(got, LIMITS.hours)),
  region: (got, path) => told(path, flawOfRegion(got)),
  usage: usageProblems,
};

/** The flaws of what is given; when there are none, it is what it says it is. */
export function givenProblems(given: Record<string, unknown>): Problem[] {
  return mappingProblems(given, [], KEYS);
}

/** The same, a line each. `where` is what holds the keys. */
export function givenLines(given: Record<string, unknown>, where: string): string[] {
  return givenProblems(given).map(({ path, ...wrong }) => sentence(`${where}: ${path.join(".")}`, wrong));
}

/** The flaws of declared usage. */
export function usageProblems(got: unknown, path: Path = []): Problem[] {
  const amount: Flaw = (value, at) => told(at, flawOfUsage(value));
  return mappingProblems(got, path, Object.fromEntries(USAGE.map(({ key }) => [key, amount])));
}

function mappingProblems(got: unknown, path: Path, keys: Record<string, Flaw>): Problem[] {
  const known = Object.keys(keys);
  if (typeof got !== "object" || got === null || Array.isArray(got)) {
    const expected = `a mapping of ${known.join(", ")}`;
    return [{ path, wrong: "not a mapping", got, expected, change: "Write key: value pairs." }];
  }
  return Object.entries(got).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (Object.hasOwn(keys, key)) return keys[key]!(value, [...path, key]);
    const meant = nearest(key, known);
    const change = meant ? `Did you mean ${meant}?` : "Remove it.";
    const expected = `one of ${known.join(", ")}`;
    return [{ path: [...path, key], wrong: "unknown key", got: verbatim(plainKey(key)), expected, change }];
  });
}

function flawOfRegion(got: unknown): Wrong | undefined {
  if (typeof got === "string" && /^[a-z0-9-]+$/.test(got)) return undefined;
  return { wrong: "not a region", got, expected: "a name such as us-east-1", change: "Write its name." };
}

function told(path: Path, wrong: Wrong | undefined): Problem[] {
  return wrong ? [{ path, ...wrong }] : [];
}
