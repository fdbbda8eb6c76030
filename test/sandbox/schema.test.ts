import assert from "node:assert/strict";
import { SCHEMA } from "../../aws/schema";
import type { Properties } from "../../pulumi/values";
import plans from "../fixtures/aws-plans.json";
import { TestProvider } from "./provider";

interface Run {
  type: string;
  old?: Properties;
  new: Properties;
  result: string;
  says?: string;
  replaces?: string[];
}

/** Beside what differs, a recorded state holds what was asked for. */
const stateOf = ({ old, new: asked }: Run): Properties => ({ ...asked, ...old });

describe("the sandbox's provider beside the real one", () => {
  let provider: TestProvider;
  beforeEach(async () => {
    provider = await TestProvider.start();
  });
  afterEach(() => provider.stop());

  // What its validators and CustomizeDiff answered, run without AWS; the file says which version.
  for (const run of plans.runs as Run[]) {
    const { type, result, says, replaces } = run;
    it(`plans ${JSON.stringify(run.new)} of ${type} as it did: ${result}`, async () => {
      const { inputs, failures } = await provider.check(type, "one", run.new);
      const planned = run.old
        ? await provider.diff(type, "one", stateOf(run), inputs).catch((error: Error) => error)
        : { changed: [], replaces: [] };
      if (result.startsWith("refused")) {
        const reasons = planned instanceof Error ? planned.message : failures.join("\n");
        assert.ok(
          reasons.includes(says!.replace(/^Invalid Attribute Combination |\. Path: .*$/g, "")),
          reasons,
        );
        return;
      }
      assert.deepEqual(failures, []);
      assert.ok(!(planned instanceof Error), String(planned));
      assert.deepEqual(planned.replaces, replaces ?? []);
    });
  }

  it("fills in what the real one does, and says that it did", async () => {
    const { inputs } = await provider.check("aws:iam/role:Role", "r", { assumeRolePolicy: "{}" });
    assert.deepEqual([inputs.path, inputs.maxSessionDuration, inputs.region], ["/", 3600, undefined]);
    assert.deepEqual(inputs.__defaults, ["forceDetachPolicies", "maxSessionDuration", "name", "path"]);
    const olds = { ...inputs, path: undefined };
    assert.deepEqual((await provider.diff("aws:iam/role:Role", "r", olds, inputs)).changed, []);
  });

  it("names a database without a hyphen before the digits, and a topic up to 80 characters", async () => {
    const database = await provider.check("aws:rds/instance:Instance", "ai", {
      instanceClass: "db.t4g.micro",
    });
    assert.match(String(database.inputs.identifier), /^ai[0-9a-f]{7}$/);
    const topic = await provider.check("aws:sns/topic:Topic", "x".repeat(80), {});
    assert.match(topic.failures[0]!, /longer than maximum length 80$/);
  });

  it("replaces by the region only when it is another", async () => {
    const type = "aws:sns/topic:Topic";
    await provider.configure({ region: "eu-west-1" });
    const diff = (olds: Properties, news: Properties) => provider.diff(type, "t", olds, news);
    assert.deepEqual((await diff({ name: "t" }, { name: "t", region: "eu-west-1" })).changed, []);
    assert.deepEqual((await diff({ name: "t" }, { name: "t", region: "us-east-1" })).replaces, ["region"]);
  });

  it("replaces a rule whose source is of another kind, and a record whose type is another", async () => {
    const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const of = (source: Properties) => ({ ipProtocol: "tcp", securityGroupId: "sg-1", ...source });
    const replaced = (news: Properties) => provider.diff(rule, "r", of({ cidrIpv4: "10.0.0.0/8" }), of(news));
    assert.deepEqual((await replaced({ cidrIpv4: "10.0.0.0/9" })).replaces, []);
    assert.deepEqual((await replaced({ referencedSecurityGroupId: "sg-2" })).replaces, [
      "cidrIpv4",
      "referencedSecurityGroupId",
    ]);
    const record = (type: string) => ({ zoneId: "Z1", name: "a", type });
    const next = await provider.diff("aws:route53/record:Record", "r", record("A"), record("AAAA"));
    assert.deepEqual(next.replaces, ["type"]);
  });

  it("refuses values and pairs that the schema does not have", async () => {
    const type = "aws:rds/instance:Instance";
    const { failures } = await provider.check(type, "d", {
      instanceClass: "db.t4g.micro",
      monitoringInterval: 7,
      backupRetentionPeriod: 36,
      password: "one",
      manageMasterUserPassword: true,
    });
    assert.deepEqual(failures.map((one) => one.split(":")[0]).toSorted(), [
      "backupRetentionPeriod",
      "manageMasterUserPassword",
      "monitoringInterval",
      "password",
    ]);
  });

  it("says of every type where it is from", () => {
    for (const [type, { required, props }] of Object.entries(SCHEMA)) {
      assert.deepEqual(
        required.filter((name) => !(name in props)),
        [],
        type,
      );
    }
  });
});
