import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../../../stacks/config/problems";
import { parseStackFile } from "../../../stacks/config/stack-file";

describe("parseStackFile", () => {
  it("gives the keys of config in full, and nothing of an empty file", () => {
    const { raw } = parseStackFile(
      "config:\n  budgetCapUsd: 5\n  tandem:features: [k3s]\n  aws:region: x\n",
      "f",
    );
    assert.deepEqual(raw, { "tandem:budgetCapUsd": 5, "tandem:features": ["k3s"], "aws:region": "x" });
    assert.deepEqual(parseStackFile("", "f").raw, {});
  });

  it("names the encrypted values, and puts a mark in their place", () => {
    const text = "config:\n  tandem:a:\n    b:\n      - c: {secure: v1:xyz}\n  tandem:d: {secure: v1:uvw}\n";
    const { raw, secretKeys } = parseStackFile(text, "f");
    assert.deepEqual([...secretKeys], ["tandem:a.b[0].c", "tandem:d"]);
    assert.deepEqual(raw, { "tandem:a": { b: [{ c: "[secret]" }] }, "tandem:d": "[secret]" });
  });

  it("points at the mistake, and hides a secret that stands beside it", () => {
    const text = 'config:\n  tandem:aiStream:\n    models: {apiKey: "canary-1, provider: openai}\n';
    assert.throws(
      () => parseStackFile(text, "Pulumi.x.yaml"),
      (error: Error) => {
        assert.ok(error instanceof ConfigError);
        const [first, source, caret] = error.message.split("\n");
        assert.match(first!, /^Pulumi\.x\.yaml:\d+:\d+: .+, got the line below; expected valid YAML\. .+\.$/);
        assert.match(caret!, /^ +\^$/);
        assert.ok(caret!.length <= source!.length + 1 || source === "  ");
        return !error.message.includes("canary");
      },
    );
  });

  it("refuses aliases that lead nowhere or into themselves", () => {
    for (const text of ["config: *x\n", "config: &a\n  tandem:x: *a\n"]) {
      assert.throws(() => parseStackFile(text, "f"), ConfigError, text);
    }
  });

  it("throws nothing but a ConfigError, whatever the text", () => {
    const pieces = fc.constantFrom(
      "config:",
      "\n",
      "  ",
      "tandem:a",
      ": ",
      "- ",
      "{",
      "}",
      "[",
      '"',
      "&a",
      "*a",
      "|",
      "!t",
      "\t",
      "<<",
      "a",
      "1",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        try {
          parseStackFile(parts.join(""), "f");
        } catch (error) {
          assert.ok(error instanceof ConfigError, `${error instanceof Error ? error.stack : error}`);
        }
      }),
      { numRuns: 500 },
    );
  });
});
