/** Open WebUI: what it knows, where it keeps things, and how it starts. */
import assert from "node:assert/strict";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { only, register } from "../registered";
import { allowedTo, make, SERVICE, secretsOf, TASK, variablesOf } from "./stream";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

describe("Open WebUI", () => {
  it("is behind the load balancer, with five minutes to start, and its versions never meet", async () => {
    const { inputs } = only(await make(), SERVICE, "ai-open-webui-service");
    assert.deepEqual(inputs.loadBalancers, [
      { targetGroupArn: "arn:ai-lb-targets", containerName: "app", containerPort: 8080 },
    ]);
    assert.equal(inputs.healthCheckGracePeriodSeconds, 300);
    assert.equal(inputs.deploymentMaximumPercent, 100);
  });

  it("starts when a listener serves its target group, and when the cluster has its capacity", async () => {
    const { inputDependencies } = only(await make(), SERVICE, "ai-open-webui-service");
    assert.ok(inputDependencies.loadBalancers!.includes("ai-lb-https"));
    assert.ok(inputDependencies.cluster!.includes("ai-capacity"));
  });

  it("knows no model endpoint but the agents, and starts after them", async () => {
    const found = await make();
    const variables = variablesOf(found, "open-webui");
    assert.equal(variables.OPENAI_API_BASE_URLS, "http://agents:8000/v1");
    assert.equal(variables.RAG_OPENAI_API_BASE_URL, "http://agents:8000/v1");
    assert.deepEqual([variables.ENABLE_OLLAMA_API, variables.ENABLE_DIRECT_CONNECTIONS], ["False", "False"]);
    const { inputDependencies } = only(found, TASK, "ai-open-webui-task");
    assert.ok(inputDependencies.containerDefinitions!.includes("ai-agents-service"));
  });

  it("follows its variables and not what was set at the first start", async () => {
    assert.equal(variablesOf(await make(), "open-webui").ENABLE_PERSISTENT_CONFIG, "False");
  });

  it("gets what is secret by secret: database, session key, first password, and the agents' key for both uses", async () => {
    const found = await make();
    assert.deepEqual(secretsOf(found, "open-webui"), {
      DATABASE_URL: "arn:ai-database-url:::version-1",
      WEBUI_SECRET_KEY: "arn:ai-session-key:::version-1",
      WEBUI_ADMIN_PASSWORD: "arn:ai-admin-password:::version-1",
      OPENAI_API_KEYS: "arn:ai-agents-key:::version-1",
      RAG_OPENAI_API_KEY: "arn:ai-agents-key:::version-1",
    });
    const plain = Object.keys(variablesOf(found, "open-webui"));
    assert.deepEqual(
      plain.filter((name) => /KEY|PASSWORD$|SECRET/.test(name)),
      ["ENABLE_API_KEYS"],
    );
  });

  it("keeps its vectors in Postgres unless told otherwise, and its files in S3 in any case", async () => {
    const { VECTOR_DB, STORAGE_PROVIDER, S3_BUCKET_NAME, S3_REGION_NAME } = variablesOf(
      await make(),
      "open-webui",
    );
    assert.deepEqual(
      [VECTOR_DB, STORAGE_PROVIDER, S3_BUCKET_NAME, S3_REGION_NAME],
      ["pgvector", "s3", "ai-uploads-0000000", "us-east-1"],
    );
    const without = variablesOf(await make({ postgres: { pgvector: false } }), "open-webui");
    assert.deepEqual([without.VECTOR_DB, without.STORAGE_PROVIDER], ["chroma", "s3"]);
  });

  it("answers under its own name only, with cookies for HTTPS", async () => {
    const variables = variablesOf(await make(), "open-webui");
    assert.equal(variables.WEBUI_URL, "https://ai.example.com");
    assert.equal(variables.CORS_ALLOW_ORIGIN, "https://ai.example.com");
    assert.equal(variables.WEBUI_SESSION_COOKIE_SECURE, "True");
  });

  it("has the size, capacity and image asked for", async () => {
    const openWebUi = {
      ...STREAM_ARGS.openWebUi,
      cpuUnits: 2048,
      memoryMiB: 8192,
      replicas: 2,
      capacity: "spot" as const,
    };
    const found = await make({ openWebUi, redis: {} });
    const task = only(found, TASK, "ai-open-webui-task").inputs;
    assert.deepEqual([task.cpu, task.memory], ["2048", "8192"]);
    const { capacityProviderStrategies } = only(found, SERVICE, "ai-open-webui-service").inputs;
    assert.equal(capacityProviderStrategies[0].capacityProvider, "FARGATE_SPOT");
  });
});

describe("Open WebUI with several replicas", () => {
  const found = register(() => new EcsAiStream("ai", EVERYTHING));

  it("shares sessions through Redis", async () => {
    for (const role of ["open-webui", "open-webui-more"]) {
      const variables = variablesOf(await found, role);
      assert.deepEqual([variables.WEBSOCKET_MANAGER, variables.VECTOR_DB], ["redis", "pgvector"]);
      const { REDIS_URL, WEBSOCKET_REDIS_URL } = secretsOf(await found, role);
      assert.deepEqual([REDIS_URL, WEBSOCKET_REDIS_URL], Array(2).fill("arn:ai-redis-url:::version-1"));
    }
  });

  it("lets one task migrate, and starts the others after it", async () => {
    assert.equal(variablesOf(await found, "open-webui").ENABLE_DB_MIGRATIONS, "True");
    assert.equal(variablesOf(await found, "open-webui-more").ENABLE_DB_MIGRATIONS, "False");
    assert.equal(only(await found, SERVICE, "ai-open-webui-service").inputs.desiredCount, 1);
    assert.equal(only(await found, SERVICE, "ai-open-webui-more-service").inputs.desiredCount, 2);
    const { inputDependencies } = only(await found, TASK, "ai-open-webui-more-task");
    assert.ok(inputDependencies.containerDefinitions!.includes("ai-open-webui-service"));
  });

  it("may read and write its own bucket, and nothing else in S3", async () => {
    for (const role of ["open-webui", "open-webui-more"]) {
      assert.deepEqual(allowedTo(await found, `${role}-task`), [
        [["s3:ListBucket"], ["arn:ai-uploads"]],
        [["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], ["arn:ai-uploads/*"]],
      ]);
    }
  });
});
