import assert from "node:assert/strict";
import { criticalPath, type Latency, type Operation } from "../../sandbox/critical-path";
import { rows } from "../../sandbox/latencies.json";

const LATENCIES: Latency[] = [
  { type: "db", when: { multiAz: true }, create: 900, source: "a log", asOf: "2026" },
  { type: "db", create: 400, delete: 200, source: "a log", asOf: "2026" },
  { type: "net", create: 10, delete: 1, source: "a log", asOf: "2026" },
  { type: "nat", create: 110, delete: 60, source: "a log", asOf: "2026" },
];
const DEPENDENCIES = { component: ["n"], d: ["component"], t: ["n"], s: ["d", "t"] };
const op = (urn: string, type: string, kind: Operation["op"] = "create", inputs = {}): Operation => ({
  urn,
  type,
  op: kind,
  inputs,
});

describe("the critical path of a recorded run", () => {
  it("adds up the longest chain, through what has no operation of its own", () => {
    const run = [op("n", "net"), op("t", "nat"), op("d", "db"), op("s", "net")];
    const { minutes, path, unknown } = criticalPath(run, DEPENDENCIES, LATENCIES);
    assert.deepEqual(
      path.map((one) => [one.urn, one.seconds]),
      [
        ["n", 10],
        ["d", 400],
        ["s", 10],
      ],
    );
    assert.deepEqual([minutes, unknown], [7, []]);
  });

  it("turns the graph round for deletes", () => {
    const run = ["n:net", "t:nat", "d:db", "s:net"].map((one) => {
      const [urn, type] = one.split(":") as [string, string];
      return op(urn, type, "delete");
    });
    const { path } = criticalPath(run, DEPENDENCIES, LATENCIES);
    assert.deepEqual(
      path.map((one) => one.urn),
      ["s", "d", "n"],
    );
  });

  it("takes the row whose condition the inputs meet, and names what it has no time for", () => {
    const run = [op("d", "db", "create", { multiAz: true }), op("x", "queue")];
    const { minutes, unknown } = criticalPath(run, {}, LATENCIES);
    assert.deepEqual([minutes, unknown], [15, ["queue"]]);
  });

  it("gives a database in two zones about a quarter of an hour, from the published logs", () => {
    const run = [op("d", "aws:rds/instance:Instance", "create", { multiAz: true })];
    assert.equal(criticalPath(run, {}, rows).minutes, 15.5);
  });
});
