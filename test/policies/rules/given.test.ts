/** What rules are given from outside: a mistake in it is told in a line, and nothing is judged by it. */
import assert from "node:assert/strict";
import { givenLines } from "../../../policies/rules/given";

describe("What a policy pack is given", () => {
  it("passes when each of it is right", () => {
    const given = { capUsd: 60, hours: 24, region: "eu-west-1", usage: { egressGb: 1.5, albLcu: 0 } };
    assert.deepEqual([givenLines(given, "config"), givenLines({}, "config")], [[], []]);
  });

  const WRONG: [what: object, start: string][] = [
    [{ capUsd: "$50" }, 'config: capUsd: not a number, got "$50"; expected a whole number of USD'],
    [{ capUsd: null }, "config: capUsd: not a number, got nothing;"],
    [{ capUsd: 0 }, "config: capUsd: too small, got 0;"],
    [{ hours: -730 }, "config: hours: too small, got -730;"],
    [{ hours: Number.POSITIVE_INFINITY }, "config: hours: not a finite number, got Infinity;"],
    [{ region: 7 }, "config: region: not a region, got 7;"],
    [{ cap: 50 }, "config: cap: unknown key, got cap; expected one of capUsd, hours, region, usage."],
    [{ usage: "much" }, 'config: usage: not a mapping, got "much";'],
    [{ usage: { egressGb: -5 } }, "config: usage.egressGb: not a finite number of 0 or more, got -5;"],
    [{ usage: { egressGB: 5 } }, "config: usage.egressGB: unknown key, got egressGB;"],
  ];
  for (const [given, start] of WRONG) {
    it(`is told when it is wrong: ${JSON.stringify(given)}`, () => {
      const [line, ...more] = givenLines(given as Record<string, unknown>, "config");
      assert.deepEqual(more, []);
      assert.ok(line!.startsWith(start), line);
    });
  }
});
