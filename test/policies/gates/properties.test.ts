/** What holds for every evidence: none opens nothing, and more never closes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { decide, type GateInput } from "../../../policies/gates/decide";
import type { Evidence, Override } from "../../../policies/gates/evidence";
import { BASELINE, type Blueprint, GATED_NAMES, gatesOf } from "../../../policies/gates/features";
import { triggersDocument } from "../../../policies/gates/json";
import { triggersReport } from "../../../policies/gates/report";
import { TRIGGER_NAMES } from "../../../policies/gates/triggers";

const NOW = new Date("2026-11-21T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;

const near = fc.integer({ min: -60 * DAY, max: 60 * DAY }).map((shift) => new Date(NOW.getTime() + shift));
const piece: fc.Arbitrary<Evidence> = fc.record(
  {
    trigger: fc.constantFrom(...TRIGGER_NAMES),
    value: fc.oneof(fc.nat(8), fc.maxSafeNat()),
    measuredAt: near,
    source: fc.constant("a register"),
    reviewBy: near,
  },
  { requiredKeys: ["trigger", "value", "measuredAt", "source"] },
);
const override: fc.Arbitrary<Override> = fc.record({
  feature: fc.constantFrom(...GATED_NAMES),
  reason: fc.constant("audit"),
  approver: fc.constant("head of platform"),
  expires: near,
});
const blueprint = fc.constantFrom(...(Object.keys(BASELINE) as Blueprint[]));
const input: fc.Arbitrary<GateInput> = fc.record({
  environment: fc.constant("e".repeat(50)),
  blueprint,
  features: fc.array(fc.oneof(fc.constantFrom(...GATED_NAMES), fc.string()), { maxLength: 12 }),
  evidence: fc.array(piece, { maxLength: 10 }),
  overrides: fc.array(override, { maxLength: 4 }),
  now: fc.constant(NOW),
});

/** All gates of the blueprint asked for, so that as much as possible can be open. */
const open = (given: GateInput) => {
  const features = gatesOf(given.blueprint).map((gate) => gate.name);
  return decide({ ...given, features }).flatMap((decision) => (decision.open ? [decision.feature] : []));
};

describe("for every input to the gates", () => {
  it("nothing but the baseline is open without evidence and overrides", () => {
    fc.assert(
      fc.property(blueprint, (name) => {
        const given = {
          environment: name,
          blueprint: name,
          features: [],
          evidence: [],
          overrides: [],
          now: NOW,
        };
        assert.deepEqual(open(given), [...BASELINE[name]]);
      }),
    );
  });

  it("adding evidence, wherever it is put, closes no open gate", () => {
    fc.assert(
      fc.property(input, piece, fc.nat(10), (given, added, place) => {
        const after = new Set(open({ ...given, evidence: given.evidence.toSpliced(place, 0, added) }));
        for (const feature of open(given)) assert.ok(after.has(feature), feature);
      }),
    );
  });

  it("adding an override closes no open gate", () => {
    fc.assert(
      fc.property(input, override, fc.nat(4), (given, added, place) => {
        const after = new Set(open({ ...given, overrides: given.overrides.toSpliced(place, 0, added) }));
        for (const feature of open(given)) assert.ok(after.has(feature), feature);
      }),
    );
  });

  it("each requested feature gets one line, and only one that was asked for or is baseline is open", () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const { feature, open: isOpen, why } of decide(given)) {
          assert.doesNotMatch(why, /[\r\n]/);
          if (isOpen) assert.ok([...BASELINE[given.blueprint], ...given.features].includes(feature));
        }
      }),
    );
  });

  it("the table for the terminal is at most 80 columns wide", () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const text of triggersReport(triggersDocument(given)).split("\n")) {
          assert.ok(text.length <= 80, `${text.length}: ${text}`);
        }
      }),
    );
  });
});
