import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { count, due, type Fault } from "../../sandbox/world/faults";
import { findByUrn, newWorld } from "../../sandbox/world/world";
import { ask, TestProvider, urnOf } from "./provider";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INPUTS = { cidrBlock: "10.0.0.0/16" };

/** An engine of one call, in a process of its own: it prints what came back. */
const CALLER = `
const grpc = require("@grpc/grpc-js");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const pb = require("@pulumi/pulumi/proto/provider_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const client = new ResourceProviderClient("127.0.0.1:" + process.argv[1], grpc.credentials.createInsecure());
const request = new pb.CreateRequest();
request.setUrn(${JSON.stringify(urnOf(VPC, "net"))});
request.setProperties(Struct.fromJavaScript(${JSON.stringify(INPUTS)}));
client.create(request, (error) => { console.log(error ? error.details : "answered"); process.exit(0); });
`;

describe("the sandbox's faults", () => {
  let provider: TestProvider;
  beforeEach(async () => {
    provider = await TestProvider.start();
  });
  afterEach(() => provider.stop());

  const made = () => findByUrn(provider.world(), urnOf(VPC, "net")).length;
  const outcomes = () => provider.world().log.map((line) => line.outcome);

  it("fails before the effect: nothing is done, and the next try goes through", async () => {
    provider.faults({ match: { urn: urnOf(VPC, "net"), operation: "create" }, mode: "before" });
    await assert.rejects(provider.create(VPC, "net", INPUTS), /InjectedFault/);
    assert.equal(made(), 0);
    await provider.create(VPC, "net", INPUTS);
    assert.deepEqual(outcomes(), ["before", "done"]);
  });

  it("fails after the effect: it exists, and the engine is told that it does not", async () => {
    provider.faults({ match: { type: VPC }, mode: "after" });
    await assert.rejects(provider.create(VPC, "net", INPUTS), /InjectedFault/);
    assert.equal(made(), 1);
    assert.deepEqual(outcomes(), ["after"]);
  });

  it("keeps a fault for later while AWS itself refuses the operation", async () => {
    provider.faults({ match: { type: VPC, operation: "delete" }, mode: "after" });
    const { id: vpcId } = await provider.create(VPC, "net", INPUTS);
    const group = await provider.create(GROUP, "web", { name: "web", vpcId });
    await assert.rejects(provider.delete(VPC, "net", vpcId), /DependencyViolation/);
    await provider.delete(GROUP, "web", group.id);
    await assert.rejects(provider.delete(VPC, "net", vpcId), /InjectedFault/);
    assert.equal(made(), 0);
    assert.deepEqual(outcomes(), ["done", "done", "refused", "done", "after"]);
  });

  it("hangs until the engine cancels", async () => {
    provider.faults({ match: { type: VPC }, mode: "hang" });
    let answered = false;
    const hanging = provider.create(VPC, "net", INPUTS).catch((error) => {
      answered = true;
      return error;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(answered, false);
    await ask((done) => provider.client.cancel(new Empty(), done));
    assert.match(String(await hanging), /InjectedFault/);
    assert.equal(made(), 0);
  });

  it("kills the engine that called, after the effect or before it", async () => {
    for (const [mode, exists] of [
      ["kill-before", 0],
      ["kill", 1],
    ] as const) {
      provider.faults({ match: { type: VPC, operation: "create" }, mode });
      const engine = spawn(process.execPath, ["-e", CALLER, String(provider.served.port)], { stdio: "pipe" });
      const [, signal] = await once(engine, "exit");
      assert.equal(signal, "SIGKILL");
      assert.equal(made(), exists, mode);
    }
  });

  it("kills the process that it was told to kill", async () => {
    const victim = spawn("sleep", ["60"]);
    const other = await TestProvider.start({ killPid: victim.pid });
    try {
      other.faults({ match: { type: VPC }, mode: "kill" });
      const call = other.create(VPC, "net", INPUTS).catch(() => undefined);
      const [, signal] = await once(victim, "exit");
      assert.equal(signal, "SIGKILL");
      await ask((done) => other.client.cancel(new Empty(), done));
      await call;
    } finally {
      await other.stop();
    }
  });

  it("fires as often as it was told, counted in the world, not in the process", () => {
    const world = newWorld("123456789012", "us-east-1", "salt");
    const fault: Fault = { match: { urn: "/::net-private-[12]$/" }, mode: "before", times: 2 };
    const call = (name: string) => ({ op: "create" as const, type: VPC, urn: urnOf(VPC, name) });
    const fires = (name: string) => {
      const found = due(world, [{ ...fault }], call(name));
      if (found) count(world, found);
      return found !== undefined;
    };
    assert.equal(fires("net-public-1"), false);
    assert.deepEqual(
      [fires("net-private-1"), fires("net-private-2"), fires("net-private-1")],
      [true, true, false],
    );
    assert.deepEqual(Object.values(world.fired), [2]);
  });
});
