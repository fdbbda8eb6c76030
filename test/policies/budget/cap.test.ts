/** The cap, and what an estimate means against it. */
import assert from "node:assert/strict";
import { capOf, judgeEstimate } from "../../../policies/budget/cap";
import { estimate } from "../../../policies/budget/estimate";
import { planned, SETTINGS } from "./resources";

const NAT = "aws:ec2/natGateway:NatGateway";
/** $32.85 each. */
const gateways = (count: number) =>
  Array.from({ length: count }, (_, index) => planned(NAT, `n${index}`, { connectivityType: "private" }));
const three = estimate(gateways(3), SETTINGS);
const partly = estimate([...gateways(3), planned("aws:msk/cluster:Cluster", "k")], SETTINGS);

describe("the cap", () => {
  it("is the budget alone, for whatever hours it is", () => {
    assert.equal(capOf({ budgetCapUsd: 180 }), 180);
    assert.equal(capOf({ budgetCapUsd: 20, budgetHours: 48 }), 20);
  });

  it("is raised by open gates and spokes, which are figures of a month", () => {
    assert.equal(capOf({ budgetCapUsd: 180, gateDeltasUsd: [30, 10], spokeBudgetsUsd: [50] }), 270);
    assert.equal(capOf({ budgetCapUsd: 20, budgetHours: 73, gateDeltasUsd: [30] }), 23);
  });
});

describe("the verdict", () => {
  const CASES: [string, typeof three, number | null, number | undefined, string, boolean][] = [
    ["under the cap is within", three, 100, undefined, "within", false],
    ["exactly at the cap is within", three, three.total.upper, undefined, "within", false],
    ["a cent over is over", three, three.total.upper - 0.01, undefined, "over", false],
    ["over, but as dear as what is deployed, is not worse", three, 60, three.total.upper, "over", true],
    ["over, and cheaper than what is deployed, is not worse", three, 60, 200, "over", true],
    [
      "over, and a cent dearer than what is deployed, is worse",
      three,
      60,
      three.total.upper - 0.01,
      "over",
      false,
    ],
    ["not all priced is inconclusive", partly, 180, undefined, "inconclusive", false],
    ["not all priced, and the rest over already, is over", partly, 60, undefined, "over", false],
    ["not all priced is never not worse", partly, 60, 1000, "over", false],
    ["without a cap all priced is within", three, null, undefined, "within", false],
    ["without a cap not all priced is inconclusive", partly, null, undefined, "inconclusive", false],
  ];
  for (const [what, result, capUsd, deployed, expected, notWorse] of CASES) {
    it(`of ${what}`, () => {
      const found = judgeEstimate(result, capUsd, deployed);
      assert.deepEqual([found.verdict, found.notWorse], [expected, notWorse]);
      assert.equal(found.overUsd, found.verdict === "over" ? result.total.upper - capUsd! : 0);
    });
  }

  it("is not swayed by the last bit of a floating point sum", () => {
    const tenths = estimate(
      Array.from({ length: 3 }, (_, index) => planned("aws:cloudwatch/metricAlarm:MetricAlarm", `a${index}`)),
      SETTINGS,
    );
    assert.notEqual(tenths.total.upper, 0.3);
    assert.equal(judgeEstimate(tenths, 0.3).verdict, "within");
  });
});
