import assert from "node:assert/strict";
import { markdownTable, table } from "../../words/table";

describe("A table", () => {
  it("has columns as wide as their widest cell, and nothing at the end of a line", () => {
    assert.deepEqual(
      table([
        ["NAME", "GATE"],
        ["argocd", "open"],
        ["k3s", ""],
      ]),
      ["NAME    GATE", "argocd  open", "k3s"],
    );
  });

  it("is Markdown with a head, its cells' own bars escaped", () => {
    assert.deepEqual(markdownTable(["a", "b"], [["x|y", "1"]]), [
      "| a | b |",
      "| --- | --- |",
      "| x\\|y | 1 |",
    ]);
  });
});
