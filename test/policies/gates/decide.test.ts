/** The decision on gates: boundaries of value and age, overrides, names, and the line that explains each. */
import assert from "node:assert/strict";
import { decide, type GateInput, openDeltasUsd } from "../../../policies/gates/decide";
import type { Evidence, Override } from "../../../policies/gates/evidence";
import type { TriggerName } from "../../../policies/gates/triggers";

const NOW = new Date("2026-11-21T12:00:00Z");
const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const at = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

const bc1: GateInput = {
  environment: "bc1",
  blueprint: "bc1",
  features: [],
  evidence: [],
  overrides: [],
  now: NOW,
};
const measured = (trigger: TriggerName, value: number, measuredAt = at(-DAY)): Evidence => {
  return { trigger, value, measuredAt, source: "a register" };
};
const overriding = (feature: string, expires: Date): Override => {
  return { feature, reason: "audit finding 7", approver: "head of platform", expires };
};
const one = (feature: string, rest: Partial<GateInput>) =>
  decide({ ...bc1, features: [feature], ...rest })[0]!;
const states = (input: Partial<GateInput>) =>
  decide({ ...bc1, ...input }).map((row) => [row.feature, row.state]);

describe("the thresholds", () => {
  const boundaries: [string, TriggerName, number, string][] = [
    ["atlantis", "iac-prs-per-week", 5, "closed"],
    ["atlantis", "iac-prs-per-week", 6, "fired"],
    ["atlantis", "team-size", 3, "closed"],
    ["atlantis", "team-size", 4, "fired"],
    ["pr-environments", "team-size", 3, "closed"],
    ["pr-environments", "team-size", 4, "fired"],
    ["pr-environments", "iac-prs-per-week", 6, "closed"],
    ["k3s", "iac-prs-per-week", 6, "fired"],
    ["vault", "team-size", 4, "fired"],
    ["atlantis", "iac-prs-per-week", 0, "closed"],
  ];
  for (const [feature, trigger, value, state] of boundaries) {
    it(`leave ${feature} ${state} at ${trigger} = ${value}`, () => {
      assert.equal(one(feature, { evidence: [measured(trigger, value)] }).state, state);
    });
  }

  for (const [value, state] of [
    [50, "closed"],
    [51, "fired"],
  ] as const) {
    it(`leave eks-for-applications ${state} at ${value} microservices`, () => {
      const omc = { blueprint: "omc" as const, features: ["eks-for-applications"] };
      const [, decision] = decide({ ...bc1, ...omc, evidence: [measured("microservices", value)] });
      assert.equal(decision?.state, state);
    });
  }
});

describe("the age of evidence", () => {
  const ages: [string, Date, string][] = [
    ["of this moment", NOW, "fired"],
    ["of exactly 28 days ago", at(-28 * DAY), "fired"],
    ["of 28 days and a second ago", at(-28 * DAY - SECOND), "closed"],
    ["of a second ahead", at(SECOND), "closed"],
  ];
  for (const [age, measuredAt, state] of ages) {
    it(`leaves atlantis ${state} on a measurement ${age}`, () => {
      assert.equal(one("atlantis", { evidence: [measured("team-size", 4, measuredAt)] }).state, state);
    });
  }

  const reviews: [string, Date | undefined, string][] = [
    ["is to be reviewed next year", at(400 * DAY), "fired"],
    ["is to be reviewed at this moment", NOW, "fired"],
    ["was to be reviewed a second ago", at(-SECOND), "closed"],
    ["states no review", undefined, "closed"],
  ];
  for (const [review, reviewBy, state] of reviews) {
    it(`leaves crossplane ${state} on a mandate of a year ago that ${review}`, () => {
      const mandate = { ...measured("second-cloud", 1, at(-365 * DAY)), reviewBy };
      assert.equal(one("crossplane", { evidence: [mandate] }).state, state);
    });
  }

  it("leaves crossplane closed on a mandate that was withdrawn", () => {
    const mandate = { ...measured("second-cloud", 0), reviewBy: at(DAY) };
    assert.equal(one("crossplane", { evidence: [mandate] }).state, "closed");
  });

  it("closes every gate when the clock is not a date", () => {
    const input = { evidence: [measured("team-size", 4)], overrides: [overriding("atlantis", at(DAY))] };
    assert.equal(one("atlantis", { ...input, now: new Date(Number.NaN) }).open, false);
  });
});

describe("overrides", () => {
  for (const [when, expires, state] of [
    ["tomorrow", at(DAY), "overridden"],
    ["at this moment", NOW, "overridden"],
    ["a second ago", at(-SECOND), "closed"],
  ] as const) {
    it(`leave their feature ${state} when they expire ${when}`, () => {
      assert.equal(one("vault", { overrides: [overriding("vault", expires)] }).state, state);
    });
  }

  it("open no other feature", () => {
    assert.equal(one("k3s", { overrides: [overriding("vault", at(DAY))] }).state, "closed");
  });

  it("say who opened it, until when and why", () => {
    assert.equal(
      one("vault", { overrides: [overriding("vault", at(DAY))] }).why,
      "vault is open until 2026-11-22T12:00:00Z by an override of head of platform: audit finding 7",
    );
  });
});

describe("which features are on", () => {
  it("has none in bc1 that was not asked for, whatever the evidence", () => {
    assert.deepEqual(decide({ ...bc1, evidence: [measured("team-size", 9)] }), []);
  });

  it("has the baseline of homelab without being asked, and once when it is", () => {
    const baseline = [
      ["k3s", "baseline"],
      ["argocd", "baseline"],
      ["tunnel", "baseline"],
    ];
    assert.deepEqual(states({ blueprint: "homelab" }), baseline);
    assert.deepEqual(states({ blueprint: "homelab", features: ["argocd", "vault"] }), [
      ...baseline,
      ["vault", "closed"],
    ]);
  });

  it("has the baselines of demo and omc", () => {
    assert.deepEqual(states({ blueprint: "demo" }), [
      ["eks", "baseline"],
      ["argocd", "baseline"],
    ]);
    assert.deepEqual(states({ blueprint: "omc" }), [["eks-for-runners", "baseline"]]);
  });

  it("decides in the order of tandem:features, open and closed side by side", () => {
    const features = ["edge", "k3s", "pr-environments"];
    assert.deepEqual(states({ features, evidence: [measured("iac-prs-per-week", 6)] }), [
      ["edge", "closed"],
      ["k3s", "fired"],
      ["pr-environments", "closed"],
    ]);
  });
});

describe("features that cannot be asked for", () => {
  const known = "k3s, argocd, vault, atlantis, pr-environments, crossplane, edge, local-inference";
  const refusals: [string, string[], string][] = [
    [
      "a misspelt one",
      ["atlants"],
      `tandem:features[0]: there is no such feature, got "atlants"; expected ${known}. Write atlantis, or take it out of tandem:features`,
    ],
    [
      "one that is near to none",
      ["weather"],
      `tandem:features[0]: there is no such feature, got "weather"; expected ${known}. Take it out of tandem:features`,
    ],
    [
      "one of another blueprint",
      ["eks-for-applications"],
      `tandem:features[0]: eks-for-applications is not a feature of bc1, got "eks-for-applications"; expected ${known}. Take it out of tandem:features`,
    ],
    [
      "one that is listed twice",
      ["k3s", "k3s"],
      `tandem:features[1]: k3s is given twice, got "k3s"; expected each feature once. Take it out of tandem:features`,
    ],
  ];
  for (const [what, features, why] of refusals) {
    it(`refuses ${what} in one line`, () => {
      const last = decide({ ...bc1, features, evidence: [measured("team-size", 9)] }).at(-1)!;
      assert.deepEqual([last.state, last.open, last.why], ["refused", false, why]);
    });
  }

  it("names the baseline among what the blueprint has", () => {
    const [, , , refused] = decide({ ...bc1, blueprint: "homelab", features: ["tunel"] });
    assert.match(refused!.why, /; expected k3s, argocd, tunnel, vault, .*\. Write tunnel, or take it out/);
  });
});

describe("the line of a closed gate", () => {
  const expected = "expected iac-prs-per-week > 5 in 7 days, or team-size > 3";
  const out = "or take atlantis out of tandem:features";
  const lines: [string, Partial<GateInput>, string][] = [
    [
      "asks for a measurement where there is none",
      {},
      `tandem:features[0]: atlantis is closed, got iac-prs-per-week = none measured, team-size = none measured; ${expected}. Add a measurement to evidence/bc1.yaml, ${out}`,
    ],
    [
      "names the value that was not enough",
      { evidence: [measured("team-size", 3)] },
      `tandem:features[0]: atlantis is closed, got iac-prs-per-week = none measured, team-size = 3; ${expected}. Add a measurement to evidence/bc1.yaml, ${out}`,
    ],
    [
      "offers an override where all is measured",
      { evidence: [measured("team-size", 3), measured("iac-prs-per-week", 5)] },
      `tandem:features[0]: atlantis is closed, got iac-prs-per-week = 5, team-size = 3; ${expected}. Add an override (reason, approver, expires) to evidence/bc1.yaml, ${out}`,
    ],
    [
      "asks for stale evidence to be renewed",
      { evidence: [measured("team-size", 4, new Date("2026-10-01T00:00:00Z"))] },
      `tandem:features[0]: atlantis is closed, got iac-prs-per-week = none measured, team-size = 4 (stale: measured 2026-10-01, good until 2026-10-29); ${expected}. Renew team-size in evidence/bc1.yaml, ${out}`,
    ],
    [
      "says that an override has expired",
      { overrides: [overriding("atlantis", new Date("2026-11-01T00:00:00Z"))] },
      `tandem:features[0]: atlantis is closed, as its override expired on 2026-11-01, got iac-prs-per-week = none measured, team-size = none measured; ${expected}. Renew the override in evidence/bc1.yaml, ${out}`,
    ],
    [
      "names the file of the environment, not of the blueprint",
      { environment: "bc1-staging" },
      `tandem:features[0]: atlantis is closed, got iac-prs-per-week = none measured, team-size = none measured; ${expected}. Add a measurement to evidence/bc1-staging.yaml, ${out}`,
    ],
  ];
  for (const [what, input, why] of lines) {
    it(what, () => assert.equal(one("atlantis", input).why, why));
  }

  it("asks for a mandate where only a mandate opens", () => {
    assert.equal(
      one("edge", {}).why,
      "tandem:features[0]: edge is closed, got on-prem-or-iot = no mandate; expected on-prem-or-iot > 0 (mandate). " +
        "Add a mandate to evidence/bc1.yaml, or take edge out of tandem:features",
    );
  });
});

describe("the line of an open gate", () => {
  it("names value, threshold, source and how long it is good", () => {
    const evidence = [measured("team-size", 4, new Date("2026-11-20T00:00:00Z"))];
    assert.equal(
      one("atlantis", { evidence }).why,
      "atlantis is open until 2026-12-18: team-size = 4, needs > 3 (a register)",
    );
  });
});

describe("what open gates add to the cap", () => {
  it("is the delta of the requested features whose gates are open, and nothing for the closed or the unknown", () => {
    const features = ["k3s", "argocd", "pr-environments", "edge"];
    assert.deepEqual(
      openDeltasUsd(decide({ ...bc1, features, evidence: [measured("team-size", 4)] })),
      [190],
    );
    assert.deepEqual(openDeltasUsd(decide({ ...bc1, features })), []);
  });

  it("counts a feature that is listed twice once", () => {
    const input = { features: ["k3s", "k3s"], evidence: [measured("team-size", 4)] };
    assert.deepEqual(openDeltasUsd(decide({ ...bc1, ...input })), [190]);
  });
});
