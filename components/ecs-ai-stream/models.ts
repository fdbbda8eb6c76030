/**
 * What each kind of model access takes: what is wrong with it, which permissions the agents need, which port they
 * must reach and which variables tell them. Pure.
 */
import { inForm, oneOf, type Problem, tell } from "../checks";
import type { PolicyStatement } from "../fargate-service/args";
import { type Fault, FORMS, type Form, faultOf } from "../forms";
import { ModelProvider, type ModelsArgs } from "./args";
import { embeddingModel } from "./embeddings";
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

/** How long the agents wait for a model that has fallen silent (`services/agents`: read timeouts of its models). */
export const AGENTS_SILENCE_SECONDS = 300;

/** Bedrock's inference profiles start with the geography that they spread requests over. */
const INFERENCE_PROFILE = /^(global|us|us-gov|eu|apac|jp|au|ca|sa|me|af)\./;

/** The settings, with the stream's region where Bedrock is asked without one. */
export function resolveModels(args: ModelsArgs, streamRegion: string): ModelsSettings {
  const bedrock = args.provider === ModelProvider.Bedrock;
  return {
    provider: args.provider,
    modelIds: args.modelIds,
    embeddingModelId: embeddingModel(args) as string, // where it is missing, `embeddingProblems` says so
    ...(args.taskModelId === undefined ? {} : { taskModelId: args.taskModelId }),
    ...(bedrock ? { region: args.region ?? streamRegion } : { baseUrl: args.baseUrl }),
    hasApiKey: args.apiKey !== undefined,
  };
}

/** What is wrong with these arguments: a line for each problem. */
export function modelProblems(args: ModelsArgs, where: string): string[] {
  const provider = `${where}.provider`;
  const known = oneOf(provider, args.provider, Object.values(ModelProvider), "Set it to bedrock.");
  if (known.length > 0) return known;
  return [
    ...listProblems(args.modelIds, `${where}.modelIds`),
    ...modelIdProblems(args.provider, args.modelIds, `${where}.modelIds`).map(tell),
    ...listedProblems(`${where}.taskModelId`, args.taskModelId, args.modelIds).map(tell),
    ...(args.provider === ModelProvider.Bedrock
      ? bedrockProblems(args, where)
      : endpointProblems(args, where)),
  ];
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

function listProblems(ids: string[], where: string): string[] {
  if (ids.length > 0 && new Set(ids).size === ids.length) return [];
  const change = "Name each model that the agents may use once.";
  const expected = "at least one, none twice";
  return [tell({ where, wrong: "is not a list of models", got: ids, expected, change })];
}

/** What is wrong with each of these ids for that provider, beside being listed twice. */
export function modelIdProblems(provider: ModelProvider, ids: readonly string[], where: string): Problem[] {
  const verdict = provider === ModelProvider.Bedrock ? bedrockId : endpointId;
  return ids.flatMap((id, index) => {
    const fault = verdict(id);
    return fault ? [{ where: `${where}[${index}]`, got: id, ...fault }] : [];
  });
}

/** What is wrong with a model that must be one of the list; none is right. */
export function listedProblems(where: string, id: string | undefined, listed: readonly string[]): Problem[] {
  if (id === undefined || listed.includes(id)) return [];
  const change = "Use one of them, or add it to modelIds.";
  return [{ where, wrong: "not one of modelIds", got: id, expected: `one of ${listed.join(", ")}`, change }];
}

type IdFault = Omit<Problem, "where" | "got">;

function bedrockId(id: string): IdFault | undefined {
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

function endpointId(id: string): IdFault | undefined {
  if (id === "echo") {
    const expected = "a model of the endpoint";
    return { wrong: "a model that the agents have of their own", expected, change: "Remove it." };
  }
  const fault = faultOf(MODEL_FORMS.modelId, id);
  return fault && { expected: MODEL_FORMS.modelId.words, ...fault };
}

function bedrockProblems(args: ModelsArgs, where: string): string[] {
  return [
    ...(args.region === undefined ? [] : inForm(`${where}.region`, args.region, FORMS.region)),
    ...superfluous(args, where, ["baseUrl", "apiKey"]),
  ];
}

function endpointProblems(args: ModelsArgs, where: string): string[] {
  const openAi = args.provider === ModelProvider.OpenAi;
  return [
    ...addressProblems(args.baseUrl, openAi, `${where}.baseUrl`),
    ...(openAi && args.apiKey === undefined ? [missingKey(`${where}.apiKey`)] : []),
    ...superfluous(args, where, openAi ? ["region"] : ["region", "apiKey"]),
  ];
}

function addressProblems(url: string | undefined, openAi: boolean, where: string): string[] {
  const form = openAi ? MODEL_FORMS.httpsAddress : MODEL_FORMS.httpAddress;
  const fault = url === undefined ? missing(form) : faultOf(form, url);
  if (!fault) return [];
  // An address can carry a password, so its text is not repeated.
  const got = url === undefined ? undefined : "an address of another form";
  return [tell({ where, got, expected: form.words, ...fault })];
}

function missing({ example }: Form): Fault {
  return { wrong: "missing", change: `Add it, for example ${example}.` };
}

function missingKey(where: string): string {
  const change = "Set it with `pulumi config set --secret --path tandem:aiStream.models.apiKey`.";
  return tell({ where, wrong: "is missing", got: undefined, expected: "a secret", change });
}

function superfluous(args: ModelsArgs, where: string, keys: ("baseUrl" | "apiKey" | "region")[]): string[] {
  return keys
    .filter((key) => args[key] !== undefined)
    .map((key) =>
      tell({
        where: `${where}.${key}`,
        wrong: `has no meaning for ${args.provider}`,
        got: key === "apiKey" ? "a secret" : args[key],
        expected: "nothing",
        change: "Remove it.",
      }),
    );
}
