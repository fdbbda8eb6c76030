import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { HOLDERS } from "../../aws/data";
import { IDENTITIES } from "../../aws/ids";
import { LONGEST_NAMES } from "../../aws/names";
import { factsOf, SCHEMA } from "../../aws/schema";
import latencies from "../../sandbox/latencies.json";
import { TABLE } from "../../sandbox/providers/aws/types";
import type { Entry } from "../../sandbox/providers/aws/types/row";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));

/** What `@pulumi/aws` itself says of a type, read from the JavaScript of its class. */
function published(type: string) {
  const [, file] = type.split(":");
  const text = fs.readFileSync(path.join(SDK, `${file}.js`), "utf8");
  const all = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map((match) => match[1]!));
  const secret = /additionalSecretOutputs: \[([^\]]*)\]/.exec(text)?.[1] ?? "";
  return {
    type: /__pulumiType = '([^']+)'/.exec(text)?.[1],
    required: all(/Missing required property '(\w+)'/g),
    inputs: new Set([
      ...all(/resourceInputs\["(\w+)"\] = \(?args\?\.\w+/g),
      ...all(/pulumi\.secret\(args\.(\w+)/g),
    ]),
    outputs: all(/resourceInputs\["(\w+)"\]/g),
    secrets: new Set([...secret.matchAll(/"(\w+)"/g)].map((match) => match[1]!)),
  };
}

describe("the sandbox's table", () => {
  for (const row of TABLE.values()) {
    it(`says of ${row.type} what @pulumi/aws says`, () => {
      const sdk = published(row.type);
      const none = (names: Iterable<string>, known: Set<string>) =>
        [...names].filter((name) => !known.has(name));
      assert.equal(sdk.type, row.type);
      assert.deepEqual(new Set(row.schema.required), sdk.required);
      assert.deepEqual(none(inputNames(row), sdk.inputs), [], "names that are no inputs");
      assert.deepEqual(none(outputNames(row), sdk.outputs), [], "names that are no outputs");
      assert.deepEqual(
        none(row.schema.secrets ?? [], sdk.secrets),
        [],
        "names that the SDK does not keep secret",
      );
      assert.deepEqual(none(sdk.secrets, new Set(row.schema.secrets)), [], "secrets that the row lacks");
      assert.equal(row.schema.tags ?? false, sdk.inputs.has("tags"));
    });
  }

  it("gives every row a source, and every reference a type of the table", () => {
    for (const row of TABLE.values()) {
      assert.match(row.source, /^(AWS::\w+::\w+|.+, .+)$/, row.type);
      for (const ref of row.refs ?? [])
        for (const to of ref.to) assert.ok(TABLE.has(to), `${row.type} -> ${to}`);
    }
  });

  it("gives every type that something blocks an error to refuse with", () => {
    const blocked = [...TABLE.values()].flatMap((row) =>
      (row.refs ?? []).filter((ref) => ref.use === "blocks"),
    );
    const silent = blocked.flatMap((ref) => ref.to).filter((type) => TABLE.get(type)!.inUse === undefined);
    assert.deepEqual([...new Set(silent)], []);
  });

  it("has the facts of AWS about its own types alone, and an id for each that does not make one itself", () => {
    for (const facts of [IDENTITIES, HOLDERS, LONGEST_NAMES, SCHEMA]) {
      for (const type of Object.keys(facts)) assert.ok(TABLE.has(type), type);
    }
    for (const { type, id, identity } of TABLE.values())
      assert.equal(id !== undefined, identity.id === undefined, type);
  });

  it("makes ids and ARNs, and finds by them, of properties that exist", () => {
    const drawn = /^(account|region|id|time|uuid|digits|byte|(hex|HEX)\d+)$/;
    for (const { type, identity } of TABLE.values()) {
      const parts = Object.values(identity).flatMap((text) => [
        ...String(text).matchAll(/\{(\w+)(:last)?\}/g),
      ]);
      const names = parts.map(([, name]) => name!).filter((name) => !drawn.test(name));
      const known = published(type).outputs;
      assert.deepEqual(
        names.filter((name) => !known.has(name)),
        [],
        type,
      );
    }
  });

  it("gives latencies, with their sources, only of types that it serves", () => {
    for (const row of latencies.rows) {
      assert.ok(TABLE.has(row.type), row.type);
      assert.ok(row.source.length > 10 && /^\d{4}/.test(row.asOf), row.type);
    }
  });
});

function inputNames(row: Entry): string[] {
  const refs = (row.refs ?? []).map((ref) => ref.property.split(".")[0]!);
  const unique = row.unique?.properties ?? [];
  const facts = Object.keys(row.schema.props).filter((name) => factsOf(row.schema, name)!.m !== "C");
  return [...facts, ...Object.keys(row.replaceIf ?? {}), ...refs, ...unique];
}

function outputNames(row: Entry): string[] {
  return [
    ...Object.keys(row.computed ?? {}),
    ...Object.keys(row.derive ?? {}),
    ...(row.identity.arn ? ["arn"] : []),
  ];
}
