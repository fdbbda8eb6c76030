/** The ECS service: where tasks run, how a new version takes over, and who finds it by which name. */
import { Service, type ServiceArgs, type TaskDefinition } from "@pulumi/aws/ecs";
import type { Self } from "../base";
import { Capacity, type FargateServiceArgs } from "./args";
import type { Firewall } from "./firewall";
import type { TaskRole } from "./roles";
import { scales } from "./scaling";
import type { FargateServiceSettings } from "./settings";
import { CONTAINER, PORT_NAME } from "./task";

/**
 * Longest that a deployment may take: three starts that fail, each after a pull and a grace period of five minutes, until
 * the circuit breaker gives up, and then the start of the version before.
 */
const DEPLOYMENT_TIMEOUT = "40m";

/**
 * Seconds after which Service Connect's proxy drops a connection on which nothing moves. It is the last to give up: whoever
 * waits for an answer has a limit of its own, and one that left without a word is gone after a quarter of an hour.
 */
export const IDLE_TIMEOUT_SECONDS = 900;

/** Percent of the tasks that must run, and that may run, while a new version takes over. */
const ROLLOUTS = { rolling: [100, 200], recreate: [0, 100] } as const;

/** Makes the service, once its roles and its rules are there. */
export function makeService(
  self: Self,
  args: FargateServiceArgs,
  settings: FargateServiceSettings,
  parts: { task: TaskDefinition; firewall: Firewall; roles: TaskRole[] },
): Service {
  const { name, tags, opts } = self.child("service", {
    // A task that starts before its rules or its permissions fails, and the deployment with it.
    dependsOn: [...parts.firewall.groupRules, ...parts.roles.flatMap((role) => role.policies)],
    // Where scaling decides the number of tasks, an `up` must not set it back.
    ignoreChanges: scales(settings) ? ["desiredCount"] : [],
    customTimeouts: { create: DEPLOYMENT_TIMEOUT, update: DEPLOYMENT_TIMEOUT, delete: "20m" },
  });
  const [least, most] = ROLLOUTS[settings.rollout];
  return new Service(
    name,
    {
      cluster: args.clusterArn,
      taskDefinition: parts.task.arn,
      desiredCount: settings.minReplicas,
      capacityProviderStrategies: [{ capacityProvider: providerOf(settings.capacity), weight: 1 }],
      networkConfiguration: {
        subnets: args.subnetIds,
        securityGroups: [parts.firewall.group.id],
        assignPublicIp: settings.assignPublicIp,
      },
      deploymentMinimumHealthyPercent: least,
      deploymentMaximumPercent: most,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // Without it a change between on-demand and spot would replace the service.
      forceNewDeployment: true,
      waitForSteadyState: true,
      forceDelete: true,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      ...behindLoadBalancer(args, settings),
      ...serviceConnect(args, settings),
      tags,
    },
    opts,
  );
}

function providerOf(capacity: Capacity): string {
  return capacity === Capacity.Spot ? "FARGATE_SPOT" : "FARGATE";
}

function behindLoadBalancer(
  args: FargateServiceArgs,
  settings: FargateServiceSettings,
): Partial<ServiceArgs> {
  if (args.targetGroupArn === undefined) return {};
  return {
    loadBalancers: [
      { targetGroupArn: args.targetGroupArn, containerName: CONTAINER, containerPort: settings.port },
    ],
    healthCheckGracePeriodSeconds: settings.healthGraceSeconds,
  };
}

function serviceConnect(
  { connect }: FargateServiceArgs,
  settings: FargateServiceSettings,
): Partial<ServiceArgs> {
  if (connect === undefined) return {};
  const { namespaceArn, offeredAs } = connect;
  const offered = offeredAs !== undefined && {
    services: [
      {
        portName: PORT_NAME,
        discoveryName: offeredAs,
        clientAlias: [{ dnsName: offeredAs, port: settings.port }],
        // AWS cuts each request after 15 seconds unless told otherwise; 0 is "never". A streamed answer takes minutes.
        // Both are said, as the provider sends 0 for the one that is left out.
        timeout: { perRequestTimeoutSeconds: 0, idleTimeoutSeconds: IDLE_TIMEOUT_SECONDS },
      },
    ],
  };
  return { serviceConnectConfiguration: { enabled: true, namespace: namespaceArn, ...(offered || {}) } };
}
