/** A service on Fargate: each option, with known and with unknown values. */
import assert from "node:assert/strict";
import type { FargateServiceArgs } from "../../../components/fargate-service/args";
import { all, only, type Registered } from "../registered";
import { make, serviceOf } from "./service";

describe("A Fargate service", () => {
  it("rolls back a deployment that fails, and waits to see it", async () => {
    const { inputs, createTimeout } = serviceOf(await make());
    assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.equal(inputs.waitForSteadyState, true);
    assert.equal(createTimeout, "40m");
  });

  it("runs on demand unless it is told to take spot", async () => {
    const strategy = async (args: Partial<FargateServiceArgs>) =>
      serviceOf(await make(args)).inputs.capacityProviderStrategies;
    assert.deepEqual(await strategy({}), [{ capacityProvider: "FARGATE", weight: 1 }]);
    assert.deepEqual(await strategy({ capacity: "spot" }), [{ capacityProvider: "FARGATE_SPOT", weight: 1 }]);
  });

  it("starts new tasks beside the old ones, or stops the old ones first", async () => {
    const percents = async (args: Partial<FargateServiceArgs>) => {
      const { inputs } = serviceOf(await make(args));
      return [inputs.deploymentMinimumHealthyPercent, inputs.deploymentMaximumPercent];
    };
    assert.deepEqual(await percents({}), [100, 200]);
    assert.deepEqual(await percents({ rollout: "recreate" }), [0, 100]);
  });

  it("starts only when its rules and permissions are there", async () => {
    const found = await make({ statements: [{ actions: ["s3:GetObject"], resources: ["arn:b/*"] }] });
    const { dependencies } = serviceOf(found);
    const needed = [
      ...all(found, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      ...all(found, "aws:iam/rolePolicy:RolePolicy"),
    ].map(({ name }) => name);
    assert.equal(needed.length, 3);
    assert.ok(needed.every((name) => dependencies.includes(name)));
  });

  it("changes its capacity in place, can be deleted while tasks run, and hands its tags on to them", async () => {
    const { inputs } = serviceOf(await make());
    assert.deepEqual([inputs.forceNewDeployment, inputs.forceDelete], [true, true]);
    assert.deepEqual([inputs.propagateTags, inputs.enableEcsManagedTags], ["SERVICE", true]);
  });

  it("can be joined with its task definition before anything is known", async () => {
    assert.deepEqual(serviceOf(await make({}, "unknown")).inputDependencies.taskDefinition, ["api-task"]);
  });

  it("registers in a target group and gives its tasks time to start", async () => {
    const { inputs } = serviceOf(await make({ targetGroupArn: "arn:targets", healthGraceSeconds: 900 }));
    assert.deepEqual(inputs.loadBalancers, [
      { targetGroupArn: "arn:targets", containerName: "app", containerPort: 8000 },
    ]);
    assert.equal(inputs.healthCheckGracePeriodSeconds, 900);
  });

  it("has no grace period without a load balancer, where AWS refuses one", async () => {
    assert.equal("healthCheckGracePeriodSeconds" in serviceOf(await make()).inputs, false);
  });

  it("gives its tasks public addresses only where it is told to", async () => {
    const assigned = async (args: Partial<FargateServiceArgs>) =>
      serviceOf(await make(args)).inputs.networkConfiguration.assignPublicIp;
    assert.equal(await assigned({}), false);
    assert.equal(await assigned({ assignPublicIp: true }), true);
  });

  it("runs in the subnets given, under its own security group", async () => {
    const { inputs } = serviceOf(await make());
    assert.deepEqual(inputs.networkConfiguration.subnets, ["subnet-1", "subnet-2"]);
    assert.deepEqual(inputs.networkConfiguration.securityGroups, ["api-security-group-id"]);
  });

  it("registers the same resources in a first preview", async () => {
    const names = (found: Registered[]) => found.map(({ type, name }) => `${type} ${name}`).sort();
    const args = { minReplicas: 1, maxReplicas: 2, targetGroupArn: "arn:targets" };
    assert.deepEqual(names(await make(args, "unknown")), names(await make(args)));
  });
});

describe("A Fargate service in a Service Connect namespace", () => {
  const connect = { namespaceArn: "arn:namespace", offeredAs: "agents" };

  it("is found under its name, and no request to it is cut off while something moves", async () => {
    const { serviceConnectConfiguration } = serviceOf(await make({ connect })).inputs;
    assert.deepEqual(serviceConnectConfiguration, {
      enabled: true,
      namespace: "arn:namespace",
      services: [
        {
          portName: "http",
          discoveryName: "agents",
          clientAlias: [{ dnsName: "agents", port: 8000 }],
          timeout: { perRequestTimeoutSeconds: 0, idleTimeoutSeconds: 900 },
        },
      ],
    });
  });

  it("gives out the address under which others reach it", async () => {
    const { outputs } = only(await make({ connect }), "tandem:index:FargateService");
    assert.equal(outputs.url, "http://agents:8000");
  });

  it("only calls others when it offers nothing", async () => {
    const found = await make({ connect: { namespaceArn: "arn:namespace" } });
    assert.deepEqual(serviceOf(found).inputs.serviceConnectConfiguration, {
      enabled: true,
      namespace: "arn:namespace",
    });
    assert.equal(only(found, "tandem:index:FargateService").outputs.url, undefined);
  });
});

describe("A Fargate service's scaling", () => {
  it("is by CPU between the least and the most tasks", async () => {
    const found = await make({ minReplicas: 2, maxReplicas: 5 });
    const target = only(found, "aws:appautoscaling/target:Target").inputs;
    assert.deepEqual([target.minCapacity, target.maxCapacity], [2, 5]);
    assert.equal(target.resourceId, "service/cluster/api-service-0000000");
    const policy = only(found, "aws:appautoscaling/policy:Policy").inputs;
    assert.equal(policy.policyType, "TargetTrackingScaling");
    assert.deepEqual(policy.targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification, {
      predefinedMetricType: "ECSServiceAverageCPUUtilization",
    });
  });

  it("owns the number of tasks, which no `up` sets back", async () => {
    const scaled = serviceOf(await make({ minReplicas: 2, maxReplicas: 5 }));
    assert.deepEqual([scaled.inputs.desiredCount, scaled.ignoreChanges], [2, ["desiredCount"]]);
  });

  it("is not there when the number is fixed, and an `up` sets it", async () => {
    const found = await make({ minReplicas: 3 });
    assert.deepEqual(all(found, "aws:appautoscaling/target:Target"), []);
    assert.deepEqual([serviceOf(found).inputs.desiredCount, serviceOf(found).ignoreChanges], [3, []]);
  });
});

describe("A Fargate service's alarms", () => {
  it("watch CPU and memory of this service and tell the topics given", async () => {
    const alarms = all(
      await make({ alarmTopicArns: ["arn:topic"] }),
      "aws:cloudwatch/metricAlarm:MetricAlarm",
    );
    assert.deepEqual(alarms.map(({ inputs }) => inputs.metricName).sort(), [
      "CPUUtilization",
      "MemoryUtilization",
    ]);
    for (const { inputs } of alarms) {
      assert.deepEqual(inputs.dimensions, { ClusterName: "cluster", ServiceName: "api-service-0000000" });
      assert.deepEqual(inputs.alarmActions, ["arn:topic"]);
    }
  });
});
