import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import schema from "../../automation/doctor.schema.json";
import { fixtures } from "../stacks/config/fixture";
import { TestProject } from "./project";
import { Shell } from "./shell";

/** One of each kind: an unknown key, a pair that does not fit, a taken range, an option that needs others. */
const MISTAKES = [
  "unknown-top-key.yaml",
  "fargate-pair.yaml",
  "cidr-of-k3s-pods.yaml",
  "replicas-without-shared-state.yaml",
];

describe("what is refused before anything is touched, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  const settings = path.join(project.directory, "Pulumi.bc1.yaml");
  const shipped = fs.readFileSync(settings, "utf8");
  let shell: Shell | undefined;

  afterEach(() => fs.writeFileSync(settings, shipped));
  after(async () => {
    await shell?.close();
    project.remove();
  });

  for (const { name, text, expected } of fixtures().filter((one) => MISTAKES.includes(one.name))) {
    it(`${name}: up exits 2 with exactly its lines, and makes no world`, async () => {
      fs.writeFileSync(settings, text);
      const { code, stdout, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
      assert.equal(code, 2, stderr);
      assert.deepEqual(stderr, `error: ${expected.join("\n")}\n`);
      assert.equal(stdout, "");
      assert.equal(fs.existsSync(path.join(project.scratch, "world.json")), false);
    });
  }

  it("doctor finds what this machine has, and says so in its published form", async () => {
    const { code, stdout, stderr } = await project.tandem("doctor", "--json");
    assert.equal(code, 0, stderr);
    const document = JSON.parse(stdout);
    const valid = new Ajv({ strict: true }).compile(schema);
    assert.equal(valid(document), true, JSON.stringify(valid.errors));
    assert.equal(document.healthy, true);
  });

  it("an environment without a settings file exits 6 and names those that there are", async () => {
    const { code, stderr } = await project.tandem("up", "bc9", "--sandbox", "--yes");
    assert.equal(code, 6, stderr);
    assert.match(stderr, /^error: Pulumi\.bc9\.yaml: no such environment, got bc9; expected one of bc1\. /);
  });

  it("down before up exits 6 and says what to run first", async () => {
    const { code, stderr } = await project.tandem("down", "bc1", "--sandbox", "--yes");
    assert.equal(code, 6, stderr);
    assert.match(stderr, /^error: bc1: no such stack, .+ Run \.\/tandem up bc1 --sandbox first$/m);
  });

  it("plain pulumi prints a config mistake without a stack trace", async () => {
    shell = await Shell.open(project);
    const { text, expected } = fixtures().find(({ name }) => name === "fargate-pair.yaml")!;
    const copy = path.join(shell.directory, "Pulumi.bc1.yaml");
    const salt = /^encryptionsalt: .*\n/m.exec(fs.readFileSync(copy, "utf8"))?.[0] ?? "";
    fs.writeFileSync(copy, salt + text);
    const { code, stdout, stderr } = await shell.pulumi(["preview", "-s", "bc1"]);
    assert.equal(code, 1, stdout);
    for (const line of expected) assert.ok(stdout.includes(line), stdout);
    assert.doesNotMatch(stdout + stderr, /^\s+at |\.js:\d+|\.ts:\d+/m);
    assert.deepEqual(project.changes(), []);
  });

  it("a world of another account: up exits 3 and changes nothing", async () => {
    project.edit("Pulumi.bc1.yaml", 'accountId: "123456789012"', 'accountId: "210987654321"');
    const { code, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 3, stderr);
    assert.match(stderr, /AWS account ID not allowed: 123456789012/);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual(project.changes(), []);
  });
});
