/** Fargate's sizes, from the table that AWS publishes. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { cpuSizes, memorySizes, sizeProblems } from "../../../components/fargate-service/sizes";
import { fargatePair } from "../../../sandbox/providers/aws/fargate";
import { told } from "../told";

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
        sizes.flatMap((memory) => sizeProblems([], cpu, memory)),
        [],
      );
    });
  }

  it("is refused with memory that does not go with its CPU, with the nearest that does", () => {
    assert.deepEqual(told(sizeProblems([], 512, 3000), "s"), [
      "s.memoryMiB: a size that Fargate does not give to 512 CPU units, got 3000; " +
        "expected one of 1024, 2048, 3072, 4096 MiB. Set it to 3072, the nearest.",
    ]);
  });

  it("is refused between the steps of the large sizes", () => {
    const [problem] = sizeProblems([], 8192, 18432);
    assert.equal(problem?.expected, "16384 to 61440 MiB in steps of 4096");
    assert.equal(problem?.change, "Set it to 20480, the nearest.");
  });

  it("is refused with a CPU that Fargate does not have", () => {
    const [problem] = sizeProblems([], 1000, 2048);
    assert.deepEqual(problem?.path, ["cpuUnits"]);
    assert.equal(problem?.change, "Set it to 1024, the nearest.");
  });

  it("is one that the sandbox, which has AWS's table of its own, takes too, and no other is", () => {
    for (const cpu of [...cpuSizes(), 300, 65536]) {
      const sizes = Array.from({ length: 520 }, (_, index) => (index + 1) * 512);
      assert.deepEqual(
        sizes.filter((memory) => fargatePair(cpu, memory)),
        memorySizes(cpu),
      );
    }
  });

  it("is accepted after the change that a refusal proposes", () => {
    const size = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(fc.constantFrom(...cpuSizes()), size, (cpu, memory) => {
        const [problem] = sizeProblems([], cpu, memory);
        fc.pre(problem !== undefined);
        const proposed = Number(/Set it to (\d+)/.exec(problem!.change)![1]);
        assert.deepEqual(sizeProblems([], cpu, proposed), []);
      }),
    );
  });
});
