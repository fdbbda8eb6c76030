/** The model that makes vectors of documents and questions: which it is, and whether its vectors fit. Pure. */
import type { Problem } from "../checks";
import { ModelProvider, type ModelsArgs } from "./args";

/** Numbers in a vector that Open WebUI's table in Postgres has room for; it cuts longer ones without a word. */
const ROOM = 1536;

/** Models whose vectors are longer, as their makers document them; the first that fits counts. */
const TOO_LONG: readonly (readonly [model: RegExp, length: number])[] = [
  [/(^|\/)text-embedding-3-large$/i, 3072],
  [/(^|\/)qwen3-embedding[:-]4b/i, 2560],
  [/(^|\/)qwen3-embedding([:-]8b|:latest|$)/i, 4096],
];

/** What Bedrock's models are asked with where no other is named. */
const BEDROCK_DEFAULT = "amazon.titan-embed-text-v2:0";

/** The id of the embedding model; undefined where one is missing. */
export function embeddingModel({
  provider,
  embeddingModelId,
}: Pick<ModelsArgs, "provider" | "embeddingModelId">): string | undefined {
  return embeddingModelId ?? (provider === ModelProvider.Bedrock ? BEDROCK_DEFAULT : undefined);
}

/** What is wrong with a model's vectors for that place to keep them. */
export function vectorProblems(where: string, id: string, pgvector: boolean): Problem[] {
  const [, length] = TOO_LONG.find(([model]) => model.test(id)) ?? [];
  if (!pgvector || length === undefined) return [];
  return [
    {
      where,
      wrong: `a model with vectors of ${length} numbers, which would be cut`,
      got: id,
      expected: `a model with at most ${ROOM}`,
      change: "Choose a smaller model of its maker.",
    },
  ];
}
