import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "./project";
import { foreignProgram, Shell } from "./shell";

/** Four addresses, each made only after the one before it: $3.65 a month each. */
const CHAIN = `
const { Eip } = require("@pulumi/aws/ec2");
let before;
for (const number of [1, 2, 3, 4]) {
  before = new Eip("address-" + number, { domain: "vpc", tags: before ? { before: before.id } : {} });
}`;

/** A load balancer pays an address per subnet, and how many it has is not known before something else is made. */
const UNKNOWN_SUBNETS = `
const { Eip } = require("@pulumi/aws/ec2");
const { LoadBalancer } = require("@pulumi/aws/lb");
const first = new Eip("first", { domain: "vpc" });
new LoadBalancer("front", { subnets: first.id.apply((id) => ["subnet-1", "subnet-2"]) });`;

describe("the policy pack and the cost of programs that are not ours, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  const policies = path.join(project.directory, "policies");
  const capConfig = path.join(project.directory, "cap.json");
  /** What a document costs under a cap of $100. */
  const costFrom = (file: string, ...more: string[]) =>
    project.tandem("cost", "--from", file, "--cap", "100", "--region", "us-east-1", ...more);
  let shell: Shell;
  let chain: string;

  before(async () => {
    fs.writeFileSync(capConfig, JSON.stringify({ "budget-cap": { capUsd: 10, region: "us-east-1" } }));
    shell = await Shell.open(project);
    chain = await foreignProgram(project, shell, CHAIN);
  });
  after(async () => {
    await shell?.close();
    project.remove();
  });

  it("without a preview, the pack stops at the resource that crosses the cap: what exists is within it", async () => {
    const capped = ["--policy-pack", policies, "--policy-pack-config", capConfig];
    const { code, stdout } = await shell.pulumi(["up", "--skip-preview", "--yes", ...capped], chain);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /\[mandatory\]\s+budget-cap\s+\(aws:ec2:Eip: address-3\)/);
    assert.match(stdout, /over the cap, got \$10\.95 for 730 hours; expected at most \$10\.00\./);
    assert.deepEqual(created(project), ["address-1", "address-2"]);
  });

  it("with a cap that is no figure, the pack judges nothing and says so", async () => {
    const nonsense = path.join(project.directory, "nonsense.json");
    fs.writeFileSync(nonsense, JSON.stringify({ "budget-cap": { capUsd: "$10" } }));
    const given = ["--policy-pack", policies, "--policy-pack-config", nonsense];
    const { code, stdout } = await shell.pulumi(["preview", ...given], chain);
    assert.equal(code, 1, stdout);
    assert.match(
      stdout,
      /capUsd: not a number, got "\$10"; expected a whole number of USD from 1 to 1000000\./,
    );
  });

  it("without a cap, the pack lets the same program pass", async () => {
    const { code, stdout } = await shell.pulumi(["preview", "--policy-pack", policies], chain);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\+ 2 to create/); // and two unchanged, as the first run left them
    assert.doesNotMatch(stdout, /\[mandatory\]/);
  });

  it("a preview that leaves out its unchanged resources is inconclusive, and is told how to show them", async () => {
    const file = await previewed(shell, chain, []);
    const { code, stdout, stderr } = await costFrom(file);
    assert.equal(code, 5, stderr);
    assert.match(stdout, /^verdict: inconclusive/m);
    assert.match(stderr, /inconclusive.+ \d+ unchanged resources.+ --show-sames/);
  });

  it("a priced property that is not known, and has no bound, is inconclusive in the pack and in the command", async () => {
    const theirs = await foreignProgram(project, shell, UNKNOWN_SUBNETS);
    const capped = ["--policy-pack", policies, "--policy-pack-config", capConfig];
    const { code, stdout } = await shell.pulumi(["preview", ...capped], theirs);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /\[mandatory\]\s+budget-cap/);
    assert.match(stdout, /inconclusive: front \(aws:lb\/loadBalancer:LoadBalancer\): subnets/);

    const file = await previewed(shell, theirs, ["--show-sames"]);
    const cost = await costFrom(file);
    assert.equal(cost.code, 5, cost.stdout + cost.stderr);
    assert.match(cost.stdout, /^verdict: inconclusive/m);
    assert.match(cost.stdout, /^no price: front \(aws:lb\/loadBalancer:LoadBalancer\): subnets/m);
  });

  it("a type that is billed, and has no price, is inconclusive", async () => {
    const urn = "urn:pulumi:theirs::theirs::aws:redshift/cluster:Cluster::warehouse";
    const type = "aws:redshift/cluster:Cluster";
    const newState = { urn, type, custom: true, inputs: { nodeType: "ra3.large" } };
    const document = { steps: [{ op: "create", urn, newState }], changeSummary: { create: 1 } };
    const file = path.join(project.directory, "redshift.json");
    fs.writeFileSync(file, JSON.stringify(document));
    const { code, stdout, stderr } = await costFrom(file, "--json");
    assert.equal(code, 5, stderr);
    const { verdict, unpriced } = JSON.parse(stdout);
    assert.equal(verdict, "inconclusive");
    assert.deepEqual(
      unpriced.map((one: { urn: string }) => one.urn),
      [urn],
    );
  });
});

/** The names of what the providers have made, in order. */
function created(project: TestProject): (string | undefined)[] {
  return project.changes().map(({ op, urn, outcome }) => {
    assert.deepEqual([op, outcome], ["create", "done"]);
    return urn.split("::").pop();
  });
}

/** Pulumi's preview document of a program that is not ours, in a file. */
async function previewed(shell: Shell, folder: string, flags: string[]): Promise<string> {
  const { code, stdout, stderr } = await shell.pulumi(["preview", "--json", ...flags], folder);
  assert.equal(code, 0, stderr);
  const file = path.join(folder, `preview${flags.join("")}.json`);
  fs.writeFileSync(file, stdout);
  return file;
}
