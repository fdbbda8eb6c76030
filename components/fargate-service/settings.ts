/** What a Fargate service is asked to be: defaults, checks, and what it costs at the most. Pure. */
import { alarmBound } from "../alarm";
import { type Bound, childName } from "../base";
import { matches, oneOf, refuse, tell, wholeNumber } from "../checks";
import { Architecture, Capacity, type FargateServiceArgs, Rollout } from "./args";
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
  outboundPorts: number[];
  logRetentionDays: number;
}

/** What decides what a service costs. */
export type FargateSize = Pick<
  FargateServiceSettings,
  "architecture" | "cpuUnits" | "memoryMiB" | "minReplicas" | "maxReplicas" | "assignPublicIp"
>;

/** The retention periods that CloudWatch Logs has, in days. */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Largest number of tasks: a typing error should not become a bill. */
const MOST_REPLICAS = 100;

/** What is wrong with these arguments: a line for each problem. `where` is the path that lines start with. */
export function problems(args: FargateServiceArgs, where: string): string[] {
  const asked = withDefaults(args);
  return [
    ...accountProblems(`${where}.accountId`, asked.accountId),
    ...taskProblems(asked, where),
    ...replicaProblems(asked, where),
    ...wholeNumber(`${where}.port`, asked.port, 1, 65535, "port"),
    ...retentionProblems(`${where}.logRetentionDays`, asked.logRetentionDays),
    ...oneOf(`${where}.architecture`, asked.architecture, Object.values(Architecture), "Set it to ARM64."),
    ...oneOf(`${where}.rollout`, asked.rollout, Object.values(Rollout), "Set it to rolling."),
  ];
}

/** What is wrong with an image and the size and kind of its tasks. */
export function taskProblems(
  asked: Pick<FargateServiceSettings, "image" | "cpuUnits" | "memoryMiB" | "capacity">,
  where: string,
): string[] {
  return [
    ...matches(
      `${where}.image`,
      asked.image,
      /^[^\s@]+@sha256:[0-9a-f]{64}$/,
      "an image by digest, <repository>@sha256:<64 hexadecimal digits>",
      "Replace the tag by the digest that the registry shows for it.",
    ),
    ...sizeProblems(where, asked.cpuUnits, asked.memoryMiB),
    ...oneOf(`${where}.capacity`, asked.capacity, Object.values(Capacity), "Set it to on-demand."),
  ];
}

/** What is wrong with the number of tasks. */
export function replicaProblems(
  { minReplicas, maxReplicas }: Pick<FargateServiceSettings, "minReplicas" | "maxReplicas">,
  where: string,
): string[] {
  const range = [
    ...wholeNumber(`${where}.minReplicas`, minReplicas, 1, MOST_REPLICAS, "tasks"),
    ...wholeNumber(`${where}.maxReplicas`, maxReplicas, 1, MOST_REPLICAS, "tasks"),
  ];
  if (range.length > 0 || maxReplicas >= minReplicas) return range;
  return [
    tell({
      where: `${where}.maxReplicas`,
      wrong: `is less than minReplicas (${minReplicas})`,
      got: maxReplicas,
      expected: `${minReplicas} to ${MOST_REPLICAS} (tasks)`,
      change: `Set it to ${minReplicas} or more, or lower minReplicas.`,
    }),
  ];
}

/** What is wrong with the days that logs are kept. */
export function retentionProblems(where: string, days: number): string[] {
  return oneOf(where, days, RETENTION_DAYS, "Set it to 30.");
}

/** What is wrong with an account's number. */
export function accountProblems(where: string, accountId: string): string[] {
  const expected = "the 12 digits of an AWS account, quoted, such as '111122223333'";
  return matches(where, accountId, /^\d{12}$/, expected, "Quote it in YAML, or leading zeros are lost.");
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: FargateServiceArgs, where = "FargateService"): FargateServiceSettings {
  refuse(problems(args, where));
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
    outboundPorts: args.outboundPorts ?? [443],
    logRetentionDays: args.logRetentionDays ?? 30,
  };
}
