/** Planned resources for the tests of the budget, with only what a test cares about. */
import type { EstimateSettings } from "../../../policies/budget/estimate";
import type { PlannedResource } from "../../../policies/budget/planned";
import { nameOf } from "../../../pulumi/urn";

export const NOW = new Date("2026-11-21T12:00:00Z");

export const SETTINGS: EstimateSettings & { region: string } = {
  region: "us-east-1",
  hours: 730,
  usage: {},
  bounds: [],
  now: NOW,
};

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:bc1::tandem::${type}::${name}`;
}

/** `from` says which planned resources a property's value was made of. */
export function planned(
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
  from: Record<string, PlannedResource[]> = {},
): PlannedResource {
  const urn = urnOf(type, name);
  const propertyDependencies = Object.fromEntries(
    Object.entries(from).map(([property, resources]) => [property, resources.map((one) => one.urn)]),
  );
  return { urn, type, name: nameOf(urn), custom: true, inputs, dependencies: [], propertyDependencies };
}

export function task(
  name: string,
  cpu: string,
  memory: string,
  more: Record<string, unknown> = {},
): PlannedResource {
  const arm = { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" };
  return planned("aws:ecs/taskDefinition:TaskDefinition", name, {
    family: name,
    cpu,
    memory,
    requiresCompatibilities: ["FARGATE"],
    runtimePlatform: arm,
    ...more,
  });
}

export function service(
  name: string,
  definition: PlannedResource,
  more: Record<string, unknown> = {},
): PlannedResource {
  const inputs = { name, desiredCount: 1, launchType: "FARGATE", taskDefinition: "unused", ...more };
  return planned("aws:ecs/service:Service", name, inputs, { taskDefinition: [definition] });
}
