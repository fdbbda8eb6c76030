/** The options of the crews, each once: which model they think with, what it costs, and how far an answer may go. */
import { amount, type Settings, text, whole } from "../fields";
import { MODEL_FORMS } from "./model-forms";

/** How long the agents wait for a model that has fallen silent (`SILENCE_SECONDS` in `services/agents`). */
export const AGENTS_SILENCE_SECONDS = 300;

/** A model of one's own may cost nothing. */
const PRICE = { unit: "USD", min: 0, max: 1000 } as const;

export const CREWS = {
  modelId: text(MODEL_FORMS.modelId, "The model that they think with, one of models.modelIds."),
  inputUsdPerMillionTokens: amount("What a million tokens that it reads cost.", { ...PRICE, example: 0.06 }),
  outputUsdPerMillionTokens: amount("What a million tokens that it writes cost.", {
    ...PRICE,
    example: 0.24,
  }),
  maxSteps: whole("Calls to the model in one answer.", { unit: "steps", min: 2, max: 100, default: 12 }),
  maxTokens: whole("Tokens in one answer.", { unit: "tokens", min: 1000, max: 10_000_000, default: 60_000 }),
  // An answer must be there before Open WebUI gives up one that is silent.
  maxSeconds: whole("Time for one answer.", {
    unit: "seconds",
    min: 5,
    max: AGENTS_SILENCE_SECONDS,
    default: 180,
  }),
  maxUsdPerAnswer: amount("What one answer may cost.", { unit: "USD", min: 0.001, max: 1000, default: 0.05 }),
  maxUsdPerDay: amount("What the answers of a day may cost; each task of the agents gets its share.", {
    unit: "USD",
    min: 0.001,
    max: 100_000,
    default: 1,
  }),
};

/** The crews with every default filled in. */
export type CrewsSettings = Settings<typeof CREWS>;
