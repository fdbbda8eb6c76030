/** Evidence files: what is read, and each mistake with its line (`reliability.md` A3, 39, 41 and 42). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { parseEvidence } from "../../../policies/gates/evidence";

const NOW = new Date("2026-11-21T12:00:00Z");
const TRIGGERS =
  "iac-prs-per-week, team-size, second-cloud, on-prem-or-iot, ai-sovereignty, kubernetes-features, " +
  "kubernetes-expertise, microservices, service-mesh";
const FEATURES =
  "k3s, argocd, vault, atlantis, pr-environments, crossplane, edge, local-inference, eks-for-applications";
const DATES = "a day (2026-11-20, 00:00 UTC) or a time with its zone (2026-11-20T09:30:00Z)";

const measurement = { trigger: "team-size", value: 4, measuredAt: "2026-11-20", source: "staff register" };
const mandate = { ...measurement, trigger: "second-cloud", value: 1, reviewBy: "2027-05-01" };
const override = { feature: "vault", reason: "audit", approver: "head of platform", expires: "2026-12-31" };

const read = (document: unknown) => parseEvidence(document, "evidence/bc1.yaml", NOW);
const without = (row: object, key: string) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));

describe("reading evidence", () => {
  it("reads a measurement, a mandate and an override, with days as midnight UTC", () => {
    const day = new Date("2026-11-20T00:00:00Z");
    assert.deepEqual(read({ evidence: [measurement, mandate], overrides: [override] }), {
      evidence: [
        { ...measurement, measuredAt: day },
        { ...mandate, measuredAt: day, reviewBy: new Date("2027-05-01T00:00:00Z") },
      ],
      overrides: [{ ...override, expires: new Date("2026-12-31T00:00:00Z") }],
      problems: [],
    });
  });

  it("reads a time in its zone", () => {
    const { evidence } = read({ evidence: [{ ...measurement, measuredAt: "2026-11-20T09:30:00+11:00" }] });
    assert.equal(evidence[0]?.measuredAt.toISOString(), "2026-11-19T22:30:00.000Z");
  });

  it("takes a measurement of this very moment, and 0 as a value", () => {
    const { problems } = read({ evidence: [{ ...measurement, value: 0, measuredAt: NOW.toISOString() }] });
    assert.deepEqual(problems, []);
  });

  it("takes old evidence and expired overrides without complaint, as the decision judges their age", () => {
    const document = {
      evidence: [{ ...measurement, measuredAt: "2020-01-01" }],
      overrides: [{ ...override, expires: "2020-01-01" }],
    };
    assert.deepEqual(read(document).problems, []);
  });

  it("puts texts on one line", () => {
    const { overrides } = read({ overrides: [{ ...override, reason: " audit\n  finding\u001b[31m 7\n" }] });
    assert.equal(overrides[0]?.reason, "audit finding [31m 7");
  });

  for (const empty of [null, undefined, {}, { evidence: null, overrides: null }, { evidence: [] }]) {
    it(`reads ${JSON.stringify(empty)} as no evidence`, () => {
      assert.deepEqual(read(empty), { evidence: [], overrides: [], problems: [] });
    });
  }

  it("reads the shipped file of bc1, which has no evidence yet", () => {
    const text = readFileSync("evidence/bc1.yaml", "utf8");
    assert.deepEqual(read(parse(text)), { evidence: [], overrides: [], problems: [] });
  });

  it("reads the example in the comments of the shipped file", () => {
    const text = readFileSync("evidence/bc1.yaml", "utf8");
    const example = text.slice(text.indexOf("# Example:\n") + 11, text.indexOf("\nevidence:"));
    const { evidence, overrides, problems } = read(parse(example.replace(/^# {2}/gm, "")));
    assert.deepEqual([evidence.length, overrides.length, problems], [2, 1, []]);
  });
});

/** A mistake: what it is, the document, the line without the file. */
type Mistake = [string, unknown, string];
const inEvidence = (row: unknown) => ({ evidence: [row] });
const inOverrides = (row: unknown) => ({ overrides: [row] });

const MISTAKES: Mistake[] = [
  [
    "a list as the document",
    [],
    ": is not a mapping, got []; expected the keys evidence, overrides. Write key: value pairs",
  ],
  [
    "a misspelt list",
    { overides: [] },
    `: unknown key, got "overides"; expected evidence, overrides. Write overrides`,
  ],
  [
    "a number as a list",
    { evidence: 3 },
    ":evidence: is not a list, got 3; expected a list. Start each row with -",
  ],
  [
    "a number as a row",
    inEvidence(5),
    ":evidence[0]: is not a mapping, got 5; expected the keys trigger, value, measuredAt, source, reviewBy. Write key: value pairs",
  ],
  [
    "a misspelt trigger",
    inEvidence({ ...measurement, trigger: "teamsize" }),
    `:evidence[0].trigger: is not a trigger, got "teamsize"; expected ${TRIGGERS}. Write team-size`,
  ],
  [
    "a trigger that is near to none",
    inEvidence({ ...measurement, trigger: "weather" }),
    `:evidence[0].trigger: is not a trigger, got "weather"; expected ${TRIGGERS}. Write one of these triggers`,
  ],
  [
    "no trigger",
    inEvidence(without(measurement, "trigger")),
    `:evidence[0].trigger: is missing, got none; expected ${TRIGGERS}. Write one of these triggers`,
  ],
  [
    "a negative value",
    inEvidence({ ...measurement, value: -1 }),
    ":evidence[0].value: is not a count, got -1; expected a whole number, at least 0. Write the number counted",
  ],
  [
    "a value that is not whole",
    inEvidence({ ...measurement, value: 3.5 }),
    ":evidence[0].value: is not a count, got 3.5; expected a whole number, at least 0. Write the number counted",
  ],
  [
    "a value that is not a number",
    inEvidence({ ...measurement, value: Number.NaN }),
    ":evidence[0].value: is not a count, got NaN; expected a whole number, at least 0. Write the number counted",
  ],
  [
    "an infinite value",
    inEvidence({ ...measurement, value: Number.POSITIVE_INFINITY }),
    ":evidence[0].value: is not a count, got Infinity; expected a whole number, at least 0. Write the number counted",
  ],
  [
    "a value in quotes",
    inEvidence({ ...measurement, value: "4" }),
    `:evidence[0].value: is not a count, got "4"; expected a whole number, at least 0. Write the number counted`,
  ],
  [
    "no value",
    inEvidence(without(measurement, "value")),
    ":evidence[0].value: is missing, got none; expected a whole number, at least 0. Write the number counted",
  ],
  [
    "a measurement of the future",
    inEvidence({ ...measurement, measuredAt: "2026-11-21T12:00:01Z" }),
    `:evidence[0].measuredAt: is in the future, got "2026-11-21T12:00:01Z"; expected 2026-11-21T12:00:00.000Z or earlier. Write when it was measured`,
  ],
  [
    "a day that does not exist",
    inEvidence({ ...measurement, measuredAt: "2026-02-30" }),
    `:evidence[0].measuredAt: is not a date, got "2026-02-30"; expected ${DATES}. Write the date`,
  ],
  [
    "a time without its zone",
    inEvidence({ ...measurement, measuredAt: "2026-11-20T09:30:00" }),
    `:evidence[0].measuredAt: is not a date, got "2026-11-20T09:30:00"; expected ${DATES}. Write the date`,
  ],
  [
    "no date",
    inEvidence(without(measurement, "measuredAt")),
    `:evidence[0].measuredAt: is missing, got none; expected ${DATES}. Write the date`,
  ],
  [
    "an empty source",
    inEvidence({ ...measurement, source: " " }),
    `:evidence[0].source: is not a text, got " "; expected where the value can be checked. Write where the value can be checked`,
  ],
  [
    "a misspelt key",
    inEvidence({ ...measurement, reviewby: "2027-01-01" }),
    `:evidence[0]: unknown key, got "reviewby"; expected trigger, value, measuredAt, source, reviewBy. Write reviewBy`,
  ],
  [
    "a review date on a measured value",
    inEvidence({ ...measurement, reviewBy: "2027-01-01" }),
    `:evidence[0]: reviewBy does not belong here, got "reviewBy"; expected it on mandates only, as a measured value is good for 28 days. Take it out`,
  ],
  [
    "a mandate without a review date",
    inEvidence(without(mandate, "reviewBy")),
    `:evidence[0].reviewBy: is missing, got none; expected ${DATES}. Write the date`,
  ],
  [
    "a review no later than the mandate",
    inEvidence({ ...mandate, reviewBy: "2026-11-20" }),
    `:evidence[0].reviewBy: is too early, got "2026-11-20"; expected later than measuredAt (2026-11-20T00:00:00.000Z). Write when it is reviewed next`,
  ],
  [
    "two rows for one trigger",
    { evidence: [measurement, measurement] },
    `:evidence[1].trigger: is given twice, got "team-size"; expected one row each. Keep the newest row`,
  ],
  [
    "a misspelt feature",
    inOverrides({ ...override, feature: "valt" }),
    `:overrides[0].feature: is not a feature with a gate, got "valt"; expected ${FEATURES}. Write vault`,
  ],
  [
    "an override without a reason",
    inOverrides(without(override, "reason")),
    ":overrides[0].reason: is missing, got none; expected why the gate is opened without evidence. Write why the gate is opened without evidence",
  ],
  [
    "an override without an approver",
    inOverrides(without(override, "approver")),
    ":overrides[0].approver: is missing, got none; expected who approved it. Write who approved it",
  ],
  [
    "an override without an expiry",
    inOverrides(without(override, "expires")),
    `:overrides[0].expires: is missing, got none; expected ${DATES}. Write the date`,
  ],
  [
    "two overrides of one feature",
    { overrides: [override, override] },
    `:overrides[1].feature: is given twice, got "vault"; expected one row each. Keep the newest row`,
  ],
];

describe("mistakes in evidence", () => {
  for (const [what, document, expected] of MISTAKES) {
    it(`refuses ${what} in one line`, () => {
      assert.deepEqual(read(document).problems, [`evidence/bc1.yaml${expected}`]);
    });
  }

  it("reports all problems in one go, from every row and of every kind", () => {
    const { problems } = read({
      extra: 1,
      evidence: [
        { trigger: "teamsize", value: -1, measuredAt: "soon", sorce: "x", more: 1 },
        { ...mandate, value: "x", reviewBy: "2026-11-20" },
      ],
      overrides: [{ feature: "valt" }],
    });
    assert.deepEqual(
      problems.map((line) => line.slice("evidence/bc1.yaml".length, line.indexOf(";"))).sort(),
      [
        ': unknown key, got "extra"',
        ':evidence[0].measuredAt: is not a date, got "soon"',
        ":evidence[0].source: is missing, got none",
        ':evidence[0].trigger: is not a trigger, got "teamsize"',
        ":evidence[0].value: is not a count, got -1",
        ':evidence[0]: unknown key, got "more"',
        ':evidence[0]: unknown key, got "sorce"',
        ':evidence[1].reviewBy: is too early, got "2026-11-20"',
        ':evidence[1].value: is not a count, got "x"',
        ":overrides[0].approver: is missing, got none",
        ":overrides[0].expires: is missing, got none",
        ':overrides[0].feature: is not a feature with a gate, got "valt"',
        ":overrides[0].reason: is missing, got none",
      ].sort(),
    );
  });
});
