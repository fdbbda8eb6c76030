/** `tandem:aiStream.crews`: which model the crews think with, what it costs, and how far an answer may go. */
import * as z from "zod/mini";
import { CREW_RANGES, CREW_USD } from "../../components/ecs-ai-stream/crews";
import { amount, facts, text, whole } from "./fields";

const usd = (key: keyof typeof CREW_USD, about: string, example?: number) =>
  amount(about, { unit: "USD", ...CREW_USD[key], example });

export const crews = z
  .strictObject({
    modelId: text("modelId", "The model that they think with, one of models.modelIds."),
    inputUsdPerMillionTokens: usd(
      "inputUsdPerMillionTokens",
      "What a million tokens that it reads cost.",
      0.06,
    ),
    outputUsdPerMillionTokens: usd(
      "outputUsdPerMillionTokens",
      "What a million tokens that it writes cost.",
      0.24,
    ),
    maxSteps: z._default(whole("Calls to the model in one answer.", CREW_RANGES.maxSteps), 12),
    maxTokens: z._default(whole("Tokens in one answer.", CREW_RANGES.maxTokens), 60_000),
    maxSeconds: z._default(whole("Time for one answer.", CREW_RANGES.maxSeconds), 180),
    maxUsdPerAnswer: z._default(usd("maxUsdPerAnswer", "What one answer may cost."), 0.05),
    maxUsdPerDay: z._default(
      usd("maxUsdPerDay", "What the answers of a day may cost; each task of the agents gets its share."),
      1,
    ),
  })
  .register(facts, {
    about:
      "Agents that answer questions about the platform from its published reports, in a bucket of the stream.",
  });
