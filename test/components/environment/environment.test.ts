/** The record that the policy pack reads. */
import assert from "node:assert/strict";
import { Environment, type EnvironmentArgs } from "../../../components/environment";
import { register } from "../registered";

const RECORD: EnvironmentArgs = {
  environment: "bc1",
  blueprint: "bc1",
  region: "us-east-1",
  capUsd: 180,
  hours: 730,
  usage: { albLcu: 0.5 },
  bounds: [{ child: "a", type: "aws:ec2/eip:Eip", item: "public-ipv4-hour", amount: 1, kind: "fixed" }],
  gates: [{ feature: "argocd", open: false, budgetDeltaUsd: 150, reason: "no trigger has fired" }],
};

describe("The record of an environment", () => {
  for (const outputs of ["known", "unknown"] as const) {
    it(`is seen whole by policies with ${outputs} outputs, and makes nothing`, async () => {
      const found = await register(() => new Environment("bc1", RECORD), outputs);
      assert.deepEqual(
        found.map(({ type }) => type),
        ["tandem:index:Environment"],
      );
      assert.deepEqual(found[0]!.inputs, RECORD);
      assert.deepEqual(found[0]!.outputs, {});
    });
  }
});
