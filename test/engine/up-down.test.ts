import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import run from "../../automation/run.schema.json";
import cost from "../../policies/budget/cost.schema.json";
import { TestProject } from "./project";

describe("tandem up and down on the sandbox, and new secrets between them", () => {
  const project = new TestProject();
  const valid = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true })
    .addSchema(cost)
    .compile(run);
  after(() => project.remove());

  /** The one document on stdout, as its published schema has it. */
  async function document(...args: string[]) {
    return (await told(...args)).read;
  }

  /** The same, with the operations that go to stderr then. */
  async function told(...args: string[]) {
    const { code, stdout, stderr } = await project.tandem(...args, "bc1", "--sandbox", "--json");
    assert.equal(code, 0, stderr);
    const read = JSON.parse(stdout);
    assert.equal(valid(read), true, JSON.stringify(valid.errors));
    return { read, operations: stderr.split("\n").filter((line) => /^[-+~]/.test(line)) };
  }

  it("brings bc1 up, then finds nothing to do", async () => {
    const checkout = [".tandem", ...fs.readdirSync(project.directory)].toSorted();
    const up = await document("up", "--yes", "--publish");
    assert.equal(up.result, "up");
    assert.ok(up.changes.create > 50);
    const reports = path.join(project.directory, ".tandem", "reports", "bc1");
    const report = path.join(reports, "up.json");
    assert.deepEqual(JSON.parse(fs.readFileSync(report, "utf8")).document, up);
    const modes = [path.dirname(reports), reports, report].map((one) => fs.statSync(one).mode & 0o777);
    assert.deepEqual(modes, [0o700, 0o700, 0o600], "for its user alone");
    assert.deepEqual(fs.readdirSync(project.directory).toSorted(), checkout);
    const made = Object.keys(project.world().resources);
    assert.ok(made.length > 50, "the world holds what was made");

    const again = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stdout, /^bc1: nothing to do, \d+ unchanged$/m);
    assert.deepEqual(Object.keys(project.world().resources), made);
  });

  it("finds nothing to do with the SDK as it is either, without one patch of ours", async () => {
    const args = ["preview", "bc1", "--sandbox", "--expect-no-changes"];
    const { code, stderr } = await project.run("./tandem", args, { env: { TANDEM_SDK_PATCHES: "off" } });
    assert.equal(code, 0, stderr);
    const wrong = await project.run("./tandem", args, { env: { TANDEM_SDK_PATCHES: "no" } });
    assert.notEqual(wrong.code, 0);
    assert.match(wrong.stderr, /TANDEM_SDK_PATCHES: got "no"; expected off/);
    assert.doesNotMatch(wrong.stderr, /^ +at /m);
  });

  it("brings the next passwordVersion to database, secret and tasks in one up, touches nothing else, and is done", async () => {
    const made = project.world().log.length;
    project.edit("Pulumi.bc1.yaml", "passwordVersion: 1", "passwordVersion: 2");
    // The new value is not known in a preview, and still it says that the tasks roll.
    const { changes } = await document("preview");
    assert.deepEqual([changes.replace, changes.update], [3, 4]);
    await document("up", "--yes");

    const log = project.world().log.slice(made);
    assert.ok(log.every(({ outcome }) => outcome === "done"));
    const done = log.map(({ op, urn }) => `${op} ${urn.split("::").pop()}`);
    // Each of these waits for the one before it: no task starts with a password that the database does not have yet.
    assert.deepEqual(done.slice(0, 5), [
      "create ai-database-password",
      "update ai-database-instance",
      "create ai-database-url-version",
      "create ai-open-webui-task",
      "update ai-open-webui-service",
    ]);
    assert.deepEqual(done.slice(5).sort(), [
      "delete ai-database-password",
      "delete ai-database-url-version",
      "delete ai-open-webui-task",
    ]);

    await document("preview", "--expect-no-changes");
  });

  it("brings the next keyVersion to the agents and to Open WebUI in one up, the agents first", async () => {
    const made = project.world().log.length;
    project.edit("Pulumi.bc1.yaml", "keyVersion: 1", "keyVersion: 2");
    await document("up", "--yes");
    const done = project
      .world()
      .log.slice(made)
      .map(({ op, urn }) => `${op} ${urn.split("::").pop()}`);
    assert.deepEqual(
      done.filter((one) => !one.startsWith("delete")),
      [
        "create ai-agents-key-value",
        "create ai-agents-key-version",
        "create ai-agents-task",
        "update ai-agents-service",
        "create ai-open-webui-task",
        "update ai-open-webui-service",
      ],
    );
    await document("preview", "--expect-no-changes");
  });

  /** How much was deleted beside what was kept. */
  let deletedBeside = 0;
  /** What is in the world, by the last part of its type. */
  const inWorld = () => Object.values(project.world().resources).map(({ type }) => type.split(":").pop()!);

  it("keeps what is to be kept, lists it with its price, and nothing else is left", async () => {
    const uploads = Object.values(project.world().resources).find(({ id }) => /^ai-uploads-/.test(id))!.id;
    const { read: down, operations } = await told("down", "--yes", "--keep-data");
    assert.deepEqual([down.result, down.strays], ["down", []]);
    const forgotten = operations.filter((line) => / kept$/.test(line));
    assert.equal(forgotten.filter((line) => /delete +ai-uploads/.test(line)).length, 5);
    deletedBeside = down.changes.delete;
    const kept = down.leftovers.map(({ what }: { what: string }) => what.split(" ")[0]);
    assert.deepEqual(kept.toSorted(), ["bucket", "final", "secret", "secret", "secret", "secret"]);
    for (const { what, usdPerMonth } of down.leftovers) assert.ok(usdPerMonth !== null, what);
    const { what } = down.leftovers.find(({ what }: { what: string }) => what.startsWith("bucket"));
    assert.equal(what, `bucket ${uploads} with its files, 1 GB by tandem:usage.s3StorageGb`);
    assert.deepEqual(inWorld().toSorted(), [
      "Bucket",
      "BucketPolicy",
      "BucketPublicAccessBlock",
      "BucketServerSideEncryptionConfiguration",
      "BucketVersioning",
      "Snapshot",
    ]);
    const deleted = project.world().log.filter(({ op, urn }) => op === "delete" && /ai-uploads/.test(urn));
    assert.deepEqual(deleted, []);
  });

  it("leaves what was kept to whoever kept it: the next up, recover and down neither take nor blame it", async () => {
    const kept = Object.keys(project.world().resources);
    await document("up", "--yes");
    const { adopted } = JSON.parse((await project.tandem("recover", "bc1", "--sandbox", "--json")).stdout);
    assert.deepEqual(adopted, []);
    const down = await document("down", "--yes");
    assert.deepEqual([down.result, down.leftovers, down.strays], ["down", [], []]);
    assert.equal(down.changes.delete, deletedBeside + 5, "what is kept does not count as deleted");
    assert.deepEqual(Object.keys(project.world().resources).toSorted(), kept.toSorted());
  });
});
