/** What a Fargate service is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type { Path, Problem } from "../../words/problem";
import { alarmBound } from "../alarm";
import { type Bound, childName } from "../base";
import { fill, isJudged, problemsOf } from "../judge";
import { refuse } from "../refuse";
import { Architecture, type FargateServiceArgs } from "./args";
import { FARGATE_SERVICE, type FargateServiceSettings, REPLICA_RULE, SIZE_RULE } from "./fields";

export type { FargateServiceSettings } from "./fields";

/** What decides what a service costs. */
export type FargateSize = Pick<
  FargateServiceSettings,
  "architecture" | "cpuUnits" | "memoryMiB" | "minReplicas" | "maxReplicas" | "assignPublicIp"
>;

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: FargateServiceArgs, at: Path = []): Problem[] {
  return problemsOf(FARGATE_SERVICE, [SIZE_RULE, REPLICA_RULE], args, at);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: FargateServiceArgs, name = "FargateService"): FargateServiceSettings {
  if (!isJudged(args)) refuse(name, problems(args));
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
  const asked = fill(FARGATE_SERVICE, args);
  return { ...asked, maxReplicas: asked.maxReplicas ?? asked.minReplicas };
}
