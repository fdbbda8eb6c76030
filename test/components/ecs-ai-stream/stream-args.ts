/** The stream at the sizes that bc1 ships, and with everything that can be added to it. */
import type { EcsAiStreamArgs } from "../../../components/ecs-ai-stream/args";

const image = (name: string) => `ghcr.io/example/${name}@sha256:${"a".repeat(64)}`;

export const STREAM_ARGS: EcsAiStreamArgs = {
  accountId: "111122223333",
  region: "us-east-1",
  domain: { hostname: "ai.example.com", zoneId: "Z0123456789ABC" },
  openWebUi: { image: image("open-webui"), adminEmail: "admin@example.com" },
  agents: { image: image("agents") },
  models: { provider: "bedrock", modelIds: ["amazon.nova-lite-v1:0"] },
  notifyEmails: ["ops@example.com"],
  budgetCapUsd: 180,
};

export const EVERYTHING: EcsAiStreamArgs = {
  ...STREAM_ARGS,
  network: { zones: 3, nat: "per-zone" },
  openWebUi: {
    image: image("open-webui"),
    adminEmail: "admin@example.com",
    replicas: 3,
    singleSignOn: {
      issuer: "https://id.example.com/realms/staff",
      clientId: "open-webui",
      clientSecret: "canary-client-secret",
      allowedDomains: ["example.com", "example.org"],
    },
  },
  redis: {},
  models: {
    provider: "openai",
    baseUrl: "https://models.example.com:8443/v1",
    apiKey: "canary-model-key",
    modelIds: ["gpt-oss"],
    embeddingModelId: "text-embedding-3-small",
    taskModelId: "gpt-oss",
  },
  crews: { modelId: "gpt-oss", inputUsdPerMillionTokens: 0.5, outputUsdPerMillionTokens: 1.5 },
};
