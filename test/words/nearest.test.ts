import assert from "node:assert/strict";
import { listed } from "../../words/list";
import { nearest, nearestNumber } from "../../words/nearest";

describe("The nearest name", () => {
  const known = ["atlantis", "argocd", "k3s", "memoryMiB", "tandem:budgetCapUsd"];

  it("is the one that was misspelt, capitals or not", () => {
    for (const [written, meant] of [
      ["atlants", "atlantis"],
      ["ARGO-CD", "argocd"],
      ["memoryMib", "memoryMiB"],
      ["tandem:budgetCap", "tandem:budgetCapUsd"],
    ] as const)
      assert.equal(nearest(written, known), meant);
  });

  it("is none where nothing is near, nothing is known, or the name is endless", () => {
    assert.equal(nearest("weather", known), undefined);
    assert.equal(nearest("k3s", []), undefined);
    assert.equal(nearest("k3s".repeat(40), known), undefined);
  });
});

describe("The nearest number", () => {
  it("is the larger of two that are as near", () => {
    assert.deepEqual([nearestNumber(1500, [1024, 2048]), nearestNumber(3, [2, 4])], [1024, 4]);
  });
});

describe("Words in a row", () => {
  it("have commas, and a word before the last", () => {
    assert.deepEqual(
      [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")],
      ["a", "a and b", "a, b or c"],
    );
  });
});
