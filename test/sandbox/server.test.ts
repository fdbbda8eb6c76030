import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Secret, UNKNOWN } from "../../pulumi/values";
import { propertiesOf, structOf } from "../../sandbox/protocol/wire";
import { findByUrn } from "../../sandbox/world/world";
import { ask, TestProvider, urnOf } from "./provider";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const PASSWORD = "random:index/randomPassword:RandomPassword";
const CANARY = "canary-9f1c";

describe("the sandbox's provider", () => {
  let provider: TestProvider;
  beforeEach(async () => {
    provider = await TestProvider.start();
  });
  afterEach(() => provider.stop());

  it("creates, reads, updates and deletes as the engine asks", async () => {
    const inputs = { cidrBlock: "10.0.0.0/16", tags: { a: "1" } };
    const made = await provider.create(VPC, "net", inputs);
    assert.match(made.id, /^vpc-0[0-9a-f]{16}$/);
    assert.equal(made.outputs.arn, `arn:aws:ec2:us-east-1:123456789012:vpc/${made.id}`);
    assert.deepEqual(made.outputs.tagsAll, { a: "1" });
    const changed = { ...inputs, tags: { a: "2" } };
    const outputs = await provider.update(VPC, "net", made.id, made.outputs, changed);
    assert.deepEqual([outputs.arn, outputs.tags], [made.outputs.arn, { a: "2" }]);
    const seen = await provider.read(VPC, "net", made.id, inputs, made.outputs);
    assert.deepEqual([seen.inputs, seen.outputs], [changed, outputs]);
    await provider.delete(VPC, "net", made.id);
    assert.equal((await provider.read(VPC, "net", made.id, changed, outputs)).id, "");
    await provider.delete(VPC, "net", made.id);
    assert.deepEqual(provider.world().resources, {});
  });

  it("logs every operation once, with what it was and how it ended", async () => {
    const { id } = await provider.create(VPC, "net", { cidrBlock: "10.0.0.0/16" });
    await assert.rejects(provider.create(GROUP, "web", { name: "web", vpcId: "vpc-0none" }));
    await provider.delete(VPC, "net", id);
    const lines = provider.world().log;
    assert.deepEqual(
      lines.map((line) => [line.op, line.urn, line.id, line.outcome]),
      [
        ["create", urnOf(VPC, "net"), id, "done"],
        ["create", urnOf(GROUP, "web"), "", "refused"],
        ["delete", urnOf(VPC, "net"), id, "done"],
      ],
    );
    assert.ok(lines.every((line, index) => line.seq === index + 1 && line.finishMs >= line.startMs));
  });

  it("finds by URN what was created, two of them after a create that the state has lost", async () => {
    const first = await provider.create(GROUP, "web", { name: "web-1" });
    const second = await provider.create(GROUP, "web", { name: "web-2" });
    const found = findByUrn(provider.world(), urnOf(GROUP, "web"));
    assert.deepEqual(
      found.map((one) => [one.id, one.inputs.name]),
      [
        [first.id, "web-1"],
        [second.id, "web-2"],
      ],
    );
    assert.equal(found[0]!.outputs.arn, first.outputs.arn);
  });

  it("answers a preview with inputs and unknowns, and changes nothing", async () => {
    const preview = await provider.create(GROUP, "web", { name: "web", vpcId: UNKNOWN }, true);
    assert.deepEqual(
      [preview.id, preview.outputs.name, preview.outputs.vpcId, preview.outputs.arn],
      ["", "web", UNKNOWN, UNKNOWN],
    );
    const made = await provider.create(GROUP, "web", { name: "web" });
    const next = await provider.update(
      GROUP,
      "web",
      made.id,
      made.outputs,
      { name: "web", tags: { a: UNKNOWN } },
      true,
    );
    assert.deepEqual([next.arn, next.tags], [made.outputs.arn, { a: UNKNOWN }]);
    assert.deepEqual(findByUrn(provider.world(), urnOf(GROUP, "web"))[0]!.inputs, { name: "web" });
  });

  it("keeps secrets secret in what it answers, and out of the world file", async () => {
    const { id: secretId } = await provider.create(SECRET, "db", {
      name: "db",
      description: new Secret(CANARY),
    });
    const inputs = { secretId, secretString: CANARY };
    const version = await provider.create(VERSION, "db", inputs);
    assert.deepEqual(version.outputs.secretString, new Secret(CANARY));
    const marked = await provider.read(
      SECRET,
      "db",
      secretId,
      { name: "db", description: new Secret(CANARY) },
      {},
    );
    assert.deepEqual(marked.outputs.description, new Secret(CANARY));
    const seen = await provider.read(VERSION, "db", version.id, inputs, version.outputs);
    assert.deepEqual(
      [seen.inputs.secretString, seen.outputs.secretString],
      [new Secret(CANARY), new Secret(CANARY)],
    );
    assert.ok(!provider.worldText().includes(CANARY));
  });

  it("shows a secret that was changed behind the state's back as changed", async () => {
    const { id: secretId } = await provider.create(SECRET, "db", { name: "db" });
    const version = await provider.create(VERSION, "db", { secretId, secretString: "other" });
    const seen = await provider.read(
      VERSION,
      "db",
      version.id,
      { secretId, secretString: new Secret(CANARY) },
      {},
    );
    assert.notDeepEqual(seen.inputs.secretString, new Secret(CANARY));
    assert.ok(seen.inputs.secretString instanceof Secret);
  });

  it("makes random passwords that only the state holds", async () => {
    const inputs = { length: 24, special: false, minNumeric: 3 };
    const one = await provider.create(PASSWORD, "pw", inputs);
    const other = await provider.create(PASSWORD, "pw2", inputs);
    const text = (one.outputs.result as Secret).value as string;
    assert.match(text, /^[A-Za-z0-9]{24}$/);
    assert.ok(text.replace(/\D/g, "").length >= 3);
    assert.notDeepEqual(one.outputs.result, other.outputs.result);
    const seen = await provider.read(PASSWORD, "pw", one.id, inputs, one.outputs);
    assert.deepEqual(seen.outputs.result, one.outputs.result);
    assert.deepEqual(provider.world().resources, {});
    assert.ok(!provider.worldText().includes(text));
    assert.deepEqual((await provider.diff(PASSWORD, "pw", inputs, { ...inputs, length: 30 })).replaces, [
      "length",
    ]);
  });

  it("refuses an account that is not allowed before anything is done", async () => {
    const allowed = JSON.stringify(["111111111111"]);
    await assert.rejects(provider.configure({ region: "us-east-1", allowedAccountIds: allowed }), {
      details: "AWS account ID not allowed: 123456789012",
    });
    await provider.configure({ region: "us-east-1", allowedAccountIds: JSON.stringify(["123456789012"]) });
    assert.deepEqual(provider.world().log, []);
  });

  it("adds the provider's region to inputs, and its default tags to all tags alone", async () => {
    await provider.configure({
      region: "eu-west-1",
      defaultTags: JSON.stringify({ tags: { stack: "dev", team: "a" } }),
    });
    const { inputs } = await provider.check(VPC, "net", { cidrBlock: "10.0.0.0/16", tags: { team: "b" } });
    assert.deepEqual([inputs.tags, inputs.region], [{ team: "b" }, "eu-west-1"]);
    const made = await provider.create(VPC, "net", inputs);
    assert.deepEqual([made.outputs.tags, made.outputs.tagsAll], [{ team: "b" }, { stack: "dev", team: "b" }]);
    assert.match(String(made.outputs.arn), /^arn:aws:ec2:eu-west-1:/);
  });

  it("serves each of two providers of one package by its own configuration, and guesses for no third", async () => {
    const other = provider.another();
    const third = provider.another();
    await provider.configure({ region: "eu-west-1" });
    await other.configure({ region: "us-west-2" });
    const regions = [];
    for (const one of [provider, other, provider]) {
      const { inputs } = await one.check(VPC, "net", { cidrBlock: "10.0.0.0/16" });
      regions.push(inputs.region);
    }
    assert.deepEqual(regions, ["eu-west-1", "us-west-2", "eu-west-1"]);
    await assert.rejects(third.check(VPC, "net", {}), /does not know which of several aws providers/);
    for (const one of [other, third]) one.client.close();
  });

  it("is configured by its own package's provider alone", async () => {
    await provider.configure({ region: "eu-west-1" });
    await provider.configure({}, "urn:pulumi:dev::tandem::pulumi:providers:random::default");
    const { inputs } = await provider.check(VPC, "net", { cidrBlock: "10.0.0.0/16" });
    assert.equal(inputs.region, "eu-west-1");
  });

  it("refuses at check what the SDK requires, and names too long for their service", async () => {
    const subnet = await provider.check("aws:ec2/subnet:Subnet", "a", {});
    assert.deepEqual(subnet.failures, ['vpcId: Missing required argument "vpcId"']);
    const long = "x".repeat(33);
    const balancer = await provider.check("aws:lb/loadBalancer:LoadBalancer", "web", {
      name: long,
      subnets: [],
    });
    assert.deepEqual(balancer.failures, [`name: "name" cannot be longer than 32 characters: "${long}"`]);
    const role = await provider.check("aws:iam/role:Role", "r", {
      name: "x".repeat(65),
      assumeRolePolicy: "{}",
    });
    assert.match(role.failures[0]!, /^name: expected length of name to be in the range \(1 - 64\)/);
    const auto = await provider.check("aws:lb/targetGroup:TargetGroup", "x".repeat(25), {
      targetType: "lambda",
    });
    assert.match(
      auto.failures[0]!,
      /^name: name 'x{25}' plus 8 random chars is longer than maximum length 32$/,
    );
  });

  it("names what the program left unnamed, keeps the name, and gives a replacement another one", async () => {
    const type = "aws:lb/targetGroup:TargetGroup";
    const name = "a-component-targets";
    const first = await provider.check(type, name, { port: 80 });
    assert.match(String(first.inputs.name), /^a-component-targets-[0-9a-f]{7}$/);
    assert.deepEqual(
      (await provider.check(type, name, { port: 81 }, first.inputs, "b3RoZXI=")).inputs.name,
      first.inputs.name,
    );
    const replacement = await provider.check(type, name, { port: 81 }, {}, "b3RoZXI=");
    assert.notEqual(replacement.inputs.name, first.inputs.name);
    const automatic = await provider.diff(type, name, first.inputs, { ...first.inputs, port: 81 });
    assert.deepEqual(automatic, { changed: ["port"], replaces: ["port"], deleteBeforeReplace: false });
    const fixed = await provider.diff(type, name, { name: "web", port: 80 }, { name: "web", port: 81 });
    assert.deepEqual(fixed, { changed: ["port"], replaces: ["port"], deleteBeforeReplace: true });
  });

  it("changes capacity providers in place only in a forced deployment", async () => {
    const type = "aws:ecs/service:Service";
    const of = (capacityProvider: string, forceNewDeployment: boolean) => ({
      forceNewDeployment,
      capacityProviderStrategies: [{ capacityProvider, weight: 1 }],
    });
    const forced = await provider.diff(type, "web", of("FARGATE", true), of("FARGATE_SPOT", true));
    assert.deepEqual([forced.changed, forced.replaces], [["capacityProviderStrategies"], []]);
    await assert.rejects(provider.diff(type, "web", of("FARGATE", false), of("FARGATE_SPOT", false)), {
      details: "force_new_deployment should be true when capacity_provider_strategy is being updated",
    });
  });

  it("tries a delete again while something still uses its target", async () => {
    const patient = await TestProvider.start({ patienceMs: 2000 });
    try {
      const { id: vpcId } = await patient.create(VPC, "net", { cidrBlock: "10.0.0.0/16" });
      const { id: group } = await patient.create(GROUP, "web", { name: "web", vpcId });
      const vpcGone = patient.delete(VPC, "net", vpcId);
      await new Promise((resolve) => setTimeout(resolve, 120));
      await patient.delete(GROUP, "web", group);
      await vpcGone;
      assert.deepEqual(
        patient.world().log.map((line) => line.outcome),
        ["done", "done", "done", "done"],
      );
    } finally {
      await patient.stop();
    }
  });

  it("answers the zones and the caller's identity, and no other look-up", async () => {
    const call = async (token: string) => {
      const request = new pb.InvokeRequest().setTok(token).setArgs(structOf({}));
      return propertiesOf(
        (await ask<pb.InvokeResponse>((done) => provider.client.invoke(request, done))).getReturn(),
      );
    };
    const zones = await call("aws:index/getAvailabilityZones:getAvailabilityZones");
    assert.deepEqual((zones.names as string[]).slice(0, 2), ["us-east-1a", "us-east-1b"]);
    assert.equal((await call("aws:index/getCallerIdentity:getCallerIdentity")).accountId, "123456789012");
    await assert.rejects(call("aws:ec2/getAmi:getAmi"), /does not answer aws:ec2\/getAmi:getAmi/);
  });

  it("says of itself that it takes secrets, resources and previews, and a version that satisfies every SDK", async () => {
    const configured = await provider.configure({});
    assert.ok(
      configured.getAcceptsecrets() && configured.getAcceptresources() && configured.getSupportspreview(),
    );
    const info = await ask<{ getVersion(): string }>((done) =>
      provider.client.getPluginInfo(new Empty(), done),
    );
    assert.ok(Number.parseInt(info.getVersion(), 10) > 1000);
  });
});
