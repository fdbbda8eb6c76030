/** The three kinds of model access. */
import assert from "node:assert/strict";
import type { ModelsArgs } from "../../../components/ecs-ai-stream/args";
import { modelPorts, modelStatements, modelVariables } from "../../../components/ecs-ai-stream/models";
import { problems, resolve } from "../../../components/ecs-ai-stream/settings";
import { told } from "../told";
import { STREAM_ARGS } from "./stream-args";

const BEDROCK: ModelsArgs = {
  provider: "bedrock",
  modelIds: ["amazon.nova-lite-v1:0", "anthropic.claude-x-v1:0"],
};
const OPENAI: ModelsArgs = {
  provider: "openai",
  baseUrl: "https://api.openai.com/v1",
  apiKey: "canary-model-key",
  modelIds: ["gpt-oss"],
  embeddingModelId: "text-embedding-3-small",
};
const OLLAMA: ModelsArgs = {
  provider: "ollama",
  baseUrl: "http://10.1.2.3:11434/v1",
  modelIds: ["llama3.2:3b"],
  embeddingModelId: "nomic-embed-text",
};
const settings = (args: ModelsArgs) => resolve({ ...STREAM_ARGS, models: args }).models;

/** What is wrong with these models of a stream, told below `m`. */
function refusals(args: ModelsArgs, pgvector = true): string[] {
  const found = problems({ ...STREAM_ARGS, models: args, postgres: { pgvector } });
  assert.ok(found.every(({ path }) => path[0] === "models"));
  return told(
    found.map((problem) => ({ ...problem, path: problem.path.slice(1) })),
    "m",
  );
}

describe("Bedrock", () => {
  it("may be asked for the models named, in one region, and for nothing else", () => {
    assert.deepEqual(modelStatements(settings({ ...BEDROCK, region: "eu-central-1" })), [
      {
        actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
        resources: [
          "arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0",
          "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-x-v1:0",
        ],
      },
      {
        actions: ["bedrock:InvokeModel"],
        resources: ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"],
      },
    ]);
  });

  it("is asked in the stream's region unless told otherwise", () => {
    assert.deepEqual(modelVariables(settings(BEDROCK)), {
      MODEL_PROVIDER: "bedrock",
      MODEL_IDS: "amazon.nova-lite-v1:0,anthropic.claude-x-v1:0",
      EMBEDDING_MODEL_ID: "amazon.titan-embed-text-v2:0",
      MODEL_REGION: "us-east-1",
    });
    assert.deepEqual(modelPorts(settings(BEDROCK)), [443]);
  });
});

describe("An OpenAI-compatible endpoint", () => {
  it("needs no permission in AWS, and its key is no plain variable", () => {
    assert.deepEqual(modelStatements(settings(OPENAI)), []);
    assert.deepEqual(modelVariables(settings(OPENAI)), {
      MODEL_PROVIDER: "openai",
      MODEL_IDS: "gpt-oss",
      EMBEDDING_MODEL_ID: "text-embedding-3-small",
      MODEL_BASE_URL: "https://api.openai.com/v1",
    });
  });

  it("leaves no trace of its key in the settings", () => {
    assert.doesNotMatch(JSON.stringify(settings(OPENAI)), /canary/);
    assert.equal(settings(OPENAI).hasApiKey, true);
  });
});

describe("Ollama", () => {
  it("is reached on its own port beside HTTPS", () => {
    assert.deepEqual(modelPorts(settings(OLLAMA)), [443, 11434]);
    assert.deepEqual(modelPorts(settings({ ...OLLAMA, baseUrl: "http://ollama.internal" })), [443, 80]);
    assert.deepEqual(modelPorts(settings({ ...OLLAMA, baseUrl: "https://ollama.internal" })), [443]);
  });
});

describe("Model access is accepted", () => {
  for (const args of [BEDROCK, OPENAI, OLLAMA]) {
    it(`for ${args.provider}`, () => assert.deepEqual(refusals(args), []));
  }
});

describe("Model access is refused", () => {
  for (const [what, args, message] of [
    [
      "for an unknown provider",
      { ...OPENAI, provider: "azure" as never },
      /^m\.provider: .*bedrock, openai, ollama/,
    ],
    ["without models", { ...BEDROCK, modelIds: [] }, /^m\.modelIds: /],
    [
      "with a model twice",
      { ...OPENAI, modelIds: ["gpt-oss", "gpt-oss"] },
      /^m\.modelIds\[1\]: a repetition/,
    ],
    ["with a comma in a model's id", { ...OPENAI, modelIds: ["a,b"] }, /^m\.modelIds\[0\]: /],
    [
      "with the model that the agents have of their own",
      { ...OPENAI, modelIds: ["echo"] },
      /^m\.modelIds\[0\]: a model that the agents have of their own, got "echo"/,
    ],
    [
      "with an inference profile, which leaves the region",
      { ...BEDROCK, modelIds: ["us.amazon.nova-lite-v1:0"] },
      /^m\.modelIds\[0\]: an inference profile.*Use amazon\.nova-lite-v1:0 in a region that has it\.$/,
    ],
    [
      "with an id that is no foundation model's",
      { ...BEDROCK, modelIds: ["nova"] },
      /^m\.modelIds\[0\]: .*<provider>\.<model>/,
    ],
    [
      "with a task model that is not among the others",
      { ...OPENAI, taskModelId: "gpt-nano" },
      /^m\.taskModelId: not one of modelIds, got "gpt-nano"; expected one of gpt-oss\. /,
    ],
    [
      "with an address for Bedrock",
      { ...BEDROCK, baseUrl: "https://x.example.com" },
      /^m\.baseUrl: has no meaning for bedrock/,
    ],
    [
      "with a key for Bedrock",
      { ...BEDROCK, apiKey: "canary-model-key" },
      /^m\.apiKey: has no meaning for bedrock, got \[secret\]/,
    ],
    ["with a region that is none", { ...BEDROCK, region: "useast1" }, /^m\.region: /],
    [
      "for OpenAI without a key",
      { ...OPENAI, apiKey: undefined },
      /^m\.apiKey: missing, got nothing; expected a secret/,
    ],
    [
      "for OpenAI without an address",
      { ...OPENAI, baseUrl: undefined },
      /^m\.baseUrl: .*got nothing; expected an https:/,
    ],
    [
      "for OpenAI over plain HTTP",
      { ...OPENAI, baseUrl: "http://api.example.com" },
      /^m\.baseUrl: unencrypted http/,
    ],
    ["with a region for OpenAI", { ...OPENAI, region: "us-east-1" }, /^m\.region: has no meaning for openai/],
    [
      "for Ollama with a key",
      { ...OLLAMA, apiKey: "canary-model-key" },
      /^m\.apiKey: has no meaning for ollama/,
    ],
    [
      "with a password in the address",
      { ...OLLAMA, baseUrl: "http://me:canary-password@host" },
      /^m\.baseUrl: credentials in an address/,
    ],
    [
      "with a query in the address",
      { ...OLLAMA, baseUrl: "http://host/?key=canary-password" },
      /^m\.baseUrl: a query in an address/,
    ],
    [
      "for Ollama on the task itself",
      { ...OLLAMA, baseUrl: "http://localhost:11434" },
      /^m\.baseUrl: an address that means the task itself/,
    ],
  ] as const) {
    it(what, () => {
      const found = refusals(args as ModelsArgs);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, message);
      assert.doesNotMatch(found[0]!, /canary/);
    });
  }
});

describe("An embedding model", () => {
  const found = (embeddingModelId: string | undefined, models: ModelsArgs = OPENAI, pgvector = true) =>
    refusals({ ...models, embeddingModelId }, pgvector).join();

  it("is accepted with vectors that fit, as far as is known", () => {
    for (const id of ["text-embedding-3-small", "nomic-embed-text:latest", "qwen3-embedding:0.6b"])
      assert.equal(found(id), "");
    for (const id of [undefined, "amazon.titan-embed-text-v1", "cohere.embed-multilingual-v3"])
      assert.equal(found(id, BEDROCK), "");
  });

  it("is missing where there is no default", () => {
    assert.match(found(undefined, OLLAMA), /^m\.embeddingModelId: missing, got nothing/);
  });

  it("is refused where the agents could not ask it, or it would leave the region", () => {
    for (const id of ["us.cohere.embed-v4:0", "amazon.titan-embed-image-v1"])
      assert.match(
        found(id, BEDROCK),
        /^m\.embeddingModelId: not one of the allowed values, .*titan-embed-text-v2:0/,
      );
    assert.match(found("a,b"), /^m\.embeddingModelId: wrong form, got "a,b"/);
  });

  it("is refused where Postgres would keep the half of its vectors, whatever stands around its name", () => {
    for (const [id, length] of [
      ["text-embedding-3-large", 3072],
      ["openai/text-embedding-3-large", 3072],
      ["qwen3-embedding:8b", 4096],
      ["qwen3-embedding:4b-q8_0", 2560],
      ["Qwen/Qwen3-Embedding-4B", 2560],
      ["qwen3-embedding", 4096],
    ] as const) {
      assert.match(
        found(id),
        new RegExp(`^m\\.embeddingModelId: a model with vectors of ${length} numbers`),
        id,
      );
    }
    assert.equal(found("text-embedding-3-large", OPENAI, false), "");
  });
});
