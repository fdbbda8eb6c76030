/** Plans read from Pulumi's own documents: what counts, what does not, and what cannot be trusted. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { explainDocument, fromDocument, fromExport, fromPreview } from "../../../policies/budget/documents";
import { estimate } from "../../../policies/budget/estimate";
import { DocumentError } from "../../../pulumi/document";
import { HIDDEN, UNKNOWN } from "../../../pulumi/values";
import { SETTINGS } from "./resources";

// biome-ignore lint/suspicious/noExplicitAny: the tests take documents apart.
const fixture = (name: string): any =>
  JSON.parse(readFileSync(`test/policies/budget/fixtures/${name}.json`, "utf8"));
const named = (plan: { resources: { name: string; type: string }[] }) =>
  plan.resources.map(({ name, type }) => `${type.split(":").pop()} ${name}`).toSorted();

describe("a first preview", () => {
  const plan = fromPreview(fixture("first-preview"));

  it("plans every created resource and has nothing deployed", () => {
    assert.deepEqual(
      [plan.resources.length, plan.deployed.length, plan.complete, plan.missing],
      [8, 0, true, 0],
    );
  });

  it("has UNKNOWN for the sentinel and HIDDEN for masked secrets, wherever they stand", () => {
    const by = (type: string) => plan.resources.find((one) => one.type === type)!.inputs;
    assert.equal(by("aws:ec2/natGateway:NatGateway").allocationId, UNKNOWN);
    assert.equal(by("aws:secretsmanager/secretVersion:SecretVersion").secretString, HIDDEN);
    assert.deepEqual(by("aws:ecs/service:Service").networkConfiguration, {
      assignPublicIp: false,
      subnets: UNKNOWN,
    });
  });

  it("can be priced by its dependencies alone: the ARN and the address are not known yet", () => {
    const { total, unpriced, inconclusive } = estimate(plan.resources, SETTINGS);
    assert.deepEqual([unpriced, inconclusive], [[], []]);
    const byHand = 730 * (0.045 + 0.005 + 0.5 * 0.03238 + 0.00356);
    assert.ok(Math.abs(total.upper - byHand) < 1e-9);
  });

  it("knows a component from a resource, and the root stack", () => {
    assert.deepEqual(
      plan.resources.filter(({ custom }) => !custom).map(({ name }) => name),
      ["shop-shop", "net"],
    );
  });
});

describe("a preview with a replacement", () => {
  const plan = fromPreview(fixture("replace-preview"));

  it("counts the new one once, and not what is deleted", () => {
    assert.deepEqual(
      named(plan).filter((name) => /Task|Secret/.test(name)),
      ["TaskDefinition web"],
    );
    const definition = plan.resources.find(({ name, type }) => name === "web" && type.includes("task"))!;
    assert.equal(definition.inputs.cpu, "1024");
    assert.ok(plan.complete);
  });

  it("keeps what was there before, for over but not worse", () => {
    assert.equal(plan.deployed.length, 8);
    const vcpu = (resources: typeof plan.resources) =>
      estimate(resources, SETTINGS).lines.find(({ item }) => item === "fargate-arm-vcpu")!.quantity / 730;
    assert.equal(vcpu(plan.resources), 1);
    assert.equal(vcpu(plan.deployed), 0.5);
  });

  it("has outputs only for what is deployed and stays the same thing", () => {
    const outputs = plan.resources.filter((one) => one.outputs?.allocationId === "eipalloc-1");
    assert.equal(outputs.length, 2);
    const ofType = (type: string) => plan.resources.find((one) => one.type === type)!;
    assert.equal(ofType("aws:ecs/service:Service").outputs?.desiredCount, 1);
    assert.equal(ofType("aws:ecs/taskDefinition:TaskDefinition").outputs, undefined);
  });
});

describe("a preview with a refresh", () => {
  const urn = "urn:pulumi:s::p::aws:ec2/eip:Eip::ip";
  const state = { urn, type: "aws:ec2/eip:Eip", custom: true };
  const shown = (...ops: string[]) => {
    const steps = ops.map((op) => ({
      op,
      urn,
      ...(op === "delete" ? { oldState: state } : { newState: state }),
    }));
    return fromPreview({ steps, changeSummary: {} }).resources.length;
  };

  it("lets the last step of a resource decide: refreshed and then deleted is gone, made again it is there", () => {
    assert.deepEqual([shown("refresh"), shown("refresh", "delete"), shown("delete", "create")], [1, 0, 1]);
  });
});

describe("a preview that does not show everything", () => {
  it("without its unchanged resources is not complete, and says how to write it", () => {
    const plan = fromPreview(fixture("preview-without-sames"));
    assert.deepEqual([plan.complete, plan.missing], [false, 4]);
    assert.equal(
      plan.reason,
      "the preview lacks 4 unchanged resources: write it with pulumi preview --json --show-sames",
    );
  });

  it("is not complete when fewer steps are shown than counted", () => {
    const short = fixture("first-preview");
    short.steps.pop();
    const plan = fromPreview(short);
    assert.deepEqual([plan.complete, plan.missing], [false, 1]);
    assert.match(plan.reason!, /1 resources more than it shows/);
  });

  it("is not complete when it shows nothing at all", () => {
    for (const document of [{ steps: [] }, { diagnostics: [] }, { steps: [], changeSummary: { same: 0 } }])
      assert.match(fromPreview(document).reason!, /shows no resource at all/);
  });

  it("is refused when it failed", () => {
    const failed = { ...fixture("first-preview"), diagnostics: [{ message: "boom", severity: "error" }] };
    assert.throws(() => fromPreview(failed), /diagnostics: have an error/);
    assert.ok(fromPreview({ ...failed, diagnostics: [{ message: "hm", severity: "warning" }] }).complete);
  });
});

describe("an export", () => {
  const plan = fromExport(fixture("export"));

  it("plans what is deployed, and says what only waits to be deleted: it is still paid", () => {
    const definitions = plan.resources.filter(({ type }) => type.endsWith(":TaskDefinition"));
    assert.deepEqual(
      definitions.map(({ leftover }) => leftover !== undefined),
      [false, true],
    );
    assert.equal(plan.deployed, plan.resources);
  });

  it("fills what the program left out from the outputs, and never reads a secret", () => {
    const { lines, unpriced, inconclusive } = estimate(plan.resources, SETTINGS);
    assert.deepEqual([unpriced, inconclusive], [[], []]);
    assert.equal(lines.find(({ item }) => item === "rds-gp3-storage-single-az")!.quantity, 20);
    assert.equal(plan.resources.find(({ name }) => name === "db")!.inputs.password, HIDDEN);
    assert.ok(!JSON.stringify(lines).includes("v1:AAAA"));
  });

  it("does not pay for what the program only reads", () => {
    const { lines, free } = estimate(plan.resources, SETTINGS);
    assert.ok(free.some(({ urn }) => urn.endsWith("::theirs")));
    assert.ok(!lines.some(({ urn }) => urn.endsWith("::theirs")));
  });

  it("and a preview are told apart by their shape", () => {
    assert.deepEqual(named(fromDocument(fixture("export"))), named(plan));
    assert.equal(fromDocument(fixture("first-preview")).resources.length, 8);
  });
});

describe("a wrong file", () => {
  const step = (more: object) => ({ steps: [{ op: "create", urn: "u", ...more }], changeSummary: {} });
  const state = { urn: "u", type: "t", custom: true };
  const CASES: [string, unknown, string][] = [
    [
      "a list",
      [1, 2],
      "document: is not a preview, got a list of 2; expected a document with steps and changeSummary.",
    ],
    ["nothing", null, "document: is not a preview, got null;"],
    [
      "another document",
      { name: "x", version: 1 },
      "document: is not a preview or export of Pulumi, got an object with name, version;",
    ],
    [
      "steps of text",
      { steps: "many" },
      'preview document.steps: is not a list, got "many"; expected a list of steps.',
    ],
    [
      "a step of text",
      { steps: ["s"], changeSummary: {} },
      'preview document.steps[0]: is not a step, got "s";',
    ],
    ["a step without an operation", step({ op: 3 }), "preview document.steps[0].op: is not a string, got 3;"],
    [
      "an operation of nobody",
      step({ op: "explode", newState: state }),
      'preview document.steps[0].op: is not an operation of Pulumi, got "explode";',
    ],
    [
      "a state without a type",
      step({ newState: { urn: "u" } }),
      "preview document.steps[0].newState.type: is not a string, got nothing;",
    ],
    [
      "a summary of texts",
      { steps: [], changeSummary: { same: "two" } },
      'preview document.changeSummary.same: is not a number, got "two";',
    ],
    ["a deployment of text", { deployment: "x" }, "document: is not an export of Pulumi,"],
    [
      "resources of text",
      { deployment: { resources: "x" } },
      'export document.deployment.resources: is not a list, got "x";',
    ],
    [
      "inputs that are a list",
      { deployment: { resources: [{ ...state, inputs: [] }] } },
      "export document.deployment.resources[0].inputs: is not an object, got a list of 0;",
    ],
  ];
  for (const [what, document, start] of CASES) {
    it(`with ${what} gives one line`, () => {
      assert.throws(
        () => fromDocument(document),
        (error: Error) =>
          error instanceof DocumentError &&
          explainDocument(error).startsWith(start) &&
          !explainDocument(error).includes("\n") &&
          explainDocument(error).includes("pulumi "),
      );
    });
  }
});
