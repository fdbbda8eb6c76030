/** The tables of triggers and features hold together, and say what documents 000, 001 and 004 say. */
import assert from "node:assert/strict";
import { BASELINE, type Blueprint, FEATURES, GATED_NAMES, gatesOf } from "../../../policies/gates/features";
import { condition, TRIGGER_NAMES, TRIGGERS, triggerNamed } from "../../../policies/gates/triggers";

const BLUEPRINTS = Object.keys(BASELINE) as Blueprint[];

describe("the table of triggers", () => {
  it("names each trigger once", () => {
    assert.deepEqual([...new Set(TRIGGER_NAMES)], [...TRIGGER_NAMES]);
  });

  it("holds the thresholds of the documents, in words", () => {
    const words = Object.fromEntries(TRIGGERS.map((row) => [row.name, condition(row)]));
    assert.deepEqual(words, {
      "iac-prs-per-week": "> 5 in 7 days",
      "team-size": "> 3",
      "second-cloud": "> 0 (mandate)",
      "on-prem-or-iot": "> 0 (mandate)",
      "ai-sovereignty": "> 0 (mandate)",
      "kubernetes-features": "> 0",
      "kubernetes-expertise": "> 0",
      microservices: "> 50",
      "service-mesh": "> 0",
    });
  });

  for (const { name, source } of TRIGGERS) {
    it(`cites the document of ${name}`, () => {
      assert.match(source, /^document 00[0-4], /);
    });

    it(`opens some feature with ${name}`, () => {
      assert.ok(FEATURES.some((feature) => feature.openedBy.includes(name)));
    });
  }
});

describe("the table of features", () => {
  it("names each feature once", () => {
    assert.deepEqual([...new Set(GATED_NAMES)], [...GATED_NAMES]);
  });

  for (const { name, openedBy, deltas } of FEATURES) {
    it(`opens ${name} by triggers of the table, each given once`, () => {
      assert.ok(openedBy.length > 0);
      assert.deepEqual([...new Set(openedBy)], [...openedBy]);
      for (const trigger of openedBy) assert.equal(triggerNamed(trigger).name, trigger);
    });

    it(`has ${name} in some blueprint, each time with a sourced delta`, () => {
      assert.ok(Object.keys(deltas).length > 0);
      for (const { usd, source } of Object.values(deltas)) {
        assert.match(source, usd === null ? /^unknown: / : /^document 00[0-4], /);
        assert.ok(usd === null || (Number.isFinite(usd) && usd >= 0));
      }
    });
  }

  for (const blueprint of BLUEPRINTS) {
    it(`gates nothing that ${blueprint} has as its baseline`, () => {
      const both = gatesOf(blueprint).filter((feature) => BASELINE[blueprint].includes(feature.name));
      assert.deepEqual(both, []);
    });
  }

  const opens: Record<string, string> = {
    k3s: "iac-prs-per-week team-size second-cloud on-prem-or-iot ai-sovereignty",
    argocd: "iac-prs-per-week team-size second-cloud on-prem-or-iot ai-sovereignty",
    vault: "iac-prs-per-week team-size second-cloud on-prem-or-iot ai-sovereignty",
    atlantis: "iac-prs-per-week team-size",
    "pr-environments": "team-size",
    crossplane: "second-cloud",
    edge: "on-prem-or-iot",
    "local-inference": "ai-sovereignty",
    "eks-for-applications":
      "kubernetes-features second-cloud kubernetes-expertise microservices service-mesh",
  };
  it("opens each feature by the triggers of the design, and by no other", () => {
    assert.deepEqual(Object.fromEntries(FEATURES.map((row) => [row.name, row.openedBy.join(" ")])), opens);
  });

  it("counts K3s in the cloud at the upper end for bc1, and not a second time within the hybrid cap", () => {
    const { deltas } = FEATURES.find((row) => row.name === "k3s")!;
    assert.equal(deltas.bc1?.usd, 190);
    assert.equal(deltas.hybrid?.usd, 0);
  });

  it("adds nothing to the cap of a home lab", () => {
    assert.deepEqual([...new Set(gatesOf("homelab").map((row) => row.deltas.homelab?.usd))], [0]);
  });
});
