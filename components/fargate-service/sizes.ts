/**
 * The sizes that a Fargate task can have: each CPU size has its own list of memory sizes. AWS answers anything else
 * with "No Fargate configuration exists for given values"; this says which one is near.
 * Source: cfn-lint's fargate_cpu_memory.json; AWS, "Fargate task definition considerations".
 */
import { nearestNumber } from "../../words/nearest";
import type { Path, Problem } from "../../words/problem";

const GIB = 1024;

/** Memory sizes in MiB, by CPU units. */
const SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, GIB, 2 * GIB]],
  [512, gib(1, 4, 1)],
  [1024, gib(2, 8, 1)],
  [2048, gib(4, 16, 1)],
  [4096, gib(8, 30, 1)],
  [8192, gib(16, 60, 4)],
  [16384, gib(32, 120, 8)],
  [32768, [60 * GIB, 120 * GIB, 244 * GIB]],
]);

/** The CPU sizes that Fargate has, in CPU units (1024 are one vCPU). */
export function cpuSizes(): number[] {
  return [...SIZES.keys()];
}

/** The memory sizes in MiB that go with this CPU size; none for one that Fargate does not have. */
export function memorySizes(cpuUnits: number): readonly number[] {
  return SIZES.get(cpuUnits) ?? [];
}

/** The same sizes in words. */
function memoryWords(cpuUnits: number): string {
  const sizes = memorySizes(cpuUnits);
  const [least = 0, next = 0] = sizes;
  return sizes.length > 8
    ? `${least} to ${sizes.at(-1)} MiB in steps of ${next - least}`
    : `one of ${sizes.join(", ")} MiB`;
}

/** What is wrong with a task's size, with the nearest size that exists. */
export function sizeProblems(at: Path, cpuUnits: number, memoryMiB: number): Problem[] {
  const memory = memorySizes(cpuUnits);
  if (memory.length === 0) {
    return [
      {
        path: [...at, "cpuUnits"],
        wrong: "not a CPU size of Fargate",
        got: cpuUnits,
        expected: `one of ${cpuSizes().join(", ")} (CPU units)`,
        change: `Set it to ${nearestNumber(cpuUnits, cpuSizes())}, the nearest.`,
      },
    ];
  }
  if (memory.includes(memoryMiB)) return [];
  return [
    {
      path: [...at, "memoryMiB"],
      wrong: `a size that Fargate does not give to ${cpuUnits} CPU units`,
      got: memoryMiB,
      expected: memoryWords(cpuUnits),
      change: `Set it to ${nearestNumber(memoryMiB, memory)}, the nearest.`,
    },
  ];
}

function gib(from: number, to: number, step: number): number[] {
  const sizes: number[] = [];
  for (let size = from; size <= to; size += step) sizes.push(size * GIB);
  return sizes;
}
