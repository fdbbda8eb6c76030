/** The component's list of Bedrock's embedding models, and what it says of them, against the agents' own. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { BEDROCK_EMBEDDING_MODELS, embeddingPrefixes } from "../../../components/ecs-ai-stream/embeddings";

const TABLE = fs.readFileSync("services/agents/agents/models/bedrock/embedding_models.py", "utf8");

/** The quoted words of a Python statement that begins so, to its closing bracket at the start of a line or its end. */
function quoted(start: string, end: RegExp, word: RegExp): string[] {
  const from = TABLE.indexOf(`\n${start}`);
  assert.notEqual(from, -1, start);
  const statement = TABLE.slice(from + 1).split(end)[0]!;
  return [...statement.matchAll(word)].map(([, found]) => found!);
}

describe("Bedrock's embedding models", () => {
  it("are those that the agents can ask", () => {
    const ids = quoted("EMBEDDING_MODELS = {", /^\}/m, /^ {4}"([^"]+)": EmbeddingModel\(/gm);
    assert.deepEqual([...BEDROCK_EMBEDDING_MODELS].sort(), ids.sort());
  });

  it("have vectors that fit into Open WebUI's table in Postgres, at the length that comes unasked", () => {
    const longest = [...TABLE.matchAll(/EmbeddingModel\(\d+, [\d_]+, \((\d+),/g)].map(([, size]) =>
      Number(size),
    );
    assert.equal(longest.length, BEDROCK_EMBEDDING_MODELS.length);
    assert.ok(Math.max(...longest) <= 1536, String(longest));
  });

  const provider = "bedrock";

  it("are told by Cohere's field what a text is for, in words that the agents know", () => {
    const known = quoted("INPUT_TYPES = ", /$/m, /"(\w+)"/g);
    for (const embeddingModelId of BEDROCK_EMBEDDING_MODELS.filter((id) => id.startsWith("cohere."))) {
      const { RAG_EMBEDDING_PREFIX_FIELD_NAME: field, ...words } = embeddingPrefixes({
        provider,
        embeddingModelId,
      });
      assert.equal(field, "input_type");
      assert.deepEqual(words, {
        RAG_EMBEDDING_CONTENT_PREFIX: "search_document",
        RAG_EMBEDDING_QUERY_PREFIX: "search_query",
      });
      assert.ok(Object.values(words).every((word) => known.includes(word)));
    }
  });

  it("are told nothing where they make one kind of vector, nor are those of other providers", () => {
    assert.deepEqual(embeddingPrefixes({ provider, embeddingModelId: BEDROCK_EMBEDDING_MODELS[0] }), {});
    assert.deepEqual(
      embeddingPrefixes({ provider: "openai", embeddingModelId: "cohere.embed-english-v3" }),
      {},
    );
  });
});
