import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import { findCutOff } from "../../automation/clouds/cut-off";
import schema from "../../automation/recover.schema.json";
import { IDENTITIES } from "../../aws/ids";
import { fillWith } from "../../aws/templates";
import type { ResourceState } from "../../pulumi/state";
import { TestProject } from "./project";
import { Shell } from "./shell";
import { arnOf, serveTagging } from "./tagging";

const PLACE = { accountId: "123456789012", region: "us-east-1" };
/** Each with what leads to it: its tags, its name, or a name although its id is drawn. One run is killed at each. */
const CUT_OFF = {
  "its tags": "aws:lb/loadBalancer:LoadBalancer",
  "its name": "aws:ecs/service:Service",
  "its name, though its id is another": "aws:rds/instance:Instance",
};
/** A second version takes the place of the first. */
const HARMLESS = "aws:secretsmanager/secretVersion:SecretVersion";

/** A project in which plain pulumi runs, beside the two calls of AWS that recover makes. */
class Deployment {
  readonly project = new TestProject();

  static async open(): Promise<Deployment> {
    const one = new Deployment();
    one.project.edit("Pulumi.bc1.yaml", `sha256:${"0".repeat(64)}`, `sha256:${"a".repeat(64)}`);
    const account = await serveTagging(PLACE.accountId, () => one.project.world());
    return Object.assign(one, { account, shell: await Shell.open(one.project) });
  }

  readonly account!: Awaited<ReturnType<typeof serveTagging>>;
  readonly shell!: Shell;

  async close(): Promise<void> {
    this.account.close();
    await this.shell.close();
    this.project.remove();
  }

  up() {
    return this.shell.pulumi(["up", "--skip-preview", "--yes", "-s", "bc1"]);
  }

  /** The next up is killed at the first create of this type. */
  killAt(type: string): void {
    const faults = [{ match: { type, operation: "create" }, mode: "kill" }];
    fs.writeFileSync(path.join(this.project.scratch, "faults.json"), JSON.stringify(faults));
  }

  recover(variables = this.account.variables) {
    const env = { ...this.shell.variables, ...variables };
    return this.project.run("./tandem", ["recover", "bc1", "--json"], { cwd: this.shell.directory, env });
  }

  made() {
    return Object.values(this.project.world().resources).filter(({ urn }) => urn !== "");
  }

  async state(): Promise<ResourceState[]> {
    const { stdout } = await this.shell.pulumi(["stack", "export", "-s", "bc1"]);
    return JSON.parse(stdout).deployment.resources;
  }
}

describe("recover without the sandbox, on the real engine and the AWS SDK", function () {
  this.timeout(300_000);
  const valid = new Ajv({ strict: true }).compile(schema);
  let open: Deployment[] = [];
  const opened = async () => {
    const one = await Deployment.open();
    open.push(one);
    return one;
  };
  after(async () => {
    for (const one of open) await one.close();
    open = [];
  });

  it("refuses credentials of another account before it touches the state", async () => {
    const one = await opened();
    one.killAt(CUT_OFF["its tags"]);
    assert.equal((await one.up()).code, -1);
    const other = await serveTagging("210987654321", () => one.project.world());
    const { code, stderr } = await one.recover(other.variables);
    other.close();
    assert.equal(code, 3, stderr);
    assert.match(
      stderr,
      /^error: AWS credentials: of another account, got 210987654321; expected 123456789012\. /m,
    );
  });

  for (const [way, type] of Object.entries(CUT_OFF)) {
    it(`adopts what a killed up has made by ${way}, once and with its own id, and up makes nothing twice`, async () => {
      const one = await opened();
      one.killAt(type);
      assert.equal((await one.up()).code, -1);
      const [lost, ...more] = one.made().filter((made) => made.type === type);
      assert.deepEqual([lost === undefined, more], [false, []], "the kill came after it was made");

      const { code, stdout, stderr } = await one.recover();
      assert.equal(code, 0, stderr);
      const document = JSON.parse(stdout);
      assert.equal(valid(document), true, JSON.stringify(valid.errors));
      assert.deepEqual(
        (document.adopted as string[]).filter((urn) => urn === lost!.urn),
        [lost!.urn],
      );
      const known = (await one.state()).filter(({ urn }) => urn === lost!.urn);
      assert.deepEqual(
        known.map(({ id }) => id),
        [lost!.id],
      );

      const up = await one.up();
      assert.equal(up.code, 0, up.stdout);
      const urns = one.made().flatMap(({ type, urn }) => (type === HARMLESS ? [] : urn));
      assert.deepEqual(urns.toSorted(), [...new Set(urns)].toSorted());
    });
  }

  it("finds all by inputs and tags but what cannot stand twice, or does no harm twice", () => {
    const made = open.at(-1)!.made();
    const listed = made.map((one) => ({ arn: arnOf(one), tags: one.inputs.tags ?? {} }));
    const lost = made.filter(({ urn, type, id, inputs }) => {
      const [found, ...more] = findCutOff([{ urn, type, inputs }], listed, PLACE);
      assert.deepEqual(more, []);
      const readBy = fillWith(IDENTITIES[type]?.readBy ?? "", (key) => inputs[key]);
      if (found) assert.ok([id, readBy].includes(found.id), `${urn}: ${found.id} for ${id}`);
      return found === undefined;
    });
    assert.deepEqual([...new Set(lost.map(({ type }) => type))].toSorted(), [
      "aws:ec2/route:Route",
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      HARMLESS,
      "aws:sns/topicSubscription:TopicSubscription",
    ]);
  });
});
