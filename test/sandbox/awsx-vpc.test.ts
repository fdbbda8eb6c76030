import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Properties, Reference, UNKNOWN } from "../../pulumi/values";
import { propertiesOf, structOf } from "../../sandbox/protocol/wire";
import { invoke } from "../../sandbox/providers/aws/invoke";
import { layOut } from "../../sandbox/providers/awsx/subnet-layout";
import { overlapping, within } from "../../sandbox/world/cidr";
import fixture from "./fixtures/awsx-vpc-3.9.0.json";
import { ask, TestProvider } from "./provider";

/** An engine's resource monitor that gives every resource the id NAME_id, as the fixture's recording did. */
class RecordingMonitor {
  readonly requests: resource.RegisterResourceRequest[] = [];
  readonly outputs: Properties[] = [];
  readonly #server = new grpc.Server();

  /** `ends`: the registration at which the engine goes, as one that is cancelled does. */
  constructor(
    readonly known = true,
    readonly ends = Number.POSITIVE_INFINITY,
  ) {
    const unary =
      <Q, A>(answer: (request: Q) => A): grpc.handleUnaryCall<Q, A> =>
      (call, done) =>
        done(null, answer(call.request));
    this.#server.addService(ResourceMonitorService, {
      registerResource: unary((request: resource.RegisterResourceRequest) => this.#register(request)),
      registerResourceOutputs: unary((request: resource.RegisterResourceOutputsRequest) => {
        this.outputs.push(propertiesOf(request.getOutputs()));
        return new Empty();
      }),
      invoke: unary((request: resource.ResourceInvokeRequest) =>
        new resource.ResourceInvokeResponse().setReturn(
          structOf(invoke(request.getTok(), "us-east-1", "123456789012")),
        ),
      ),
    });
  }

  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(`127.0.0.1:${port}`),
      );
    });
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #register(request: resource.RegisterResourceRequest): resource.RegisterResourceResponse {
    this.requests.push(request);
    if (this.requests.length >= this.ends) this.close();
    const response = new resource.RegisterResourceResponse();
    const parent = request.getParent().split("::")[2]?.split("$").at(-1);
    response.setUrn(
      `urn:pulumi:s::p::${parent ? `${parent}$` : ""}${request.getType()}::${request.getName()}`,
    );
    response.setId(this.known && request.getCustom() ? `${request.getName()}_id` : "");
    return response.setObject(request.getObject());
  }
}

async function constructed(monitor: RecordingMonitor, args: Properties) {
  const provider = await TestProvider.start();
  try {
    const request = new pb.ConstructRequest()
      .setType("awsx:ec2:Vpc")
      .setName("net")
      .setInputs(structOf(args));
    request.setMonitorendpoint(await monitor.listen());
    request.getProvidersMap().set("aws", "urn:pulumi:s::p::pulumi:providers:aws::aws::id");
    const client: ResourceProviderClient = provider.client;
    const response = await ask<pb.ConstructResponse>((done) => client.construct(request, done));
    return { response, outputs: propertiesOf(response.getState()) };
  } finally {
    monitor.close();
    await provider.stop();
  }
}

const recorded = (request: resource.RegisterResourceRequest) => ({
  type: request.getType(),
  name: request.getName(),
  parentType: request.getParent().split("::")[2]?.split("$").at(-1),
  inputs: propertiesOf(request.getObject()),
});

const order = (one: { type: string; name: string }) => `${one.type} ${one.name}`;

describe("the sandbox's awsx.ec2.Vpc", () => {
  for (const { title, args, children, outputs } of fixture.cases) {
    it(`registers what awsx 3.9.0 registers: ${title}`, async () => {
      const monitor = new RecordingMonitor();
      const made = await constructed(monitor, args);
      const registered = monitor.requests.filter((request) => request.getCustom()).map(recorded);
      assert.deepEqual(
        registered.sort((a, b) => order(a).localeCompare(order(b), "en")),
        [...children].sort((a, b) => order(a).localeCompare(order(b), "en")),
      );
      assert.equal(made.outputs.vpcId, "net_id");
      for (const [name, value] of Object.entries(outputs)) assert.deepEqual(made.outputs[name], value, name);
      // Seen in a state that awsx itself wrote: of the component there is nothing but its place.
      const [component] = monitor.requests.filter((one) => !one.getCustom()).map(recorded);
      assert.deepEqual([component?.inputs, monitor.outputs], [{}, [{}]]);
    });
  }

  it("gives its children the component's provider, their parents and the sources of their inputs", async () => {
    const monitor = new RecordingMonitor();
    const { response } = await constructed(monitor, {
      numberOfAvailabilityZones: 2,
      natGateways: { strategy: "Single" },
    });
    const children = monitor.requests.filter((request) => request.getCustom());
    assert.ok(
      children.every((request) => request.getProvider() === "urn:pulumi:s::p::pulumi:providers:aws::aws::id"),
    );
    const nat = children.find((request) => request.getType() === "aws:ec2/natGateway:NatGateway")!;
    const sources = nat.getPropertydependenciesMap().get("allocationId")!.getUrnsList();
    assert.deepEqual(sources, ["urn:pulumi:s::p::aws:ec2/subnet:Subnet$aws:ec2/eip:Eip::net-1"]);
    assert.ok(nat.getDependenciesList().includes(sources[0]!));
    const priv = response.getStatedependenciesMap().get("privateSubnetIds")!.getUrnsList();
    assert.deepEqual(
      priv.map((urn) => urn.split("::").at(-1)),
      ["net-private-1", "net-private-2"],
    );
  });

  it("does not know ids in a preview that would create the network", async () => {
    const { outputs } = await constructed(new RecordingMonitor(false), { numberOfAvailabilityZones: 2 });
    assert.equal(outputs.vpcId, UNKNOWN);
    assert.deepEqual(outputs.publicSubnetIds, [UNKNOWN, UNKNOWN]);
    const [first] = outputs.natGateways as Reference[];
    assert.ok(first instanceof Reference && first.id === UNKNOWN && first.urn.endsWith("NatGateway::net-1"));
  });

  it("refuses what awsx refuses, and the layouts that it does not stand in for", async () => {
    const refused = (args: Properties) => constructed(new RecordingMonitor(), args);
    await assert.rejects(refused({ natGateways: { strategy: "Two" } }), /unknown NAT gateway strategy/);
    await assert.rejects(
      refused({ subnetStrategy: "Auto", subnetSpecs: [{ type: "Private" }] }),
      /NAT gateways need public subnets/,
    );
    await assert.rejects(
      refused({ availabilityZoneNames: ["us-east-1a"], numberOfAvailabilityZones: 2 }),
      /only one of availabilityZoneNames and numberOfAvailabilityZones/,
    );
    await assert.rejects(
      refused({ subnetSpecs: [{ type: "Public" }, { type: "Private" }] }),
      /"Auto" or "Exact" only/,
    );
  });

  it("fails, and no more than that, when the engine goes at any of its registrations", async () => {
    const whole = new RecordingMonitor();
    await constructed(whole, { numberOfAvailabilityZones: 2 });
    const loose: unknown[] = [];
    const note = (reason: unknown) => loose.push(reason);
    process.on("unhandledRejection", note);
    for (let ends = 1; ends <= whole.requests.length; ends++) {
      await assert.rejects(constructed(new RecordingMonitor(true, ends), { numberOfAvailabilityZones: 2 }));
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", note);
    assert.deepEqual(loose, []);
  });

  it("lays subnets out inside the VPC and apart from each other, or says that they do not fit", () => {
    const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
    const specs = [
      { type: "Private", cidrMask: 20 },
      { type: "Public", cidrMask: 26 },
      { type: "Isolated", cidrMask: 22 },
    ];
    const plans = layOut("net", "10.1.0.0/16", zones, specs);
    assert.equal(plans.length, 9);
    assert.ok(plans.every((plan) => within(plan.cidrBlock, "10.1.0.0/16")));
    const clashes = plans.filter((plan, i) =>
      plans.some((other, j) => i < j && overlapping(plan.cidrBlock, other.cidrBlock)),
    );
    assert.deepEqual(clashes, []);
    assert.throws(
      () => layOut("net", "10.1.0.0/24", zones, specs),
      /subnets are too large for 10\.1\.0\.0\/24/,
    );
  });
});
