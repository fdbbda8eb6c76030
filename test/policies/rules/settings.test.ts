/** Where a rule's settings come from: what the pack is given, then the plan's own record, then defaults. */
import assert from "node:assert/strict";
import { RECORD, settingsFor } from "../../../policies/rules/settings";
import { UNKNOWN } from "../../../pulumi/values";
import { NOW, planned } from "../budget/resources";

const BOUND = {
  child: "ai-lb-alb",
  type: "aws:lb/loadBalancer:LoadBalancer",
  item: "alb-hour",
  amount: 1,
  kind: "fixed",
};
const RECORDED = {
  environment: "bc1",
  blueprint: "bc1",
  region: "us-east-1",
  capUsd: 180,
  hours: 100,
  usage: { egressGb: 20 },
  bounds: [BOUND],
  gates: [
    { feature: "k3s", open: true, reason: "open", budgetDeltaUsd: 120 },
    { feature: "vault", open: false, reason: "vault: closed", budgetDeltaUsd: 0 },
  ],
};
const record = (inputs: object) => [
  planned("aws:ec2/eip:Eip", "ip"),
  planned(RECORD, "bc1", inputs as Record<string, unknown>),
];

describe("A rule's settings", () => {
  it("are the record's where the program left one", () => {
    assert.deepEqual(settingsFor(record(RECORDED), {}, NOW), {
      environment: "bc1",
      region: "us-east-1",
      capUsd: 180,
      hours: 100,
      usage: { egressGb: 20 },
      bounds: [BOUND],
      closedGates: ["vault: closed"],
      now: NOW,
    });
  });

  it("are what the pack is given, before the record, each by itself", () => {
    const given = { capUsd: 60, hours: 24, region: "eu-west-1", usage: { egressGb: 1 } };
    const { capUsd, hours, region, usage, bounds } = settingsFor(record(RECORDED), given, NOW);
    assert.deepEqual({ capUsd, hours, region, usage }, given);
    assert.deepEqual(bounds, [BOUND]);
    const onlyCap = settingsFor(record(RECORDED), { capUsd: 60 }, NOW);
    assert.deepEqual([onlyCap.capUsd, onlyCap.hours, onlyCap.usage], [60, 100, { egressGb: 20 }]);
  });

  it("are a month of no usage without a cap, where nobody says anything", () => {
    assert.deepEqual(settingsFor([], {}, NOW), {
      environment: null,
      region: null,
      capUsd: null,
      hours: 730,
      usage: {},
      bounds: [],
      closedGates: [],
      now: NOW,
    });
  });

  it("take a given figure over one that the record does not know yet", () => {
    const unknown = record({ ...RECORDED, capUsd: UNKNOWN, hours: undefined });
    assert.equal(settingsFor(unknown, { capUsd: 60 }, NOW).capUsd, 60);
    assert.equal(settingsFor(unknown, {}, NOW).hours, 730);
  });

  it("come from no other resource, whatever its inputs are called", () => {
    const other = planned("tandem:index:EcsAiStream", "ai", { capUsd: 1, environment: "other" });
    assert.equal(settingsFor([other], {}, NOW).capUsd, null);
  });
});
