import * as assert from "node:assert/strict";
import { type Found, repair } from "../../automation/repair";
import type { Deployment, ResourceState } from "../../pulumi/state";

const STACK = "urn:pulumi:bc1::tandem::pulumi:pulumi:Stack::tandem-bc1";
const NETWORK = "urn:pulumi:bc1::tandem::tandem:index:Network::net";
const PROVIDER = "urn:pulumi:bc1::tandem::pulumi:providers:aws::aws";

const base: ResourceState[] = [
  { urn: STACK, type: "pulumi:pulumi:Stack" },
  { urn: PROVIDER, type: "pulumi:providers:aws", custom: true, id: "p-1", parent: STACK },
  { urn: NETWORK, type: "tandem:index:Network", parent: STACK },
];

function urn(type: string, name: string): string {
  return `urn:pulumi:bc1::tandem::tandem:index:Network$${type}::${name}`;
}

function found(type: string, name: string, id: string, inputs: Record<string, unknown> = {}): Found {
  return { urn: urn(type, name), type, id, inputs, outputs: { arn: `arn:${id}` } };
}

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

describe("repairing a state", () => {
  it("adopts what exists and the state does not know, with parent and provider", () => {
    const { deployment, adopted } = repair({ resources: base }, [found(VPC, "net-vpc", "vpc-1")]);
    const entry = deployment.resources?.at(-1);
    assert.deepEqual(adopted, [urn(VPC, "net-vpc")]);
    assert.equal(entry?.id, "vpc-1");
    assert.equal(entry?.parent, NETWORK);
    assert.equal(entry?.provider, `${PROVIDER}::p-1`);
  });

  it("keeps what a pending create knows of the resource, and takes the pending create away", () => {
    const resource = {
      urn: urn(VPC, "net-vpc"),
      type: VPC,
      parent: NETWORK,
      inputs: { cidrBlock: "10.0.0.0/16" },
    };
    const pending = { resources: base, pending_operations: [{ type: "creating", resource }] };
    const { deployment, dropped } = repair(pending, [found(VPC, "net-vpc", "vpc-1")]);
    assert.deepEqual(deployment.resources?.at(-1)?.inputs, { cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(deployment.pending_operations, []);
    assert.deepEqual(dropped, []);
  });

  it("drops a pending create that never took effect, and leaves pending deletes to the refresh", () => {
    const resource = { urn: urn(VPC, "net-vpc"), type: VPC };
    const operations = [
      { type: "creating", resource },
      { type: "deleting", resource: { urn: urn(SUBNET, "net-a"), type: SUBNET } },
    ];
    const { deployment, dropped } = repair({ resources: base, pending_operations: operations }, []);
    assert.deepEqual(dropped, [urn(VPC, "net-vpc")]);
    assert.deepEqual(
      deployment.pending_operations?.map(({ type }) => type),
      ["deleting"],
    );
  });

  it("adopts what is referred to first, and records the reference, so that a destroy goes the other way", () => {
    const subnet = found(SUBNET, "net-a", "subnet-1", { vpcId: "vpc-1" });
    const { deployment } = repair({ resources: base }, [subnet, found(VPC, "net-vpc", "vpc-1")]);
    assert.deepEqual(
      deployment.resources?.slice(-2).map(({ id }) => id),
      ["vpc-1", "subnet-1"],
    );
    assert.deepEqual(deployment.resources?.at(-1)?.dependencies, [urn(VPC, "net-vpc")]);
  });

  it("marks the second of a URN for deletion, as it is a replacement that was cut off", () => {
    const one = { ...found(VPC, "net-vpc", "vpc-1"), custom: true };
    const { deployment } = repair({ resources: [...base, one] }, [
      found(VPC, "net-vpc", "vpc-1"),
      found(VPC, "net-vpc", "vpc-2"),
    ]);
    assert.deepEqual(
      deployment.resources
        ?.filter(({ type }) => type === VPC)
        .map(({ id, delete: going }) => [id, going ?? false]),
      [
        ["vpc-1", false],
        ["vpc-2", true],
      ],
    );
  });

  it("tells revisions apart that share their id, by their ARN", () => {
    const TASK = "aws:ecs/taskDefinition:TaskDefinition";
    const first = { ...found(TASK, "task", "family"), custom: true, outputs: { arn: "arn:family:1" } };
    const second = { ...found(TASK, "task", "family"), outputs: { arn: "arn:family:2" } };
    const { deployment } = repair({ resources: [...base, first] }, [second]);
    assert.equal(deployment.resources?.filter(({ type }) => type === TASK).length, 2);
  });

  it("changes nothing when the state knows all that exists", () => {
    const one = { ...found(VPC, "net-vpc", "vpc-1"), custom: true };
    const before: Deployment = { resources: [...base, one] };
    const { deployment, adopted, dropped } = repair(before, [found(VPC, "net-vpc", "vpc-1")]);
    assert.deepEqual(deployment.resources, before.resources);
    assert.deepEqual([adopted, dropped], [[], []]);
  });
});
