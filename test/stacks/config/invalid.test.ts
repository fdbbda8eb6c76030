import assert from "node:assert/strict";
import type { ConfigContext } from "../../../stacks/config/context";
import { parseConfig } from "../../../stacks/config/parse";
import { ConfigError } from "../../../stacks/config/problems";
import { parseStackFile } from "../../../stacks/config/stack-file";
import { fixtures } from "./fixture";

/** As Pulumi hands it to the program: every value a text, mappings and lists as JSON. */
function asProgramSees(raw: Record<string, unknown>): Record<string, unknown> {
  const text = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, text(value)]));
}

function problemsOf(raw: Record<string, unknown>, context: ConfigContext): readonly string[] {
  try {
    parseConfig(raw, context);
  } catch (error) {
    assert.ok(error instanceof ConfigError, `${error}`);
    return error.problems;
  }
  return [];
}

describe("the invalid stack files", () => {
  const all = fixtures();

  it("are at least 30, of which at least 25 stand for a row of the list of bad inputs", () => {
    assert.ok(all.length >= 30);
    assert.ok(all.filter(({ row }) => /^\d+$/.test(row)).length >= 25);
  });

  for (const { name, text, expected, row, context } of all) {
    it(`${name}: gives its message and nothing else`, () => {
      assert.match(row, /^(\d+|none)$/);
      let printed: string;
      try {
        const { raw, secretKeys } = parseStackFile(text, context.where);
        printed = problemsOf(raw, { ...context, secretKeys }).join("\n");
      } catch (error) {
        assert.ok(error instanceof ConfigError, `${error}`);
        printed = error.message;
      }
      assert.deepEqual(printed.split("\n"), expected);
      assert.match(expected[0]!, /^Pulumi\.[\w-]+\.yaml(:\d+:\d+)?: .+, got .+; expected .+\. .+[.?]$/);
      assert.doesNotMatch(printed, /canary|\n\s+at /);
    });
  }

  it("give the program, which sees texts, the same messages as the command, which sees YAML", () => {
    const readable = all.filter(({ name }) => !/^yaml-|^key-(outside|twice)/.test(name));
    assert.ok(readable.length > 60);
    for (const { name, text, expected, context } of readable) {
      const { raw, secretKeys } = parseStackFile(text, context.where);
      const program = problemsOf(asProgramSees(raw), { ...context, secretKeys });
      assert.deepEqual(program, expected, name);
    }
  });

  it("are reported together when they stand together", () => {
    const { text, context } = all.find(({ name }) => name === "fargate-pair.yaml")!;
    const worse = text
      .replace("ai.example.com", "AI.example.com")
      .replace("storageGiB: 20", "storageGiB: 1")
      .replace("minReplicas: 1", "minReplicas: 3")
      .replace("zones: 2", "zone: 2");
    const { raw, secretKeys } = parseStackFile(worse, context.where);
    const keys = problemsOf(raw, { ...context, secretKeys }).map((line) => line.split(": ")[1]);
    assert.deepEqual(keys, [
      "tandem:aiStream.domain.hostname",
      "tandem:aiStream.network.zone",
      "tandem:aiStream.postgres.storageGiB",
      "tandem:aiStream.agents.memoryMiB",
      "tandem:aiStream.agents.minReplicas",
    ]);
  });
});
