/** The gates as a rule: it repeats what the program decided, and adds nothing of its own. */
import assert from "node:assert/strict";
import { openGates } from "../../../policies/rules/open-gates";
import { settingsFor } from "../../../policies/rules/settings";
import { NOW, planned } from "../budget/resources";
import { told } from "./rule-settings";

const CLOSED = "atlantis: closed, as iac-prs-per-week is 5 and not over 5 in 28 days";
const record = (gates: unknown) => planned("tandem:index:Environment", "bc1", { environment: "bc1", gates });
const judge = (gates: unknown) => {
  const resources = [record(gates)];
  return openGates.check(resources, settingsFor(resources, {}, NOW));
};
const gate = (feature: string, open: boolean, reason: string) => ({
  feature,
  open,
  reason,
  budgetDeltaUsd: 0,
});

describe("The rule open-gates", () => {
  it("passes where no gate is closed, whatever is planned", () => {
    assert.deepEqual(openGates.check([planned("aws:eks/cluster:Cluster", "c")], told()), []);
    assert.deepEqual(judge([gate("k3s", true, "team-size is 4")]), []);
  });

  it("refuses with the decision's own line for each closed gate, and only for those", () => {
    const other = "vault: closed";
    assert.deepEqual(
      judge([
        gate("atlantis", false, CLOSED),
        gate("k3s", true, "team-size is 4"),
        gate("vault", false, other),
      ]),
      [CLOSED, other],
    );
  });

  it("passes a program that has no record of ours: it has no gates", () => {
    assert.deepEqual(openGates.check([], settingsFor([], {}, NOW)), []);
  });
});
