/** The crews in the agents service: what is wrong with their limits, and the variables that tell them. Pure. */
import type { Path, Problem } from "../../words/problem";
import { amount, wholeNumber } from "../checks";
import type { CrewsArgs } from "./args";
import { AGENTS_SILENCE_SECONDS, listedProblems } from "./models";

/** The crews with every default filled in. */
export type CrewsSettings = Required<CrewsArgs>;

/** The crews as asked for, with what is left out. */
export function resolveCrews(args: CrewsArgs): CrewsSettings {
  return {
    ...args,
    maxSteps: args.maxSteps ?? 12,
    maxTokens: args.maxTokens ?? 60_000,
    maxSeconds: args.maxSeconds ?? 180,
    maxUsdPerAnswer: args.maxUsdPerAnswer ?? 0.05,
    maxUsdPerDay: args.maxUsdPerDay ?? 1,
  };
}

/** Ranges of the limits; an answer must be there before Open WebUI gives up one that is silent. */
export const CREW_RANGES = {
  maxSteps: { min: 2, max: 100, unit: "steps" },
  maxTokens: { min: 1000, max: 10_000_000, unit: "tokens" },
  maxSeconds: { min: 5, max: AGENTS_SILENCE_SECONDS, unit: "seconds" },
} as const;

/** Ranges in USD; a model of one's own may cost nothing. */
export const CREW_USD = {
  inputUsdPerMillionTokens: { min: 0, max: 1000 },
  outputUsdPerMillionTokens: { min: 0, max: 1000 },
  maxUsdPerAnswer: { min: 0.001, max: 1000 },
  maxUsdPerDay: { min: 0.001, max: 100_000 },
} as const;

/** What the agents call the crews (`services/agents`: `agents/crews/settings.py`); they do not start over a model of that name. */
const CREW_NAMES = ["cloudops-crew", "finops-crew"];

/** What is wrong with the ids of models beside crews. */
export function crewNameProblems(modelIds: readonly string[], at: Path): Problem[] {
  return modelIds.flatMap((id, index) => {
    if (!CREW_NAMES.includes(id)) return [];
    const expected = "another id than a crew's";
    const change = "Remove it, or the section crews.";
    return [{ path: [...at, index], wrong: "a model with the name of a crew", got: id, expected, change }];
  });
}

/** What is wrong with these settings: nothing, or a problem each. */
export function crewProblems(
  crews: CrewsSettings,
  stream: { modelIds: readonly string[]; maxReplicas: number },
  at: Path,
): Problem[] {
  const ranges = [
    ...Object.entries(CREW_RANGES).flatMap(([key, { min, max, unit }]) =>
      wholeNumber([...at, key], crews[key as keyof typeof CREW_RANGES], min, max, unit),
    ),
    ...Object.entries(CREW_USD).flatMap(([key, { min, max }]) =>
      amount([...at, key], crews[key as keyof typeof CREW_USD], min, max, "USD"),
    ),
  ];
  return [
    ...listedProblems([...at, "modelId"], crews.modelId, stream.modelIds),
    ...ranges,
    ...(ranges.length > 0 ? [] : dayProblems(crews, stream.maxReplicas, at)),
  ];
}

/** Each task counts its own spending of a day: its share must pay for one answer at least. */
export function dayProblems(
  { maxUsdPerAnswer, maxUsdPerDay }: Pick<CrewsSettings, "maxUsdPerAnswer" | "maxUsdPerDay">,
  maxReplicas: number,
  at: Path,
): Problem[] {
  if (maxUsdPerDay / maxReplicas >= maxUsdPerAnswer) return [];
  const least = Number((maxUsdPerAnswer * maxReplicas).toPrecision(6));
  return [
    {
      path: [...at, "maxUsdPerDay"],
      wrong: "less than one answer for each task of the agents",
      got: maxUsdPerDay,
      expected: `at least maxUsdPerAnswer times agents.maxReplicas, ${least}`,
      change: `Set it to ${least}, or maxUsdPerAnswer lower.`,
    },
  ];
}

/** The agents' variables, but for where the reports are. */
export function crewVariables(crews: CrewsSettings, maxReplicas: number): Record<string, string> {
  return {
    CREW_MODEL_ID: crews.modelId,
    CREW_MAX_STEPS: String(crews.maxSteps),
    CREW_MAX_TOKENS: String(crews.maxTokens),
    CREW_MAX_SECONDS: String(crews.maxSeconds),
    CREW_MAX_USD_PER_ANSWER: String(crews.maxUsdPerAnswer),
    // Each task counts for itself, and there may be this many.
    CREW_MAX_USD_PER_DAY: String(crews.maxUsdPerDay / maxReplicas),
    CREW_INPUT_USD_PER_MILLION_TOKENS: String(crews.inputUsdPerMillionTokens),
    CREW_OUTPUT_USD_PER_MILLION_TOKENS: String(crews.outputUsdPerMillionTokens),
  };
}
