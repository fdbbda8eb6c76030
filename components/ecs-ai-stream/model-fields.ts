/** The options of the models, each once: who answers, and what each provider needs for it. */
import { choice, list, type Settings, secret, text, variants } from "../fields";
import { FORMS } from "../forms";
import { ModelProvider } from "./args";
import { BEDROCK_EMBEDDING_MODELS } from "./embeddings";
import { MODEL_FORMS } from "./model-forms";

const MODEL_IDS = list(
  text(MODEL_FORMS.modelId, "The id of one model."),
  "The models that may be called, and no others.",
  { min: 1, max: 20, source: "document 000" },
);
const EMBEDDING = "The model that makes vectors of documents and questions, of at most 1536 numbers.";
const EMBEDDING_MODEL_ID = text(MODEL_FORMS.embeddingModelId, EMBEDDING);
const TASK_MODEL_ID = text(
  MODEL_FORMS.modelId,
  "One of modelIds, which writes titles, tags and follow-up questions of chats; without it these are off.",
  { optional: true },
);

export const MODELS = variants("The models, and how they are reached.", "provider", {
  [ModelProvider.Bedrock]: {
    about: "Amazon Bedrock, by the task's role.",
    fields: {
      region: text(FORMS.region, "The one region whose models the role may call.", {
        source: "document 000",
      }),
      modelIds: MODEL_IDS,
      embeddingModelId: choice(BEDROCK_EMBEDDING_MODELS, EMBEDDING, {
        default: BEDROCK_EMBEDDING_MODELS[0],
      }),
      taskModelId: TASK_MODEL_ID,
    },
  },
  [ModelProvider.OpenAi]: {
    about: "An endpoint that speaks OpenAI's API.",
    fields: {
      baseUrl: text(MODEL_FORMS.httpsAddress, "Its address, up to and with /v1."),
      apiKey: secret("Its key, always a Pulumi secret."),
      modelIds: MODEL_IDS,
      embeddingModelId: EMBEDDING_MODEL_ID,
      taskModelId: TASK_MODEL_ID,
    },
  },
  [ModelProvider.Ollama]: {
    about: "An Ollama server that the tasks can reach.",
    source: "document 000",
    fields: {
      baseUrl: text(MODEL_FORMS.httpAddress, "Its address."),
      modelIds: MODEL_IDS,
      embeddingModelId: EMBEDDING_MODEL_ID,
      taskModelId: TASK_MODEL_ID,
    },
  },
});

/** The models with every default filled in. */
export type Models = Settings<{ models: typeof MODELS }>["models"];
