/**
 * What Fargate takes of a task definition. Sizes: Amazon ECS developer guide, "Task size"; RegisterTaskDefinition refuses
 * any other pair with the one message below. Containers: `containers.ts`.
 */
import type { Properties } from "../../../pulumi/values";
import { WorldError } from "../../world/world";
import { vetContainers } from "./containers";

/** Memory that goes with each cpu value: least, most and step, all in MiB. */
const SIZES: Record<number, [least: number, most: number, step: number]> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

/** The largest cpu value has sizes without a common step. */
const LARGEST = { cpu: 32768, memory: [61440, 122880, 249856] };

/** Whether Fargate has this size. `cpu` in CPU units, `memory` in MiB. */
export function fargatePair(cpu: number, memory: number): boolean {
  if (cpu === LARGEST.cpu) return LARGEST.memory.includes(memory);
  const size = SIZES[cpu];
  if (!size) return false;
  const [least, most, step] = size;
  if (cpu === 256) return [512, 1024, 2048].includes(memory);
  return memory >= least && memory <= most && (memory - least) % step === 0;
}

/** Refuses a task definition that asks for Fargate with what Fargate has not. */
export function vetFargate({ inputs }: { inputs: Properties }): void {
  const wanted = inputs.requiresCompatibilities;
  if (!Array.isArray(wanted) || !wanted.includes("FARGATE")) return;
  if (!fargatePair(Number(inputs.cpu), Number(inputs.memory))) {
    throw new WorldError("ClientException", "No Fargate configuration exists for given values.");
  }
  if (inputs.networkMode !== "awsvpc") {
    throw new WorldError("ClientException", "Fargate only supports network mode 'awsvpc'.");
  }
  vetContainers(inputs);
}
