/** What `tandem triggers` shows: the JSON document against its published schema, and the table. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import type { GateInput } from "../../../policies/gates/decide";
import { BASELINE, type Blueprint } from "../../../policies/gates/features";
import { triggersDocument } from "../../../policies/gates/json";
import { triggersReport } from "../../../policies/gates/report";

const NOW = new Date("2026-11-21T12:00:00Z");
const none = { features: [], evidence: [], overrides: [], now: NOW };
/** One trigger in each state: stale, not fired, fired, missing, overridden. */
const mixed: GateInput = {
  environment: "bc1",
  blueprint: "bc1",
  features: ["atlantis", "vault", "local-inference"],
  evidence: [
    {
      trigger: "iac-prs-per-week",
      value: 9,
      measuredAt: new Date("2026-10-01T00:00:00Z"),
      source: "gh query 4",
    },
    {
      trigger: "team-size",
      value: 3,
      measuredAt: new Date("2026-11-20T00:00:00Z"),
      source: "staff register",
    },
    {
      trigger: "second-cloud",
      value: 1,
      measuredAt: new Date("2026-11-20T00:00:00Z"),
      source: "board minute 12",
      reviewBy: new Date("2027-05-01T00:00:00Z"),
    },
  ],
  overrides: [
    {
      feature: "local-inference",
      reason: "pilot",
      approver: "head of platform",
      expires: new Date("2026-12-31T00:00:00Z"),
    },
  ],
  now: NOW,
};

const schema = JSON.parse(readFileSync("policies/gates/triggers.schema.json", "utf8"));
const validate = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
}).compile(schema);
const errors = (document: unknown) => (validate(JSON.parse(JSON.stringify(document))) ? [] : validate.errors);

describe("the JSON of tandem triggers", () => {
  for (const blueprint of Object.keys(BASELINE) as Blueprint[]) {
    it(`is valid for ${blueprint} without evidence`, () => {
      assert.deepEqual(errors(triggersDocument({ ...none, environment: blueprint, blueprint })), []);
    });
  }

  it("is valid with a trigger in each state", () => {
    const document = triggersDocument(mixed);
    assert.deepEqual(errors(document), []);
    assert.deepEqual(
      document.triggers.map((entry) => [entry.name, entry.state]),
      [
        ["iac-prs-per-week", "stale"],
        ["team-size", "not-fired"],
        ["second-cloud", "fired"],
        ["on-prem-or-iot", "missing"],
        ["ai-sovereignty", "overridden"],
      ],
    );
  });

  it("gives a trigger its value, dates, source, features and delta", () => {
    assert.deepEqual(triggersDocument(mixed).triggers[2], {
      name: "second-cloud",
      metric: "mandates for Azure or GCP",
      threshold: 0,
      window: "mandate",
      value: 1,
      measuredAt: "2026-11-20T00:00:00.000Z",
      expires: "2027-05-01T00:00:00.000Z",
      source: "board minute 12",
      state: "fired",
      unlocks: ["k3s", "argocd", "vault", "crossplane"],
      budgetDeltaUsd: 190,
    });
  });

  it("gives an overridden trigger the expiry of the override, and no delta where a feature has no figure", () => {
    const entry = triggersDocument(mixed).triggers[4]!;
    assert.deepEqual(
      [entry.value, entry.expires, entry.budgetDeltaUsd],
      [null, "2026-12-31T00:00:00.000Z", null],
    );
  });

  it("gives a trigger that several overrides stand in for the expiry of the last", () => {
    const until = (feature: string, day: string) => {
      return {
        feature,
        reason: "pilot",
        approver: "head of platform",
        expires: new Date(`${day}T00:00:00Z`),
      };
    };
    const overrides = [
      until("k3s", "2026-12-01"),
      until("vault", "2026-12-03"),
      until("argocd", "2026-12-02"),
    ];
    const [entry] = triggersDocument({ ...mixed, evidence: [], overrides }).triggers;
    assert.deepEqual([entry?.state, entry?.expires], ["overridden", "2026-12-03T00:00:00.000Z"]);
  });

  it("gives each gate whether it is asked for, how it stands and who overrode it", () => {
    const gates = triggersDocument(mixed).gates;
    assert.deepEqual(
      gates.map((gate) => [gate.feature, gate.requested, gate.state, gate.override?.approver]),
      [
        ["k3s", false, "fired", undefined],
        ["argocd", false, "fired", undefined],
        ["vault", true, "fired", undefined],
        ["atlantis", true, "closed", undefined],
        ["pr-environments", false, "closed", undefined],
        ["crossplane", false, "fired", undefined],
        ["edge", false, "closed", undefined],
        ["local-inference", true, "overridden", "head of platform"],
      ],
    );
  });

  it("is refused by the schema when a fired trigger has no value, a state is unknown, or a key is added", () => {
    const wrong = (change: object) => {
      const document = triggersDocument(mixed);
      return errors({ ...document, triggers: [{ ...document.triggers[2], ...change }] })?.length;
    };
    assert.equal(wrong({}), 0);
    for (const change of [
      { value: null },
      { state: "future" },
      { extra: 1 },
      { window: 0 },
      { measuredAt: "soon" },
    ]) {
      assert.notEqual(wrong(change), 0, JSON.stringify(change));
    }
  });
});

describe("the table of tandem triggers", () => {
  it("shows triggers and gates, plainly", () => {
    assert.equal(
      triggersReport(triggersDocument(mixed)),
      `Triggers and gates of bc1

TRIGGER           VALUE  FIRES AT       GOOD UNTIL  STATE
iac-prs-per-week  9      > 5 in 7 days  2026-10-29  stale
team-size         3      > 3            2026-12-18  not-fired
second-cloud      1      > 0 (mandate)  2027-05-01  fired
on-prem-or-iot    -      > 0 (mandate)  -           missing
ai-sovereignty    -      > 0 (mandate)  2026-12-31  overridden

FEATURE          REQUESTED  GATE               ADDS A MONTH
k3s              no         open (fired)       $190
argocd           no         open (fired)       $0
vault            yes        open (fired)       $0
atlantis         yes        closed             $0
pr-environments  no         closed             unknown
crossplane       no         open (fired)       $0
edge             no         closed             $0
local-inference  yes        open (overridden)  unknown

Evidence: evidence/bc1.yaml
`,
    );
  });

  it("says so where a blueprint has no gates", () => {
    assert.equal(
      triggersReport(triggersDocument({ ...none, environment: "show", blueprint: "demo" })),
      "show has no gates.\n",
    );
  });
});
