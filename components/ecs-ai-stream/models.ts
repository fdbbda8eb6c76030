/**
 * What each kind of model access takes: what is wrong with it, which permissions the agents need, which port they
 * must reach and which variables tell them. Pure.
 */
import type { Path, Problem } from "../../words/problem";
import { inFull } from "../../words/shown";
import { inForm, oneOf } from "../checks";
import type { PolicyStatement } from "../fargate-service/args";
import { type Flaw, FORMS, type Form, flawOf } from "../forms";
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

/** How long the agents wait for a model that has fallen silent (`SILENCE_SECONDS` in `services/agents`). */
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

/** What is wrong with these arguments: nothing, or a problem each. */
export function modelProblems(args: ModelsArgs, at: Path): Problem[] {
  const provider = [...at, "provider"];
  const known = oneOf(provider, args.provider, Object.values(ModelProvider), "Set it to bedrock.");
  if (known.length > 0) return known;
  return [
    ...listProblems(args.modelIds, [...at, "modelIds"]),
    ...modelIdProblems(args.provider, args.modelIds, [...at, "modelIds"]),
    ...listedProblems([...at, "taskModelId"], args.taskModelId, args.modelIds),
    ...(args.provider === ModelProvider.Bedrock ? bedrockProblems(args, at) : endpointProblems(args, at)),
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

function listProblems(ids: string[], at: Path): Problem[] {
  if (ids.length > 0 && new Set(ids).size === ids.length) return [];
  const change = "Name each model that the agents may use once.";
  const expected = "at least one, none twice";
  return [{ path: at, wrong: "is not a list of models", got: inFull(ids), expected, change }];
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

function bedrockProblems(args: ModelsArgs, at: Path): Problem[] {
  return [
    ...(args.region === undefined ? [] : inForm([...at, "region"], args.region, FORMS.region)),
    ...superfluous(args, at, ["baseUrl", "apiKey"]),
  ];
}

function endpointProblems(args: ModelsArgs, at: Path): Problem[] {
  const openAi = args.provider === ModelProvider.OpenAi;
  return [
    ...addressProblems(args.baseUrl, openAi, [...at, "baseUrl"]),
    ...(openAi && args.apiKey === undefined ? [missingKey([...at, "apiKey"])] : []),
    ...superfluous(args, at, openAi ? ["region"] : ["region", "apiKey"]),
  ];
}

function addressProblems(url: string | undefined, openAi: boolean, at: Path): Problem[] {
  const form = openAi ? MODEL_FORMS.httpsAddress : MODEL_FORMS.httpAddress;
  const flaw = url === undefined ? missing(form) : flawOf(form, url);
  if (!flaw) return [];
  // An address can carry a password, so its text is not repeated.
  const got = url === undefined ? undefined : "an address of another form";
  return [{ path: at, got, expected: form.words, ...flaw }];
}

function missing({ example }: Form): Flaw {
  return { wrong: "missing", change: `Add it, for example ${example}.` };
}

function missingKey(at: Path): Problem {
  const change = "Set it with `pulumi config set --secret --path tandem:aiStream.models.apiKey`.";
  return { path: at, wrong: "is missing", got: undefined, expected: "a secret", change };
}

function superfluous(args: ModelsArgs, at: Path, keys: ("baseUrl" | "apiKey" | "region")[]): Problem[] {
  return keys
    .filter((key) => args[key] !== undefined)
    .map((key) => ({
      path: [...at, key],
      wrong: `has no meaning for ${args.provider}`,
      got: key === "apiKey" ? "a secret" : args[key],
      expected: "nothing",
      change: "Remove it.",
    }));
}
