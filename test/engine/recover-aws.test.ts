import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv/dist/2020";
import { findCutOff } from "../../automation/cut-off";
import schema from "../../automation/recover.schema.json";
import { TestProject } from "./project";
import { Shell } from "./shell";
import { arnOf, serveTagging } from "./tagging";

const PLACE = { accountId: "123456789012", region: "us-east-1" };
/** One whose id only its tags lead to, and one whose id follows from its inputs. */
const CUT_OFF = ["aws:lb/loadBalancer:LoadBalancer", "aws:ecs/service:Service"];
/** A second version takes the place of the first. */
const HARMLESS = "aws:secretsmanager/secretVersion:SecretVersion";

describe("recover without the sandbox, on the real engine and the AWS SDK", function () {
  this.timeout(300_000);
  const project = new TestProject();
  let account: Awaited<ReturnType<typeof serveTagging>>;
  let shell: Shell;
  const valid = new Ajv({ strict: true }).compile(schema);

  const up = () => shell.pulumi(["up", "--skip-preview", "--yes", "-s", "bc1"]);
  const recover = (variables = account.variables) => {
    const env = { ...shell.variables, ...variables };
    return project.run("./tandem", ["recover", "bc1", "--json"], { cwd: shell.directory, env });
  };
  /** The types of what a recover adopts. */
  const adopted = async () => {
    const { code, stdout, stderr } = await recover();
    assert.equal(code, 0, stderr);
    const document = JSON.parse(stdout);
    assert.equal(valid(document), true, JSON.stringify(valid.errors));
    return (document.adopted as string[]).map((urn) => urn.split("::")[2]!.split("$").pop()!);
  };
  const made = () => Object.values(project.world().resources).filter(({ urn }) => urn !== "");

  before(async () => {
    project.edit("Pulumi.bc1.yaml", `sha256:${"0".repeat(64)}`, `sha256:${"a".repeat(64)}`);
    account = await serveTagging(PLACE.accountId, () => project.world());
    shell = await Shell.open(project);
  });
  after(async () => {
    account?.close();
    await shell?.close();
    project.remove();
  });

  it("refuses credentials of another account before it touches the state", async () => {
    const faults = CUT_OFF.map((type) => ({ match: { type, operation: "create" }, mode: "kill" }));
    fs.writeFileSync(path.join(project.scratch, "faults.json"), JSON.stringify(faults));
    assert.equal((await up()).code, -1);
    const other = await serveTagging("210987654321", () => project.world());
    const { code, stderr } = await recover(other.variables);
    other.close();
    assert.equal(code, 3, stderr);
    assert.match(
      stderr,
      /^error: AWS credentials: of another account, got 210987654321; expected 123456789012\. /m,
    );
  });

  it("adopts what a killed up has made, by its tags or its name, and up makes nothing twice", async () => {
    const [byTags, byName] = CUT_OFF;
    assert.ok((await adopted()).includes(byTags!));
    assert.equal((await up()).code, -1);
    assert.ok((await adopted()).includes(byName!));
    const { code, stdout } = await up();
    assert.equal(code, 0, stdout);
    const urns = made().flatMap(({ type, urn }) => (type === HARMLESS ? [] : urn));
    assert.deepEqual(urns.toSorted(), [...new Set(urns)].toSorted());
  });

  it("finds all by inputs and tags but what cannot stand twice, or does no harm twice", () => {
    const listed = made().map((one) => ({ arn: arnOf(one), tags: one.inputs.tags ?? {} }));
    const lost = made().filter(({ urn, type, id, inputs, outputs }) => {
      const [found, ...more] = findCutOff([{ urn, type, inputs }], listed, PLACE);
      assert.deepEqual(more, []);
      // AWS takes the name of a database instance wherever it takes the id.
      if (found) assert.ok([id, outputs.identifier].includes(found.id), `${urn}: ${found.id} for ${id}`);
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
