/**
 * What each kind of model access takes: what is wrong with it, which permissions the agents need, which port they
 * must reach and which variables tell them. Pure.
 */
import type { Path, Problem } from "../../words/problem";
import type { PolicyStatement } from "../fargate-service/args";
import { flawOf } from "../forms";
import { ModelProvider } from "./args";
import type { Models } from "./model-fields";
import { MODEL_FORMS } from "./model-forms";

/** Model access as resolved; the key itself is no setting. */
export interface ModelsSettings {
  provider: ModelProvider;
  modelIds: string[];
  embeddingModelId: string;
  taskModelId?: string;
  region?: string;
  baseUrl?: string;
  hasApiKey: boolean;
}

/** Bedrock's inference profiles start with the geography that they spread requests over. */
const INFERENCE_PROFILE = /^(global|us|us-gov|eu|apac|jp|au|ca|sa|me|af)\./;

/** The settings, without the key. */
export function resolveModels(models: Models): ModelsSettings {
  const { provider, modelIds, embeddingModelId, taskModelId } = models;
  return {
    provider,
    modelIds,
    embeddingModelId,
    ...(taskModelId === undefined ? {} : { taskModelId }),
    ...(provider === ModelProvider.Bedrock ? { region: models.region } : { baseUrl: models.baseUrl }),
    hasApiKey: provider === ModelProvider.OpenAi,
  };
}

/** What the agents may ask of Bedrock: the models named, in the one region, each for its purpose. Else nothing. */
export function modelStatements(models: ModelsSettings): PolicyStatement[] {
  if (models.provider !== ModelProvider.Bedrock) return [];
  const arn = (id: string) => `arn:aws:bedrock:${models.region}::foundation-model/${id}`;
  return [
    {
      actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      resources: models.modelIds.map(arn),
    },
    { actions: ["bedrock:InvokeModel"], resources: [arn(models.embeddingModelId)] },
  ];
}

/** Variables of the agents' container; the key is not among them, it is a secret. */
export function modelVariables(models: ModelsSettings): Record<string, string> {
  return {
    MODEL_PROVIDER: models.provider,
    MODEL_IDS: models.modelIds.join(","),
    EMBEDDING_MODEL_ID: models.embeddingModelId,
    ...(models.region === undefined ? {} : { MODEL_REGION: models.region }),
    ...(models.baseUrl === undefined ? {} : { MODEL_BASE_URL: models.baseUrl }),
  };
}

/** TCP ports that the agents must reach outside: 443 for AWS and images, and the endpoint's. */
export function modelPorts(models: ModelsSettings): number[] {
  if (models.baseUrl === undefined) return [443];
  const { port, protocol } = new URL(models.baseUrl);
  const own = port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
  return [...new Set([443, own])];
}

/** What is wrong with each of these ids for that provider, beside being listed twice. */
export function modelIdProblems(provider: ModelProvider, ids: readonly string[], at: Path): Problem[] {
  const verdict = provider === ModelProvider.Bedrock ? bedrockId : endpointId;
  return ids.flatMap((id, index) => {
    const flaw = verdict(id);
    return flaw ? [{ path: [...at, index], got: id, ...flaw }] : [];
  });
}

/** What is wrong with a model that must be one of the list; none is right. */
export function listedProblems(at: Path, id: string | undefined, listed: readonly string[]): Problem[] {
  if (id === undefined || listed.includes(id)) return [];
  const change = "Use one of them, or add it to modelIds.";
  return [
    { path: at, wrong: "not one of modelIds", got: id, expected: `one of ${listed.join(", ")}`, change },
  ];
}

type IdFlaw = Omit<Problem, "path" | "got">;

function bedrockId(id: string): IdFlaw | undefined {
  if (INFERENCE_PROFILE.test(id)) {
    return {
      wrong: "an inference profile, which sends prompts to other regions",
      expected: "the id of a foundation model",
      change: `Use ${id.replace(INFERENCE_PROFILE, "")} in a region that has it.`,
    };
  }
  if (/^[a-z0-9-]+\.[A-Za-z0-9.:-]+$/.test(id)) return undefined;
  const expected = "the id of a foundation model, <provider>.<model>";
  const change = `Write it like ${MODEL_FORMS.modelId.example}.`;
  return { wrong: "not a model of Bedrock", expected, change };
}

function endpointId(id: string): IdFlaw | undefined {
  if (id === "echo") {
    const expected = "a model of the endpoint";
    return { wrong: "a model that the agents have of their own", expected, change: "Remove it." };
  }
  const flaw = flawOf(MODEL_FORMS.modelId, id);
  return flaw && { expected: MODEL_FORMS.modelId.words, ...flaw };
}
