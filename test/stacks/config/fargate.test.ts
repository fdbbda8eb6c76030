import assert from "node:assert/strict";
import { memorySizes } from "../../../stacks/config/fargate";

describe("Fargate's sizes", () => {
  it("are those of AWS's table", () => {
    assert.deepEqual(memorySizes(256), [512, 1024, 2048]);
    assert.deepEqual(memorySizes(512), [1024, 2048, 3072, 4096]);
    assert.deepEqual(memorySizes(1024), [2048, 3072, 4096, 5120, 6144, 7168, 8192]);
    const ends = [2048, 4096, 8192, 16384].map((cpu) => [
      memorySizes(cpu).at(0),
      memorySizes(cpu).length,
      memorySizes(cpu).at(-1),
    ]);
    assert.deepEqual(ends, [
      [4096, 13, 16384],
      [8192, 23, 30720],
      [16384, 12, 61440],
      [32768, 12, 122880],
    ]);
    assert.deepEqual(memorySizes(300), []);
  });
});
