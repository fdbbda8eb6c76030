import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import { parse, stringify } from "yaml";
import report from "../../automation/report.schema.json";
import run from "../../automation/run.schema.json";
import cost from "../../policies/budget/cost.schema.json";
import triggers from "../../policies/gates/triggers.schema.json";
import { Bucket } from "./bucket";
import { TestProject } from "./project";
import { Shell } from "./shell";

const ACCOUNT = "123456789012";

describe("what --publish writes for the crews, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  const bucket = new Bucket(ACCOUNT);
  const valid = new Ajv({ strict: true, allowUnionTypes: true })
    .addSchema([cost, run, triggers])
    .compile(report);
  let shell: Shell;
  let aws: NodeJS.ProcessEnv;

  /** The bucket that the crews of this environment read. */
  const reportsBucket = () => {
    const { resources } = project.world();
    return Object.values(resources).find(({ urn }) => /bucket:Bucket::ai-reports$/.test(urn))!.id;
  };
  /** Runs a command with --json and --publish, on the user's own backend instead of --sandbox. */
  const published = (command: string, variables = aws) => {
    const args = [command, "bc1", "--json", "--publish", ...(command === "up" ? ["--yes"] : [])];
    return project.run("./tandem", args, { cwd: shell.directory, env: { ...shell.variables, ...variables } });
  };
  /** The document of a report, once it has its published form and holds what was printed. */
  const documentOf = (text: string, stdout: string, since: number) => {
    const read = JSON.parse(text);
    assert.equal(valid(read), true, JSON.stringify(valid.errors));
    const at = Date.parse(read.publishedAt);
    assert.ok(since <= at && at <= Date.now(), read.publishedAt);
    assert.deepEqual(read.document, JSON.parse(stdout));
    return read.document;
  };
  /** Runs it to this exit code, and returns the document that it put into the bucket. */
  const put = async (command: string, ends: number) => {
    bucket.objects.clear();
    const since = Date.now();
    const { code, stdout, stderr } = await published(command);
    assert.equal(code, ends, stderr);
    const key = `${reportsBucket()}/bc1/${command}.json`;
    assert.deepEqual([...bucket.objects.keys()], [key], stderr);
    const { type, owner, text } = bucket.objects.get(key)!;
    assert.deepEqual([type, owner], ["application/json", ACCOUNT]);
    assert.ok(stderr.includes(`tandem: published s3://${key}\n`), stderr);
    return documentOf(text, stdout, since);
  };
  /** The line about a bucket that refuses a report, from where the report is named. */
  const refusal = (command: string) =>
    `s3://${reportsBucket()}/bc1/${command}.json: the report could not be written, got AccessDenied: Access Denied; ` +
    "expected a place that takes it. Check that the credentials may call s3:PutObject there\n";
  /** Sets a number in the project's settings, and in the copy that the shell works on, where Pulumi quotes it. */
  const edit = (key: string, from: number, to: number) => {
    for (const folder of [".", path.join(".tandem", "sandbox")])
      project.edit(
        path.join(folder, "Pulumi.bc1.yaml"),
        new RegExp(`${key}: "?${from}\\b"?`),
        `${key}: ${to}`,
      );
  };

  before(async () => {
    project.edit("Pulumi.bc1.yaml", `sha256:${"0".repeat(64)}`, `sha256:${"a".repeat(64)}`);
    aws = await bucket.serve();
    shell = await Shell.open(project);
  });
  after(async () => {
    bucket.close();
    await shell?.close();
    project.remove();
  });

  it("goes nowhere before the stack has a bucket: cost exits 2 before it plans, and only triggers stay in the checkout", async () => {
    const { code, stdout, stderr } = await published("cost");
    assert.equal(code, 2, stderr);
    assert.equal(
      stderr,
      "error: bc1: nowhere to publish, got no stack output reportsBucket; expected one. " +
        "Run ./tandem up bc1\n",
    );
    assert.equal(stdout, "");

    const since = Date.now();
    const standing = await published("triggers");
    assert.equal(standing.code, 0, standing.stderr);
    assert.equal(standing.stderr, "tandem: published .tandem/reports/bc1/triggers.json\n");
    const file = path.join(shell.directory, ".tandem", "reports", "bc1", "triggers.json");
    documentOf(fs.readFileSync(file, "utf8"), standing.stdout, since);
  });

  it("is refused without crews, who would read it: up exits 2 before it asks AWS or makes anything", async () => {
    const file = path.join(shell.directory, "Pulumi.bc1.yaml");
    const before = fs.readFileSync(file, "utf8");
    const asked = bucket.requests;
    const settings = parse(before);
    delete settings.config["tandem:aiStream"].crews;
    fs.writeFileSync(file, stringify(settings));
    const { code, stdout, stderr } = await published("up");
    fs.writeFileSync(file, before);
    assert.equal(code, 2, stderr);
    assert.equal(
      stderr,
      "error: bc1: nowhere to publish, got no tandem:aiStream.crews; expected them, as they read what is published. " +
        "Add tandem:aiStream.crews to Pulumi.bc1.yaml\n",
    );
    assert.deepEqual([stdout, project.changes(), bucket.requests - asked], ["", [], 0]);
  });

  it("is refused with credentials of another account, and up exits 3 before it makes anything", async () => {
    const other = new Bucket("210987654321");
    const { code, stderr } = await published("up", await other.serve());
    other.close();
    assert.equal(code, 3, stderr);
    assert.match(stderr, /^error: AWS credentials: of another account, got 210987654321; /m);
    assert.deepEqual(project.changes(), []);
  });

  it("is printed alone when a first up is over the cap: it ends with 5 as ever, and says why it went nowhere", async () => {
    edit("budgetCapUsd", 180, 60);
    const { code, stdout, stderr } = await published("up");
    edit("budgetCapUsd", 60, 180);
    assert.equal(code, 5, stderr);
    assert.equal(JSON.parse(stdout).result, "refused");
    assert.match(stderr, /^tandem: bc1: nowhere to publish, /m);
    assert.equal(bucket.objects.size, 0);
  });

  it("refused by the bucket, up ends with 1 and says that the stack is up, and triggers end with 1", async () => {
    bucket.refuses = true;
    const up = await published("up");
    const standing = await published("triggers");
    bucket.refuses = false;
    assert.deepEqual([up.code, standing.code], [1, 1], up.stderr);
    assert.ok(up.stderr.endsWith(`error: bc1 is up, but not published: ${refusal("up")}`), up.stderr);
    assert.equal(JSON.parse(up.stdout).result, "up");
    assert.equal(standing.stderr, `error: ${refusal("triggers")}`);
    assert.deepEqual(
      JSON.parse(standing.stdout).gates.map(({ state }: { state: string }) => state === "fired"),
      JSON.parse(standing.stdout).gates.map(() => false),
    );
  });

  it("is an up that fails on the way, so that nobody takes the one before it for the last, then one that does not", async () => {
    edit("passwordVersion", 1, 2);
    const faults = path.join(project.scratch, "faults.json");
    const match = { type: "aws:rds/instance:Instance", operation: "update" };
    fs.writeFileSync(faults, JSON.stringify([{ match, mode: "before" }]));
    const failed = await put("up", 4);
    fs.rmSync(faults);
    assert.equal(failed.result, "failed");
    assert.equal(failed.changes.replace, 1, "the password was made anew before the database refused it");

    const { result, changes } = await put("up", 0);
    assert.equal(result, "up");
    assert.ok(changes.replace > 1, "the secret and the tasks follow, which waited for the database");
  });

  it("is what is over the cap too, and each command ends with its own code", async () => {
    edit("budgetCapUsd", 180, 60);
    edit("maxReplicas", 2, 3);
    assert.equal((await put("triggers", 0)).environment, "bc1");
    assert.equal((await put("cost", 5)).verdict, "over");
    assert.equal((await put("up", 5)).result, "refused");
  });

  it("is never the cost of a document that is no environment's", async () => {
    const { code, stdout, stderr } = await project.tandem("cost", "--from", "plan.json", "--publish");
    assert.equal(code, 2, stderr);
    assert.equal(
      stderr,
      "error: cost: only what an environment costs is published, got --publish with --from; " +
        "expected an environment alone. Take one out\n",
    );
    assert.equal(stdout, "");
  });
});
