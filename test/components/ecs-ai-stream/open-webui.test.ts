/** Open WebUI: what it knows, where it keeps things, and how it starts. */
import assert from "node:assert/strict";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { only, parsed, register } from "../registered";
import { make, SERVICE, secretsOf, TASK, variablesOf } from "./stream";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

describe("Open WebUI", () => {
  it("is behind the load balancer, with 15 minutes to start, and its versions never meet", async () => {
    const { inputs } = only(await make(), SERVICE, "ai-open-webui-service");
    assert.deepEqual(inputs.loadBalancers, [
      { targetGroupArn: "arn:ai-lb-targets", containerName: "app", containerPort: 8080 },
    ]);
    assert.equal(inputs.healthCheckGracePeriodSeconds, 900);
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
    assert.deepEqual([variables.ENABLE_OLLAMA_API, variables.ENABLE_DIRECT_CONNECTIONS], ["False", "False"]);
    const { inputDependencies } = only(found, TASK, "ai-open-webui-task");
    assert.ok(inputDependencies.containerDefinitions!.includes("ai-agents-service"));
  });

  it("lets an answer stream for an hour", async () => {
    assert.equal(variablesOf(await make(), "open-webui").AIOHTTP_CLIENT_TIMEOUT, "3600");
  });

  it("follows its variables and not what was set at the first start", async () => {
    assert.equal(variablesOf(await make(), "open-webui").ENABLE_PERSISTENT_CONFIG, "False");
  });

  it("keeps its state in Postgres and its sessions under a stable key, both by secret", async () => {
    assert.deepEqual(secretsOf(await make(), "open-webui"), {
      DATABASE_URL: "arn:ai-database-url:::version-1",
      WEBUI_SECRET_KEY: "arn:ai-session-key:::version-1",
    });
  });

  it("keeps its embeddings in Postgres unless told otherwise", async () => {
    assert.equal(variablesOf(await make(), "open-webui").VECTOR_DB, "pgvector");
    const without = variablesOf(await make({ postgres: { pgvector: false } }), "open-webui");
    assert.equal("VECTOR_DB" in without, false);
  });

  it("answers under its own name only, with cookies for HTTPS, and new users wait for approval", async () => {
    const variables = variablesOf(await make(), "open-webui");
    assert.equal(variables.WEBUI_URL, "https://ai.example.com");
    assert.equal(variables.CORS_ALLOW_ORIGIN, "https://ai.example.com");
    assert.equal(variables.WEBUI_SESSION_COOKIE_SECURE, "True");
    assert.equal(variables.DEFAULT_USER_ROLE, "pending");
  });

  it("has the size, capacity and image asked for", async () => {
    const openWebUi = {
      ...STREAM_ARGS.openWebUi,
      cpuUnits: 2048,
      memoryMiB: 8192,
      capacity: "spot" as const,
    };
    const found = await make({ openWebUi });
    const task = only(found, TASK, "ai-open-webui-task").inputs;
    assert.deepEqual([task.cpu, task.memory], ["2048", "8192"]);
    const { capacityProviderStrategies } = only(found, SERVICE, "ai-open-webui-service").inputs;
    assert.equal(capacityProviderStrategies[0].capacityProvider, "FARGATE_SPOT");
  });
});

describe("Open WebUI with several replicas", () => {
  const found = register(() => new EcsAiStream("ai", EVERYTHING));

  it("shares sessions through Redis and files through S3", async () => {
    for (const role of ["open-webui", "open-webui-more"]) {
      const variables = variablesOf(await found, role);
      assert.deepEqual([variables.WEBSOCKET_MANAGER, variables.VECTOR_DB], ["redis", "pgvector"]);
      assert.deepEqual(
        [variables.STORAGE_PROVIDER, variables.S3_BUCKET_NAME, variables.S3_REGION_NAME],
        ["s3", "ai-uploads-0000000", "us-east-1"],
      );
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
    const policy = only(await found, "aws:iam/rolePolicy:RolePolicy", "ai-open-webui-task-policy").inputs
      .policy;
    assert.deepEqual(
      parsed(policy).Statement.map((one: { Action: string[]; Resource: string[] }) => [
        one.Action,
        one.Resource,
      ]),
      [
        [["s3:ListBucket"], ["arn:ai-uploads"]],
        [["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], ["arn:ai-uploads/*"]],
      ],
    );
  });

  it("keeps its files encrypted, versioned, private and off plain HTTP", async () => {
    const encryption =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    const [rule] = only(await found, encryption).inputs.rules;
    assert.deepEqual(rule.applyServerSideEncryptionByDefault, { sseAlgorithm: "AES256" });
    const versioning = only(await found, "aws:s3/bucketVersioning:BucketVersioning").inputs;
    assert.deepEqual(versioning.versioningConfiguration, { status: "Enabled" });
    const { bucket, ...blocks } = only(
      await found,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    ).inputs;
    assert.deepEqual(Object.values(blocks), [true, true, true, true]);
    const [statement] = parsed(only(await found, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy).Statement;
    assert.deepEqual(
      [statement.Effect, statement.Condition],
      ["Deny", { Bool: { "aws:SecureTransport": "false" } }],
    );
  });

  it("empties its bucket with the stack only where data is not protected", async () => {
    const forced = async (dataProtection: boolean) =>
      only(
        await register(() => new EcsAiStream("ai", { ...EVERYTHING, dataProtection })),
        "aws:s3/bucket:Bucket",
      ).inputs.forceDestroy;
    assert.deepEqual([await forced(true), await forced(false)], [false, true]);
  });
});
