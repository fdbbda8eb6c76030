/** Which memory sizes Fargate gives to which CPU (AWS: Fargate task size). */

/** CPU units → smallest and largest memory, and the step between sizes, in MiB. 256 CPU units double instead. */
const MEMORY: Record<number, readonly [least: number, most: number, step: number]> = {
  256: [512, 2048, 0],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

/** The memory sizes (MiB) that go with this CPU size, smallest first; none for a CPU size that does not exist. */
export function memorySizes(cpuUnits: number): number[] {
  const [least, most, step] = MEMORY[cpuUnits] ?? [1, 0, 1];
  const sizes: number[] = [];
  for (let size = least; size <= most; size += step || size) sizes.push(size);
  return sizes;
}

/** The same sizes in words. */
export function memoryWords(cpuUnits: number): string {
  const [least, most, step] = MEMORY[cpuUnits]!;
  const sizes = memorySizes(cpuUnits);
  return sizes.length > 8 ? `${least} to ${most} MiB in steps of ${step}` : `one of ${sizes.join(", ")} MiB`;
}
