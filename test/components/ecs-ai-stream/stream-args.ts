/** The stream at the sizes that bc1 ships, and with everything that can be added to it. */
import type { EcsAiStreamArgs } from "../../../components/ecs-ai-stream/args";

const image = (name: string) => `ghcr.io/example/${name}@sha256:${"a".repeat(64)}`;

export const STREAM_ARGS: EcsAiStreamArgs = {
  accountId: "111122223333",
  region: "us-east-1",
  domain: { hostname: "ai.example.com", zoneId: "Z0123456789ABC" },
  openWebUi: { image: image("open-webui") },
  agents: { image: image("agents") },
  models: { provider: "bedrock", modelIds: ["amazon.nova-lite-v1:0"] },
  notifyEmails: ["ops@example.com"],
  budgetCapUsd: 180,
};

export const EVERYTHING: EcsAiStreamArgs = {
  ...STREAM_ARGS,
  network: { zones: 3, nat: "per-zone" },
  openWebUi: { image: image("open-webui"), replicas: 3 },
  redis: {},
  sharedStorage: "s3",
  models: {
    provider: "openai",
    baseUrl: "https://models.example.com:8443/v1",
    apiKey: "canary-model-key",
    modelIds: ["gpt-oss"],
  },
};
