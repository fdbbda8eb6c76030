/** The crews in the agents service: whether a day pays for an answer, and the variables that tell them. Pure. */
import type { Problem } from "../../words/problem";
import type { CrewsSettings } from "./crew-fields";

/** What the agents call the crews (`services/agents`: `agents/crews/settings.py`); they do not start over a model of that name. */
const CREW_NAMES = ["cloudops-crew", "finops-crew"];

/** What is wrong with the ids of models beside crews. */
export function crewNameProblems(modelIds: readonly string[]): Problem[] {
  return modelIds.flatMap((id, index) => {
    if (!CREW_NAMES.includes(id)) return [];
    const expected = "another id than a crew's";
    const change = "Remove it, or the section crews.";
    const path = ["models", "modelIds", index];
    return [{ path, wrong: "a model with the name of a crew", got: id, expected, change }];
  });
}

/** Each task counts its own spending of a day: its share must pay for one answer at least. */
export function dayProblems(
  { maxUsdPerAnswer, maxUsdPerDay }: Pick<CrewsSettings, "maxUsdPerAnswer" | "maxUsdPerDay">,
  maxReplicas: number,
): Problem[] {
  if (maxUsdPerDay / maxReplicas >= maxUsdPerAnswer) return [];
  const least = Number((maxUsdPerAnswer * maxReplicas).toPrecision(6));
  return [
    {
      path: ["crews", "maxUsdPerDay"],
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
