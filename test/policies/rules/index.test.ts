/** The list of rules, which the pack and the command share. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../../policies/rules";

/** What is in the folder beside the rules. */
const NO_RULES = ["index.ts", "rule.ts", "settings.ts", "given.ts"];

describe("The rules", () => {
  it("are all that stand in their folder, each named after its file", () => {
    const files = readdirSync(join(__dirname, "../../../policies/rules"));
    const named = RULES.map(({ name }) => `${name}.ts`);
    assert.deepEqual(named.toSorted(), files.filter((file) => !NO_RULES.includes(file)).toSorted());
  });

  it("each say in a sentence what they ask for", () => {
    for (const { name, description } of RULES) assert.match(description, /^[A-Z].{20,}\.$/, name);
  });
});
