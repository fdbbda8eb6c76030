/** What the stream's services stand on, who is told what, and what it gives out. */
import assert from "node:assert/strict";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { all, only, register } from "../registered";
import { make, SERVICE } from "./stream";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

describe("The stream", () => {
  it("has a cluster for on-demand and spot, without Container Insights, which bills by the metric", async () => {
    const found = await make();
    assert.deepEqual(only(found, "aws:ecs/cluster:Cluster").inputs.settings, [
      { name: "containerInsights", value: "disabled" },
    ]);
    const providers = only(found, "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders").inputs;
    assert.deepEqual(providers.capacityProviders, ["FARGATE", "FARGATE_SPOT"]);
  });

  it("runs tasks in public subnets with public addresses where there is no NAT", async () => {
    for (const { inputs } of all(await make({ network: { nat: "none" } }), SERVICE)) {
      assert.equal(inputs.networkConfiguration.assignPublicIp, true);
      assert.deepEqual(inputs.networkConfiguration.subnets, ["subnet-public-1", "subnet-public-2"]);
    }
  });

  it("keeps its database in private subnets in any case", async () => {
    const found = await make({ network: { nat: "none" } });
    assert.deepEqual(only(found, "aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds, [
      "subnet-private-1",
      "subnet-private-2",
    ]);
  });

  it("tells each address of alarms, and of spending at 80 and 100 % and when 100 % is foreseen", async () => {
    const notifyEmails = ["ops@example.com", "finance@example.com"];
    const found = await make({ notifyEmails, budgetCapUsd: 250 });
    const subscriptions = all(found, "aws:sns/topicSubscription:TopicSubscription");
    assert.deepEqual(subscriptions.map(({ inputs }) => inputs.endpoint).sort(), [...notifyEmails].sort());
    const budget = only(found, "aws:budgets/budget:Budget").inputs;
    assert.deepEqual([budget.limitAmount, budget.limitUnit, budget.timeUnit], ["250", "USD", "MONTHLY"]);
    assert.deepEqual(
      budget.notifications.map((one: Record<string, unknown>) => [one.notificationType, one.threshold]),
      [
        ["ACTUAL", 80],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ],
    );
    assert.deepEqual(budget.notifications[0].subscriberEmailAddresses, notifyEmails);
  });

  it("tells every alarm to its topic", async () => {
    for (const { name, inputs } of all(await make(), "aws:cloudwatch/metricAlarm:MetricAlarm")) {
      assert.deepEqual(inputs.alarmActions, ["arn:ai-alarms"], name);
    }
  });

  it("rotates the database's password by a number", async () => {
    const found = await make({ postgres: { passwordVersion: 4 } });
    const password = only(found, "random:index/randomPassword:RandomPassword", "ai-database-password");
    assert.deepEqual(password.inputs.keepers, { version: "4" });
  });

  it("gives out its address, VPC, cluster, services, the admin's password and the bucket of reports", async () => {
    assert.deepEqual(only(await make(), "tandem:index:EcsAiStream").outputs, {
      url: "https://ai.example.com",
      vpcId: "vpc-1",
      clusterName: "ai-cluster-0000000",
      serviceNames: ["ai-open-webui-service-0000000", "ai-agents-service-0000000"],
      adminPasswordSecretArn: "arn:ai-admin-password",
    });
    const whole = await register(() => new EcsAiStream("ai", EVERYTHING));
    const { reportsBucket } = only(whole, "tandem:index:EcsAiStream").outputs;
    assert.equal(reportsBucket, "ai-reports-0000000");
  });

  it("asks its balancer for Open WebUI's health, not for the database's", async () => {
    const { healthCheck } = only(await make(), "aws:lb/targetGroup:TargetGroup").inputs;
    assert.equal(healthCheck.path, "/health");
  });

  it("lets a preview show that a secret's new value rolls its tasks", async () => {
    const versions = all(
      await register(() => new EcsAiStream("ai", EVERYTHING)),
      "aws:secretsmanager/secretVersion:SecretVersion",
    );
    assert.equal(versions.length, 7);
    for (const { name, replaceOnChanges } of versions)
      assert.deepEqual(replaceOnChanges, ["secretString"], name);
  });

  it("can be torn down at once where data is not protected", async () => {
    const found = await make({ dataProtection: false });
    assert.equal(only(found, "aws:rds/instance:Instance").inputs.deletionProtection, false);
    assert.equal(only(found, "aws:lb/loadBalancer:LoadBalancer").inputs.enableDeletionProtection, false);
    for (const { inputs } of all(found, "aws:secretsmanager/secret:Secret")) {
      assert.equal(inputs.recoveryWindowInDays, 0);
    }
  });

  it("is refused before anything is registered", async () => {
    let message = "";
    const found = await register(() => {
      try {
        new EcsAiStream("ai", { ...STREAM_ARGS, openWebUi: { ...STREAM_ARGS.openWebUi, replicas: 2 } });
      } catch (error) {
        message = (error as Error).message;
      }
    });
    assert.match(message, /^ai\.openWebUi\.replicas: /);
    assert.deepEqual(found, []);
  });
});
