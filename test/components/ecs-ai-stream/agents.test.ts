/** The agents service: who reaches it, and what it may ask. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { all, only, register } from "../registered";
import { allowedTo, containerOf, make, SERVICE, secretsOf, TASK, variablesOf } from "./stream";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

describe("The agents service", () => {
  it("is inside only, under its name, and is asked for its health", async () => {
    const { inputs } = only(await make(), SERVICE, "ai-agents-service");
    assert.equal(inputs.loadBalancers, undefined);
    assert.equal(inputs.serviceConnectConfiguration.services[0].discoveryName, "agents");
    assert.match(
      containerOf(await make(), "agents").healthCheck.command.join(" "),
      /127\.0\.0\.1:8000\/health/,
    );
  });

  it("writes nowhere but where its image declares a volume, and Open WebUI is left its disk", async () => {
    const found = await make();
    const { readonlyRootFilesystem, mountPoints } = containerOf(found, "agents");
    const dockerfile = fs.readFileSync("services/agents/Dockerfile", "utf8");
    const declared = /^VOLUME (.+)$/m.exec(dockerfile)?.[1] ?? "[]";
    assert.deepEqual(
      [readonlyRootFilesystem, mountPoints.map((one: { containerPath: string }) => one.containerPath)],
      [true, JSON.parse(declared)],
    );
    assert.match(dockerfile, /^ENV .*\bHOME=\/tmp\b/m, "what libraries write goes there");
    assert.equal(containerOf(found, "open-webui").readonlyRootFilesystem, undefined);
  });

  it("has two minutes to load its crews before a failed check counts", async () => {
    assert.equal(containerOf(await make(), "agents").healthCheck.startPeriod, 120);
  });

  it("may be reached by Open WebUI only", async () => {
    const rules = all(await make(), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs.securityGroupId === "ai-agents-security-group-id",
    );
    assert.deepEqual(
      rules.map(({ inputs }) => [inputs.referencedSecurityGroupId, inputs.fromPort, inputs.toPort]),
      [["ai-open-webui-security-group-id", 8000, 8000]],
    );
  });

  it("asks Bedrock for the models named and for vectors of one more, in one region", async () => {
    const found = await make();
    const { MODEL_REGION, EMBEDDING_MODEL_ID } = variablesOf(found, "agents");
    assert.deepEqual([MODEL_REGION, EMBEDDING_MODEL_ID], ["us-east-1", "amazon.titan-embed-text-v2:0"]);
    const model = "arn:aws:bedrock:us-east-1::foundation-model";
    assert.deepEqual(allowedTo(found, "agents-task"), [
      [["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], [`${model}/amazon.nova-lite-v1:0`]],
      [["bedrock:InvokeModel"], [`${model}/amazon.titan-embed-text-v2:0`]],
    ]);
  });

  it("wants a key of everybody, which a number changes", async () => {
    const found = await make({ agents: { ...STREAM_ARGS.agents, keyVersion: 7 } });
    assert.deepEqual(secretsOf(found, "agents"), { AGENTS_API_KEY: "arn:ai-agents-key:::version-1" });
    const key = only(found, "random:index/randomPassword:RandomPassword", "ai-agents-key-value").inputs;
    assert.deepEqual([key.keepers, key.length], [{ version: "7" }, 64]);
    const stored = only(found, "aws:secretsmanager/secretVersion:SecretVersion", "ai-agents-key-version");
    assert.deepEqual(stored.inputDependencies.secretString, ["ai-agents-key-value"]);
  });

  it("gets the key of an OpenAI-compatible endpoint as a secret and may connect to its port", async () => {
    const found = await register(() => new EcsAiStream("ai", EVERYTHING));
    assert.equal(secretsOf(found, "agents").MODEL_API_KEY, "arn:ai-model-key:::version-1");
    const stored = only(found, "aws:secretsmanager/secretVersion:SecretVersion", "ai-model-key-version");
    assert.equal(stored.inputs.secretString, "[secret] canary-model-key");
    only(found, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "ai-agents-internet-8443-egress");
  });

  it("lets its crews read a bucket of reports and nothing else, within limits and a task's share of a day", async () => {
    const found = await register(() => new EcsAiStream("ai", EVERYTHING));
    const variables = Object.entries(variablesOf(found, "agents"));
    assert.deepEqual(Object.fromEntries(variables.filter(([name]) => /^(CREW|REPORTS)/.test(name))), {
      REPORTS: "s3://ai-reports-0000000",
      REPORTS_REGION: "us-east-1",
      CREW_MODEL_ID: "gpt-oss",
      CREW_MAX_STEPS: "12",
      CREW_MAX_TOKENS: "60000",
      CREW_MAX_SECONDS: "180",
      CREW_MAX_USD_PER_ANSWER: "0.05",
      // One dollar a day, and two tasks at the most.
      CREW_MAX_USD_PER_DAY: "0.5",
      CREW_INPUT_USD_PER_MILLION_TOKENS: "0.5",
      CREW_OUTPUT_USD_PER_MILLION_TOKENS: "1.5",
    });
    assert.deepEqual(allowedTo(found, "agents-task"), [
      [["s3:ListBucket"], ["arn:ai-reports"]],
      [["s3:GetObject"], ["arn:ai-reports/*"]],
    ]);
  });

  it("has no crews, no reports and no bucket for them unless asked", async () => {
    const found = await make();
    assert.doesNotMatch(JSON.stringify(variablesOf(found, "agents")), /CREW|REPORTS/);
    only(found, "aws:s3/bucket:Bucket", "ai-uploads");
    assert.equal(all(found, "aws:s3/bucket:Bucket").length, 1);
  });

  it("scales between one and two tasks by default", async () => {
    const { inputs } = only(await make(), "aws:appautoscaling/target:Target");
    assert.deepEqual([inputs.minCapacity, inputs.maxCapacity], [1, 2]);
  });

  it("has the size, replicas and capacity asked for", async () => {
    const agents = {
      ...STREAM_ARGS.agents,
      cpuUnits: 1024,
      memoryMiB: 2048,
      minReplicas: 2,
      maxReplicas: 2,
      capacity: "spot" as const,
    };
    const found = await make({ agents });
    const { inputs } = only(found, SERVICE, "ai-agents-service");
    assert.deepEqual(
      [inputs.desiredCount, inputs.capacityProviderStrategies[0].capacityProvider],
      [2, "FARGATE_SPOT"],
    );
    assert.equal(only(found, TASK, "ai-agents-task").inputs.cpu, "1024");
    assert.deepEqual(all(found, "aws:appautoscaling/target:Target"), []);
  });
});
