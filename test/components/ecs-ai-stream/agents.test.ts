/** The agents service: who reaches it, and what it may ask. */
import assert from "node:assert/strict";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { all, only, parsed, register } from "../registered";
import { containerOf, make, SERVICE, secretsOf, TASK, variablesOf } from "./stream";
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

  it("may be reached by Open WebUI only", async () => {
    const rules = all(await make(), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs.securityGroupId === "ai-agents-security-group-id",
    );
    assert.deepEqual(
      rules.map(({ inputs }) => [inputs.referencedSecurityGroupId, inputs.fromPort, inputs.toPort]),
      [["ai-open-webui-security-group-id", 8000, 8000]],
    );
  });

  it("asks Bedrock for the models named, in one region", async () => {
    const found = await make();
    assert.equal(variablesOf(found, "agents").MODEL_REGION, "us-east-1");
    const { policy } = only(found, "aws:iam/rolePolicy:RolePolicy", "ai-agents-task-policy").inputs;
    assert.deepEqual(parsed(policy).Statement[0].Resource, [
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
    ]);
    assert.deepEqual(secretsOf(found, "agents"), {});
  });

  it("gets the key of an OpenAI-compatible endpoint as a secret and may connect to its port", async () => {
    const found = await register(() => new EcsAiStream("ai", EVERYTHING));
    assert.deepEqual(secretsOf(found, "agents"), { MODEL_API_KEY: "arn:ai-model-key:::version-1" });
    const stored = only(found, "aws:secretsmanager/secretVersion:SecretVersion", "ai-model-key-version");
    assert.equal(stored.inputs.secretString, "[secret] canary-model-key");
    only(found, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "ai-agents-internet-8443-egress");
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
