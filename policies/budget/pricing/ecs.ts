/**
 * Fargate: a service costs its tasks, whose size stands in its task definition; a scaling target costs the tasks
 * that it may add. Fargate Spot floats, so it is counted at the on-demand rate, which is its ceiling.
 */
import type { Key } from "../plan-index";
import type { PlannedResource } from "../planned";
import {
  amount,
  byProperty,
  type Charge,
  type Context,
  flag,
  joined,
  known,
  list,
  NotPriced,
  only,
  type Pricer,
  text,
  UnknownProperty,
  valueAt,
} from "./reading";

export const SERVICE = "aws:ecs/service:Service";
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
export const SCALING_TARGET = "aws:appautoscaling/target:Target";

const TASKS_BY_ARN = byProperty(TASK_DEFINITION, "arn", true);
const TASKS_BY_FAMILY = byProperty(TASK_DEFINITION, "family", true);
const SERVICES_BY_NAME = byProperty(SERVICE, "name", true);
const TARGETS_BY_SERVICE: Key = {
  type: SCALING_TARGET,
  of: ({ propertyDependencies }) => propertyDependencies.resourceId ?? [],
};
const TARGETS_BY_NAME: Key = {
  type: SCALING_TARGET,
  of: (target) => [scaledName(target)].filter((name) => name !== undefined),
};

/** Ephemeral storage that every Fargate task has without charge, in GB. */
const FREE_STORAGE_GB = 20;

export const service: Pricer = {
  priced: [
    "taskDefinition",
    "desiredCount",
    "launchType",
    "capacityProviderStrategies",
    "schedulingStrategy",
    "networkConfiguration",
  ],
  charges(resource, context) {
    return times(perTask(resource, context), minimum(resource, context), "fixed");
  },
  assumptions(resource) {
    return providers(resource).includes("FARGATE_SPOT")
      ? [`${resource.name} runs on FARGATE_SPOT, whose price floats: counted at the on-demand price`]
      : [];
  },
};

export const scalingTarget: Pricer = {
  priced: ["maxCapacity", "minCapacity", "resourceId", "serviceNamespace"],
  charges(resource, context) {
    const namespace = text(resource, "serviceNamespace");
    if (namespace !== "ecs") throw new NotPriced(`no price is known for what ${namespace} scaling may add`);
    const scaled = scaledService(resource, context);
    if (!scaled) throw new UnknownProperty("resourceId", "does not lead to a service of this plan");
    const more = Math.max(0, amount(resource, "maxCapacity") - minimum(scaled, context));
    return times(perTask(scaled, context), more, "usage");
  },
};

/** What one task of a service costs at once. */
function perTask(resource: PlannedResource, context: Context): Charge[] {
  const task = taskDefinitionOf(resource, context);
  requireFargate(resource, task);
  const { architecture, vcpu, memoryGb, storageGb } = ofTask(() => size(task));
  const charges: Charge[] = [
    { item: `fargate-${architecture}-vcpu`, amount: vcpu, kind: "fixed" },
    { item: `fargate-${architecture}-memory`, amount: memoryGb, kind: "fixed" },
    {
      item: "fargate-ephemeral-storage-over-20gb",
      amount: Math.max(0, storageGb - FREE_STORAGE_GB),
      kind: "fixed",
    },
  ];
  // A task in a public subnet has a public IPv4 of its own.
  if (flag(resource, "networkConfiguration.assignPublicIp")) {
    charges.push({ item: "public-ipv4-hour", amount: 1, kind: "fixed" });
  }
  return charges;
}

function times(charges: readonly Charge[], tasks: number, kind: Charge["kind"]): Charge[] {
  return charges.map((charge) => ({ ...charge, amount: charge.amount * tasks, kind }));
}

/** Tasks that always run: as many as desired, and at least the least that scaling allows. */
function minimum(resource: PlannedResource, context: Context): number {
  const leasts = targetsOf(resource, context).map((target) => amount(target, "minCapacity"));
  return Math.max(amount(resource, "desiredCount", 0), ...leasts);
}

/** The scaling targets that lead to a service. A name that several have leads to none of them. */
function targetsOf(resource: PlannedResource, context: Context): PlannedResource[] {
  const { plan } = context;
  const name = known(resource, "name");
  const byName = only(plan.find(SERVICES_BY_NAME, name)) ? plan.find(TARGETS_BY_NAME, name) : [];
  const candidates = new Set([...plan.find(TARGETS_BY_SERVICE, resource.urn), ...byName]);
  return [...candidates].filter((target) => scaledService(target, context)?.urn === resource.urn);
}

function taskDefinitionOf(resource: PlannedResource, context: Context): PlannedResource {
  const candidates = joined(resource, "taskDefinition", TASK_DEFINITION, context);
  const single = only(candidates);
  if (single) return single;
  // By ARN, by `family:revision` or by family. Throws while it is not known.
  const reference = text(resource, "taskDefinition");
  const family = reference.split("/").at(-1)!.split(":")[0];
  const amongCandidates = (one: PlannedResource) => candidates.length === 0 || candidates.includes(one);
  const match =
    only(context.plan.find(TASKS_BY_ARN, reference).filter(amongCandidates)) ??
    only(context.plan.find(TASKS_BY_FAMILY, family).filter(amongCandidates));
  if (!match) throw new UnknownProperty("taskDefinition", "does not lead to a task definition of this plan");
  return match;
}

function scaledService(target: PlannedResource, context: Context): PlannedResource | undefined {
  const single = only(joined(target, "resourceId", SERVICE, context));
  if (single) return single;
  const name = scaledName(target);
  return name === undefined ? undefined : only(context.plan.find(SERVICES_BY_NAME, name));
}

/** The service's name in `service/<cluster>/<service>`. */
function scaledName(target: PlannedResource): string | undefined {
  const id = known(target, "resourceId");
  return typeof id === "string" ? id.split("/").at(-1) : undefined;
}

function size(task: PlannedResource) {
  const system = text(task, "runtimePlatform.operatingSystemFamily", "LINUX");
  if (system !== "LINUX") throw new NotPriced(`no price is known for Fargate on ${system}`);
  const architecture = text(task, "runtimePlatform.cpuArchitecture", "X86_64") === "ARM64" ? "arm" : "x86";
  return {
    architecture,
    vcpu: units(task, "cpu", /^([\d.]+) ?vcpu$/i),
    memoryGb: units(task, "memory", /^([\d.]+) ?gb$/i),
    storageGb: amount(task, "ephemeralStorage.sizeInGib", FREE_STORAGE_GB),
  };
}

/** `"1024"` (CPU units or MiB) and `"1 vCPU"` or `"1 GB"` mean the same: 1. */
function units(task: PlannedResource, property: string, written: RegExp): number {
  const whole = written.exec(String(valueAt(task, property) ?? ""))?.[1];
  return whole === undefined ? amount(task, property) / 1024 : Number(whole);
}

/** It is the service that is reported: through which property it depends on the unknown one is said too. */
function ofTask<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnknownProperty)) throw error;
    throw new UnknownProperty(`taskDefinition.${error.property}`, error.reason);
  }
}

/** Tasks on EC2 or outside are paid as machines, which this pricer does not see: never taken as free. */
function requireFargate(resource: PlannedResource, task: PlannedResource): void {
  if (text(resource, "schedulingStrategy", "REPLICA") !== "REPLICA") {
    throw new NotPriced("no price is known for a DAEMON service, which runs on EC2");
  }
  if (!onFargate(resource, task))
    throw new NotPriced("no price is known for tasks that do not run on Fargate");
}

function onFargate(resource: PlannedResource, task: PlannedResource): boolean {
  const used = providers(resource);
  if (used.length > 0) return used.every((name) => name === "FARGATE" || name === "FARGATE_SPOT");
  const launchType = text(resource, "launchType", "");
  if (launchType !== "") return launchType === "FARGATE";
  // With neither, the cluster's default decides; a task made for Fargate is taken to run there.
  return ofTask(() => list(task, "requiresCompatibilities")).includes("FARGATE");
}

function providers(resource: PlannedResource): string[] {
  return list(resource, "capacityProviderStrategies").map((strategy) => {
    const name = (strategy as Record<string, unknown> | null)?.capacityProvider;
    if (typeof name !== "string") throw new UnknownProperty("capacityProviderStrategies");
    return name;
  });
}

/** A cluster is free; the metrics of Container Insights are not. */
export const cluster: Pricer = {
  priced: ["settings"],
  charges(resource) {
    for (const setting of list(resource, "settings") as Record<string, unknown>[]) {
      if (setting?.name === "containerInsights" && setting.value !== "disabled") {
        throw new NotPriced("no price is known for Container Insights, which is billed by what it observes");
      }
    }
    return [];
  },
};
