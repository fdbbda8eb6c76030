/**
 * What each kind of model access takes: what is wrong with it, which permissions the agents need, which port they
 * must reach and which variables tell them. Pure.
 */
import { matches, oneOf, tell } from "../checks";
import type { PolicyStatement } from "../fargate-service/args";
import { regionProblems } from "../network/settings";
import { ModelProvider, type ModelsArgs } from "./args";

/** Model access as resolved; the key itself is no setting. */
export interface ModelsSettings {
  provider: ModelProvider;
  modelIds: string[];
  region?: string;
  baseUrl?: string;
  hasApiKey: boolean;
}

/** Bedrock's inference profiles start with the geography that they spread requests over. */
const INFERENCE_PROFILE = /^(global|us|us-gov|eu|apac|jp|au|ca|sa|me|af)\./;

/** The settings, with the stream's region where Bedrock is asked without one. */
export function resolveModels(args: ModelsArgs, streamRegion: string): ModelsSettings {
  const bedrock = args.provider === ModelProvider.Bedrock;
  return {
    provider: args.provider,
    modelIds: args.modelIds,
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
    ...modelIdProblems(args, `${where}.modelIds`),
    ...(args.provider === ModelProvider.Bedrock
      ? bedrockProblems(args, where)
      : endpointProblems(args, where)),
  ];
}

/** What the agents may ask of Bedrock: the models named, in the one region. Nothing for other providers. */
export function modelStatements(models: ModelsSettings): PolicyStatement[] {
  if (models.provider !== ModelProvider.Bedrock) return [];
  return [
    {
      actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      resources: models.modelIds.map((id) => `arn:aws:bedrock:${models.region}::foundation-model/${id}`),
    },
  ];
}

/** Variables of the agents' container; the key is not among them, it is a secret. */
export function modelVariables(models: ModelsSettings): Record<string, string> {
  return {
    MODEL_PROVIDER: models.provider,
    MODEL_IDS: models.modelIds.join(","),
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

function modelIdProblems({ provider, modelIds }: ModelsArgs, where: string): string[] {
  const change = "Name each model that the agents may use once.";
  if (modelIds.length === 0 || new Set(modelIds).size < modelIds.length) {
    return [
      tell({
        where,
        wrong: "is not a list of models",
        got: modelIds,
        expected: "at least one, none twice",
        change,
      }),
    ];
  }
  // The ids travel in one variable with commas between them; `echo` is a model that the agents have of their own.
  const form = provider === ModelProvider.Bedrock ? /^[a-z0-9-]+\.[A-Za-z0-9.:-]+$/ : /^(?!echo$)[^\s,]+$/;
  const expected =
    provider === ModelProvider.Bedrock
      ? "a foundation model's id, <provider>.<model>"
      : "an id without comma or space, not echo";
  return modelIds.flatMap((id, index) =>
    matches(`${where}[${index}]`, id, form, expected, "Correct the id."),
  );
}

function bedrockProblems(args: ModelsArgs, where: string): string[] {
  const profiles = args.modelIds.flatMap((id, index) =>
    INFERENCE_PROFILE.test(id)
      ? [
          tell({
            where: `${where}.modelIds[${index}]`,
            wrong: "is an inference profile, which sends data to other regions",
            got: id,
            expected: "a foundation model's id",
            change: `Use ${id.replace(INFERENCE_PROFILE, "")} in a region that has it.`,
          }),
        ]
      : [],
  );
  return [
    ...profiles,
    ...(args.region === undefined ? [] : regionProblems(`${where}.region`, args.region)),
    ...superfluous(args, where, ["baseUrl", "apiKey"]),
  ];
}

function endpointProblems(args: ModelsArgs, where: string): string[] {
  const openAi = args.provider === ModelProvider.OpenAi;
  const form = openAi ? /^https:\/\/[^\s/]+(\/\S*)?$/ : /^https?:\/\/[^\s/]+(\/\S*)?$/;
  const example = openAi ? "https://api.openai.com/v1" : "http://ollama.internal:11434";
  const url = args.baseUrl;
  const sound = url !== undefined && form.test(url) && URL.canParse(url) && !/[@?#]/.test(url);
  const problems = sound
    ? []
    : [
        tell({
          where: `${where}.baseUrl`,
          wrong: `is not a base URL for ${args.provider}`,
          // A URL can carry a password, so its text is not repeated.
          got: url === undefined ? undefined : "a URL of another form",
          expected: `${openAi ? "an https" : "an http or https"} URL without user, query or fragment, such as ${example}`,
          change: "Set it to the endpoint's address.",
        }),
      ];
  if (openAi && args.apiKey === undefined) {
    const change = "Set it with `pulumi config set --secret --path tandem:aiStream.models.apiKey`.";
    problems.push(
      tell({ where: `${where}.apiKey`, wrong: "is missing", got: undefined, expected: "a secret", change }),
    );
  }
  return [...problems, ...superfluous(args, where, openAi ? ["region"] : ["region", "apiKey"])];
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
