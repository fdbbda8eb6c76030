import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { jsonSchema, reference } from "../../../stacks/config/reference";
import { fixtures } from "./fixture";

const ROOT = join(__dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe("the config's reference", () => {
  const valid = new Ajv({ allErrors: true }).compile(JSON.parse(jsonSchema()));

  it("is as new as the schema: else run tsx stacks/config/reference.ts", () => {
    assert.equal(read("docs/reference/config.md"), reference());
    assert.equal(read("docs/reference/config.schema.json"), jsonSchema());
  });

  it("says of every key what it is", () => {
    const rows = reference()
      .split("\n")
      .filter((row) => row.startsWith("| `tandem:"));
    assert.ok(rows.length > 50);
    for (const row of rows) assert.match(row.split("|")[6]!, /\w{3}/, row);
  });

  it("lets the editor take the shipped file, and an encrypted key beside keys of Pulumi's own", () => {
    const shipped = read("Pulumi.bc1.yaml");
    assert.equal(valid(parse(shipped)), true, JSON.stringify(valid.errors));
    const key = "apiKey: {secure: v1:abc}\n      baseUrl: https://models.example.com/v1";
    const changed = shipped
      .replace("disable-default-providers:\n    - aws", 'disable-default-providers: ["*"]')
      .replace("provider: bedrock", "provider: openai")
      .replace("region: us-east-1\n      modelIds", `${key}\n      modelIds`);
    assert.equal(valid(parse(changed)), true, JSON.stringify(valid.errors));
  });

  it("lets the editor see most mistakes before anything runs", () => {
    const files = fixtures().filter(({ name }) => !name.startsWith("yaml-"));
    const seen = files.filter(({ text }) => !valid(parse(text)));
    assert.ok(seen.length > files.length / 2, `${seen.length} of ${files.length}`);
    assert.ok(seen.some(({ name }) => name === "model-key-in-plaintext.yaml"));
  });
});
