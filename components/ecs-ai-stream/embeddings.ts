/** The model that makes vectors of documents and questions: which it is, and whether its vectors fit. Pure. */
import type { Path, Problem } from "../../words/problem";
import { ModelProvider, type ModelsArgs } from "./args";

/** What the agents can ask of Bedrock, where each maker's models are asked in another way; the first is the default. */
export const BEDROCK_EMBEDDING_MODELS = [
  "amazon.titan-embed-text-v2:0",
  "amazon.titan-embed-text-v1",
  "cohere.embed-english-v3",
  "cohere.embed-multilingual-v3",
] as const;

/** Numbers in a vector that Open WebUI's table in Postgres has room for; it cuts longer ones without a word. */
const ROOM = 1536;

/** Models whose vectors are longer, as their makers document them; the first that fits counts. */
const TOO_LONG: readonly (readonly [model: RegExp, length: number])[] = [
  [/(^|\/)text-embedding-3-large$/i, 3072],
  [/(^|\/)qwen3-embedding[:-]4b/i, 2560],
  [/(^|\/)qwen3-embedding([:-]8b|:latest|$)/i, 4096],
];

type Asked = Required<Pick<ModelsArgs, "provider" | "embeddingModelId">>;

/**
 * Cohere's models make other vectors for what is searched than for what is searched for, and the agents are told which by
 * this field. Open WebUI names it with each text; without its name it would write the words before the text itself.
 */
export function embeddingPrefixes({ provider, embeddingModelId }: Asked): Record<string, string> {
  if (provider !== ModelProvider.Bedrock || !embeddingModelId.startsWith("cohere.")) return {};
  return {
    RAG_EMBEDDING_PREFIX_FIELD_NAME: "input_type",
    RAG_EMBEDDING_CONTENT_PREFIX: "search_document",
    RAG_EMBEDDING_QUERY_PREFIX: "search_query",
  };
}

/** What is wrong with the embedding model where vectors are kept in Postgres. */
export function lengthProblems(id: string, at: Path, pgvector: boolean): Problem[] {
  const [, length] = TOO_LONG.find(([model]) => model.test(id)) ?? [];
  if (!pgvector || length === undefined) return [];
  return [
    {
      path: at,
      wrong: `a model with vectors of ${length} numbers, which would be cut`,
      got: id,
      expected: `a model with at most ${ROOM}`,
      change: "Choose a smaller model of its maker.",
    },
  ];
}
