/** What a Fargate service is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type { Path, Problem } from "../../words/problem";
import { alarmBound } from "../alarm";
import { type Bound, childName } from "../base";
import { inForm, oneOf, wholeNumber } from "../checks";
import { FORMS } from "../forms";
import { refuse } from "../refuse";
import { Architecture, Capacity, type FargateServiceArgs, Rollout } from "./args";
import { RETENTION_DAYS, replicaRange } from "./limits";
import { sizeProblems } from "./sizes";

/** The plain arguments with every default filled in. */
export interface FargateServiceSettings {
  accountId: string;
  region: string;
  assignPublicIp: boolean;
  image: string;
  architecture: Architecture;
  cpuUnits: number;
  memoryMiB: number;
  minReplicas: number;
  maxReplicas: number;
  capacity: Capacity;
  rollout: Rollout;
  port: number;
  healthGraceSeconds: number;
  lockedDown: boolean;
  outboundPorts: number[];
  logRetentionDays: number;
}

/** What decides what a service costs. */
export type FargateSize = Pick<
  FargateServiceSettings,
  "architecture" | "cpuUnits" | "memoryMiB" | "minReplicas" | "maxReplicas" | "assignPublicIp"
>;

/** Largest number of tasks: a typing error should not become a bill. */
const MOST_REPLICAS = 100;

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: FargateServiceArgs, at: Path = []): Problem[] {
  const asked = withDefaults(args);
  return [
    ...accountProblems([...at, "accountId"], asked.accountId),
    ...taskProblems(asked, at),
    ...replicaProblems(asked, at),
    ...wholeNumber([...at, "port"], asked.port, 1, 65535, "port"),
    ...retentionProblems([...at, "logRetentionDays"], asked.logRetentionDays),
    ...oneOf([...at, "architecture"], asked.architecture, Object.values(Architecture), "Set it to ARM64."),
    ...oneOf([...at, "rollout"], asked.rollout, Object.values(Rollout), "Set it to rolling."),
  ];
}

/** What is wrong with an image and the size and kind of its tasks. */
export function taskProblems(
  asked: Pick<FargateServiceSettings, "image" | "cpuUnits" | "memoryMiB" | "capacity">,
  at: Path,
): Problem[] {
  return [
    ...inForm([...at, "image"], asked.image, FORMS.image),
    ...sizeProblems(at, asked.cpuUnits, asked.memoryMiB),
    ...oneOf([...at, "capacity"], asked.capacity, Object.values(Capacity), "Set it to on-demand."),
  ];
}

/** What is wrong with the number of tasks. */
export function replicaProblems(
  { minReplicas, maxReplicas }: Pick<FargateServiceSettings, "minReplicas" | "maxReplicas">,
  at: Path,
): Problem[] {
  const range = [
    ...wholeNumber([...at, "minReplicas"], minReplicas, 1, MOST_REPLICAS, "tasks"),
    ...wholeNumber([...at, "maxReplicas"], maxReplicas, 1, MOST_REPLICAS, "tasks"),
  ];
  return range.length > 0 ? range : replicaRange(at, minReplicas, maxReplicas);
}

/** What is wrong with the days that logs are kept. */
export function retentionProblems(at: Path, days: number): Problem[] {
  return oneOf(at, days, RETENTION_DAYS, "Set it to 30.");
}

/** What is wrong with an account's number. */
export function accountProblems(at: Path, accountId: string): Problem[] {
  return inForm(at, accountId, FORMS.accountId);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: FargateServiceArgs, name = "FargateService"): FargateServiceSettings {
  refuse(name, problems(args));
  return withDefaults(args);
}

/**
 * Tasks that always run are fixed; those that scaling may add are usage, at their most. Scaling keeps two alarms of
 * its own. A rolling deployment runs old and new tasks side by side for minutes, which no line counts.
 */
export function bounds(name: string, settings: FargateSize): Bound[] {
  const { minReplicas, maxReplicas } = settings;
  const service = { child: childName(name, "service"), type: "aws:ecs/service:Service" };
  const always = taskItems(settings, minReplicas).map(
    (item): Bound => ({ ...service, ...item, kind: "fixed" }),
  );
  return [...always, ...scalingBounds(name, settings, maxReplicas - minReplicas), ...alarmBounds(name)];
}

function scalingBounds(name: string, settings: FargateSize, more: number): Bound[] {
  if (more === 0) return [];
  const target = { child: childName(name, "scaling"), type: "aws:appautoscaling/target:Target" };
  const policy = { child: childName(name, "scaling-by-cpu"), type: "aws:appautoscaling/policy:Policy" };
  return [
    ...taskItems(settings, more).map((item): Bound => ({ ...target, ...item, kind: "usage" })),
    { ...policy, item: "alarm-standard", amount: 2, kind: "fixed" },
  ];
}

function alarmBounds(name: string): Bound[] {
  return [alarmBound(name, "cpu"), alarmBound(name, "memory")];
}

function taskItems(settings: FargateSize, tasks: number): Pick<Bound, "item" | "amount">[] {
  const processor = settings.architecture === Architecture.Arm64 ? "arm" : "x86";
  return [
    { item: `fargate-${processor}-vcpu`, amount: (tasks * settings.cpuUnits) / 1024 },
    { item: `fargate-${processor}-memory`, amount: (tasks * settings.memoryMiB) / 1024 },
    ...(settings.assignPublicIp ? [{ item: "public-ipv4-hour", amount: tasks }] : []),
  ];
}

function withDefaults(args: FargateServiceArgs): FargateServiceSettings {
  const minReplicas = args.minReplicas ?? 1;
  return {
    accountId: args.accountId,
    region: args.region,
    assignPublicIp: args.assignPublicIp ?? false,
    image: args.image,
    architecture: args.architecture ?? Architecture.Arm64,
    cpuUnits: args.cpuUnits,
    memoryMiB: args.memoryMiB,
    minReplicas,
    maxReplicas: args.maxReplicas ?? minReplicas,
    capacity: args.capacity ?? Capacity.OnDemand,
    rollout: args.rollout ?? Rollout.Rolling,
    port: args.port,
    healthGraceSeconds: args.healthGraceSeconds ?? 60,
    lockedDown: args.lockedDown ?? false,
    outboundPorts: args.outboundPorts ?? [443],
    logRetentionDays: args.logRetentionDays ?? 30,
  };
}
