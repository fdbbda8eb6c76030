/** The options of a Fargate service, each once. */
import { ACCOUNT_ID, REGION } from "../common-fields";
import { choice, flag, list, type Settings, text, whole } from "../fields";
import { FORMS } from "../forms";
import type { Rule } from "../judge";
import { Architecture, Capacity, Rollout } from "./args";
import { RETENTION_DAYS, replicaRange } from "./limits";
import { cpuSizes, memorySizes, sizeProblems } from "./sizes";

const MEMORY = cpuSizes().flatMap(memorySizes);
const PORTS = { min: 1, max: 65535 } as const;

/** Largest number of tasks: a typing error should not become a bill. */
const TASKS = { unit: "tasks", min: 1, max: 100, source: "document 001" } as const;

export const FARGATE_SERVICE = {
  accountId: ACCOUNT_ID,
  region: REGION,
  assignPublicIp: flag("A public IPv4 address for each task, which costs; needed where there is no NAT.", {
    default: false,
  }),
  image: text(FORMS.image, "The image, pinned by digest.", { source: "document 000" }),
  architecture: choice(Object.values(Architecture), "Processor of a task.", { default: Architecture.Arm64 }),
  cpuUnits: choice(cpuSizes(), "CPU of one task; 1024 units are one vCPU.", {
    unit: "CPU units",
    source: "AWS: Fargate task size",
  }),
  memoryMiB: whole("Memory of one task; which sizes fit which CPU is Fargate's rule.", {
    unit: "MiB",
    min: Math.min(...MEMORY),
    max: Math.max(...MEMORY),
    source: "AWS: Fargate task size",
  }),
  minReplicas: whole("Tasks that always run.", { ...TASKS, default: 1 }),
  // As many as always run, where it is left out.
  maxReplicas: whole("Tasks that scaling may reach; the budget counts them all.", {
    ...TASKS,
    optional: true,
  }),
  capacity: choice(Object.values(Capacity), "How its tasks are bought.", {
    source: "document 001",
    default: Capacity.OnDemand,
  }),
  rollout: choice(Object.values(Rollout), "How a new version takes over.", { default: Rollout.Rolling }),
  port: whole("Port that the container listens on, HTTP.", PORTS),
  healthGraceSeconds: whole("After a start, how long failed health checks do not count.", {
    unit: "seconds",
    min: 0,
    max: 2147483647,
    source: "AWS: ECS CreateService",
    default: 60,
  }),
  lockedDown: flag("Takes from the container what it has no use for.", { default: false }),
  outboundPorts: list(whole("One port.", PORTS), "TCP ports that it may connect to on the internet.", {
    min: 0,
    max: 60,
    source: "AWS: rules of a security group",
    default: [443],
  }),
  logRetentionDays: choice(RETENTION_DAYS, "How long logs are kept.", {
    unit: "days",
    source: "AWS: CloudWatch Logs retention",
    default: 30,
  }),
};

/** The plain arguments with every default filled in. */
export type FargateServiceSettings = Required<Settings<typeof FARGATE_SERVICE>>;

/** A size that Fargate has. */
export const SIZE_RULE: Rule<Pick<FargateServiceSettings, "cpuUnits" | "memoryMiB">> = ({
  cpuUnits,
  memoryMiB,
}) => (cpuUnits && memoryMiB ? sizeProblems([], cpuUnits, memoryMiB) : []);

/** Tasks that always run are no more than those that scaling may reach. */
export const REPLICA_RULE: Rule<{ minReplicas: number; maxReplicas?: number }> = ({
  minReplicas,
  maxReplicas,
}) => (minReplicas && maxReplicas ? replicaRange([], minReplicas, maxReplicas) : []);
