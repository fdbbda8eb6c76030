/** Documents as they are met: each file of fixtures/cases, and what is right for it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { judgeEstimate } from "../../../policies/budget/cap";
import { explainDocument, fromDocument } from "../../../policies/budget/documents";
import { estimate } from "../../../policies/budget/estimate";
import { costDocument } from "../../../policies/budget/json";
import { costReport } from "../../../policies/budget/report";
import { DocumentError, parseDocument } from "../../../pulumi/document";
import { UNKNOWN } from "../../../pulumi/values";
import { NOW } from "./resources";

const bytes = (name: string) => readFileSync(`test/policies/budget/fixtures/cases/${name}.json`);
const read = (name: string) => fromDocument(parseDocument(bytes(name)));
const priced = (name: string, region: string | null = null) =>
  estimate(read(name).resources, { region, hours: 730, usage: {}, bounds: [], now: NOW });
/** What it costs, in cents, when all of it is known. */
function cost(name: string, region?: string): number {
  const { total, unpriced, inconclusive } = priced(name, region);
  assert.deepEqual([unpriced, inconclusive], [[], []]);
  return Math.round(total.upper * 100);
}

const GATEWAY = 3650;

describe("A document", () => {
  it("with a byte order mark, in UTF-16 or with text around it is read", () => {
    const text = new TextDecoder().decode(bytes("document-bom"));
    assert.equal(cost("document-bom"), GATEWAY);
    for (const written of [Buffer.from(`\uFEFF${text}`, "utf16le"), `Policies:\n${text}\nhttps://x/{1}\n`]) {
      const { resources } = fromDocument(parseDocument(Buffer.from(written)));
      assert.deepEqual(resources, read("document-bom").resources);
    }
    assert.ok(read("document-leading-text").complete);
  });

  it("with two documents in it, or none, is refused", () => {
    for (const text of ["{}\n{}", "", "steps: []", '{"steps": ['])
      assert.throws(() => parseDocument(Buffer.from(text)), DocumentError, text);
  });

  it("may be the state file of a backend", () => {
    assert.equal(cost("state-file"), GATEWAY);
  });

  it("of a failed preview says what failed", () => {
    assert.throws(
      () => read("preview-error-untold"),
      (error: DocumentError) => /have an error, got "error: resource .+protect/.test(explainDocument(error)),
    );
  });

  it("whose step has no new state is refused, as Pulumi writes none such", () => {
    assert.throws(() => read("step-without-state"), /steps\.0: has no newState/);
  });
});

describe("What will exist", () => {
  it("has the outputs of an unchanged resource, which a preview shows beside its old state only", () => {
    assert.equal(cost("preview-same-forgets-outputs"), 15998);
  });

  it("has them of an updated one too, but not of what the update takes out of the program", () => {
    // biome-ignore lint/suspicious/noExplicitAny: the test takes a document apart.
    const document = parseDocument(bytes("preview-same-forgets-outputs")) as any;
    const step = document.steps.find(({ urn }: { urn: string }) => urn.endsWith("::db"));
    step.op = "update";
    document.changeSummary = { same: document.steps.length - 1, update: 1 };
    step.oldState.inputs.multiAz = true;
    step.oldState.outputs.multiAz = true;
    const database = fromDocument(document).resources.find(({ name }) => name === "db")!;
    assert.deepEqual([database.outputs?.engineVersion, database.outputs?.multiAz], ["12.19", UNKNOWN]);
  });

  it("is inconclusive after an operation that was cut off, which is named", () => {
    const { complete, reason } = read("export-pending-create");
    assert.equal(complete, false);
    assert.match(reason!, /^1 operation was cut off \(creating nat\).+ run pulumi refresh/);
  });

  it("holds what is kept when the stack lets it go, and says so", () => {
    assert.equal(cost("preview-retain-on-delete", "us-east-1"), GATEWAY);
    const { assumptions } = priced("preview-retain-on-delete", "us-east-1");
    assert.ok(assumptions.includes("nat is kept when the stack lets it go, and still paid"));
  });

  it("holds the old one of a replacement while its deletion waits, beside the new one", () => {
    // biome-ignore lint/suspicious/noExplicitAny: the test takes a document apart.
    const document = parseDocument(bytes("state-file")) as any;
    const { resources } = document.checkpoint.latest;
    resources.push({ ...resources.at(-1), delete: true });
    const plan = fromDocument(document).resources;
    const settings = { region: null, hours: 730, usage: { natGatewayGb: 0 }, bounds: [], now: NOW };
    assert.equal(Math.round(estimate(plan, settings).total.upper * 100), 2 * GATEWAY);
  });

  it("does not hold what a refresh no longer finds", () => {
    assert.equal(cost("refresh-gone"), 0);
    assert.ok(read("refresh-gone").complete);
  });

  it("has a secret's value where the document was written with its secrets, and else says how to write it", () => {
    assert.equal(cost("secret-plaintext"), 1398);
    const hidden = new TextDecoder().decode(bytes("secret-plaintext")).replaceAll("plaintext", "ciphertext");
    const { resources } = fromDocument(JSON.parse(hidden));
    const settings = { region: null, hours: 730, usage: {}, bounds: [], now: NOW };
    assert.match(
      estimate(resources, settings).inconclusive[0]!.reason,
      /^is a secret that the document hides: write it with --show-secrets/,
    );
  });

  it("has an address once, also where only IDs say whose it is", () => {
    assert.equal(cost("nlb-eips-imported"), 2373);
  });
});

describe("A name in a document", () => {
  it("is shown with escapes: it can neither clear a terminal nor print a line of its own", () => {
    const result = priced("names-with-control-characters", "us-east-1");
    const text = costReport(costDocument(null, result, 200, judgeEstimate(result, 200)));
    assert.doesNotMatch(text, /[^\P{Cc}\n]/u);
    assert.match(text, /^nat\\u\{1b\}\[2J.+fake line$/m);
    assert.match(text, /^a::b /m);
  });
});

describe("Where a resource is", () => {
  it("is where its provider is", () => {
    assert.equal(
      cost("region-provider"),
      Math.round(730 * (0.052 + 0.005 + 2 * (0.04656 + 2 * 0.00511)) * 100),
    );
  });

  it("is for each its own provider's", () => {
    const { lines, unpriced } = priced("region-two-providers");
    assert.deepEqual([...new Set(lines.map(({ urn }) => urn.split("::").pop()))], ["nat-us"]);
    assert.match(unpriced[0]!.reason, /^no prices are known for aws sa-east-1/);
  });

  it("is what it says itself before what its provider says", () => {
    const { resources } = read("region-two-providers");
    for (const { inputs } of resources) inputs.region = "eu-central-1";
    const settings = { region: null, hours: 730, usage: {}, bounds: [], now: NOW };
    assert.ok(Math.abs(estimate(resources, settings).total.upper - 2 * 730 * (0.052 + 0.005)) < 1e-9);
  });

  it("is the program's config where a default provider is not shown, and else is not guessed", () => {
    const shown = parseDocument(bytes("shrinking-over")) as { config?: object };
    const upper = (config: object) => {
      const { resources } = fromDocument({ ...shown, config });
      const settings = { region: null, hours: 730, usage: {}, bounds: [], now: NOW };
      return estimate(resources, settings);
    };
    assert.equal(Math.round(upper({ "aws:region": "us-east-1" }).total.upper * 100), 18250);
    const { lines, inconclusive } = upper({});
    assert.deepEqual(
      [lines, new Set(inconclusive.map(({ property }) => property))],
      [[], new Set(["region"])],
    );
  });
});
