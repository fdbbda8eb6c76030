/** Fargate's sizes, from the table that AWS publishes. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { cpuSizes, memorySizes, sizeProblems } from "../../../components/fargate-service/sizes";

describe("A Fargate task's size", () => {
  for (const [cpu, first, last, count] of [
    [256, 512, 2048, 3],
    [512, 1024, 4096, 4],
    [1024, 2048, 8192, 7],
    [2048, 4096, 16384, 13],
    [4096, 8192, 30720, 23],
    [8192, 16384, 61440, 12],
    [16384, 32768, 122880, 12],
    [32768, 61440, 249856, 3],
  ] as const) {
    it(`has from ${first} to ${last} MiB with ${cpu} CPU units, in ${count} sizes`, () => {
      const sizes = memorySizes(cpu);
      assert.deepEqual([sizes[0], sizes.at(-1), sizes.length], [first, last, count]);
      assert.deepEqual(
        sizes.flatMap((memory) => sizeProblems("s", cpu, memory)),
        [],
      );
    });
  }

  it("is refused with memory that does not go with its CPU, with the nearest that does", () => {
    assert.deepEqual(sizeProblems("s", 512, 3000), [
      "s.memoryMiB: does not go with 512 CPU units on Fargate, got 3000; expected 1024, 2048, 3072, 4096. " +
        "Set it to 3072 (nearest).",
    ]);
  });

  it("is refused between the steps of the large sizes", () => {
    assert.match(sizeProblems("s", 8192, 18432)[0]!, /Set it to 20480 \(nearest\)\.$/);
  });

  it("is refused with a CPU that Fargate does not have", () => {
    assert.match(sizeProblems("s", 1000, 2048)[0]!, /^s\.cpuUnits: .*Set it to 1024 \(nearest\)\.$/);
  });

  it("is accepted after the change that a refusal proposes", () => {
    const size = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(fc.constantFrom(...cpuSizes()), size, (cpu, memory) => {
        const [problem] = sizeProblems("s", cpu, memory);
        fc.pre(problem !== undefined);
        const proposed = Number(/Set it to (\d+)/.exec(problem!)![1]);
        assert.deepEqual(sizeProblems("s", cpu, proposed), []);
      }),
    );
  });
});
