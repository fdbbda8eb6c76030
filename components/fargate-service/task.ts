/** The task definition: one container, by digest, with its logs, variables, secrets and health check. */
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { TaskDefinition } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import { cut, NAME_LIMITS } from "../naming";
import type { FargateServiceArgs } from "./args";
import type { TaskRole } from "./roles";
import type { FargateServiceSettings } from "./settings";

/** Name of the container, and of its port: the service refers to both. */
export const CONTAINER = "app";
export const PORT_NAME = "http";

/**
 * Where a container that is locked down may write: a volume of the task's own, gone with it. Fargate gives it the owner
 * and the permissions of a path that the image declares as a `VOLUME`; without that only root could write there.
 */
const SCRATCH = { name: "tmp", path: "/tmp" };

/** Where the containers' logs go, for as long as asked. */
export function makeLogGroup(self: Self, settings: FargateServiceSettings): LogGroup {
  const { name, tags, opts } = self.child("logs");
  return new LogGroup(name, { retentionInDays: settings.logRetentionDays, tags }, opts);
}

/** The task definition. Each change of it is a new revision, and each new revision rolls the tasks. */
export function makeTask(
  self: Self,
  args: FargateServiceArgs,
  settings: FargateServiceSettings,
  parts: { execution: TaskRole; task: TaskRole; logs: LogGroup },
): TaskDefinition {
  const { name, tags, opts } = self.child("task");
  return new TaskDefinition(
    name,
    {
      // A family cannot be named automatically; the stack's name in it keeps two environments of one account apart.
      family: cut(`${pulumi.getStack()}-${name}`, NAME_LIMITS.taskFamily),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(settings.cpuUnits),
      memory: String(settings.memoryMiB),
      runtimePlatform: { cpuArchitecture: settings.architecture, operatingSystemFamily: "LINUX" },
      executionRoleArn: parts.execution.arn,
      taskRoleArn: parts.task.arn,
      containerDefinitions: pulumi.jsonStringify([container(args, settings, parts.logs)]),
      ...(settings.lockedDown ? { volumes: [{ name: SCRATCH.name }] } : {}),
      tags,
    },
    opts,
  );
}

function container(args: FargateServiceArgs, settings: FargateServiceSettings, logs: LogGroup): object {
  return {
    name: CONTAINER,
    image: settings.image,
    essential: true,
    portMappings: [
      {
        name: PORT_NAME,
        containerPort: settings.port,
        hostPort: settings.port,
        protocol: "tcp",
        appProtocol: "http",
      },
    ],
    environment: variables(args.environment ?? {}),
    secrets: (args.secrets ?? []).map(({ variable, reference }) => ({
      name: variable,
      valueFrom: reference,
    })),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.name,
        "awslogs-region": settings.region,
        "awslogs-stream-prefix": CONTAINER,
      },
    },
    ...(settings.lockedDown ? LOCKED_DOWN : {}),
    ...(args.healthCommand ? { healthCheck: healthCheck(args.healthCommand, settings) } : {}),
  };
}

const LOCKED_DOWN = {
  readonlyRootFilesystem: true,
  mountPoints: [{ sourceVolume: SCRATCH.name, containerPath: SCRATCH.path, readOnly: false }],
  linuxParameters: { capabilities: { drop: ["ALL"] } },
};

/** Sorted, as the order of an object's keys is no reason for a new revision. */
function variables(environment: Record<string, pulumi.Input<string>>): object[] {
  return Object.keys(environment)
    .sort()
    .map((name) => ({ name, value: environment[name] }));
}

function healthCheck(command: string[], settings: FargateServiceSettings): object {
  // ECS takes at most 300 seconds here, whatever grace a load balancer would give.
  const startPeriod = Math.min(settings.healthGraceSeconds, 300);
  return { command: ["CMD", ...command], interval: 15, timeout: 5, retries: 4, startPeriod };
}
