/** The network: what it asks awsx for, and what it closes. */
import assert from "node:assert/strict";
import { Network } from "../../../components/network";
import type { NetworkArgs } from "../../../components/network/args";
import { bounds, resolve } from "../../../components/network/settings";
import { all, only, type Registered, register } from "../registered";

const REGION = "us-east-1";
const network = (args: Partial<NetworkArgs> = {}, outputs?: "known" | "unknown") =>
  register(() => new Network("ai-network", { region: REGION, ...args }), outputs);
const vpcOf = (found: Registered[]) => only(found, "awsx:ec2:Vpc").inputs;
const refused = (args: Partial<NetworkArgs>) => () => resolve({ region: REGION, ...args }, "net");

describe("A network", () => {
  it("has two zones, one NAT gateway, and public and private subnets unless told otherwise", async () => {
    const vpc = vpcOf(await network());
    assert.equal(vpc.cidrBlock, "10.20.0.0/16");
    assert.equal(vpc.numberOfAvailabilityZones, 2);
    assert.deepEqual(vpc.natGateways, { strategy: "Single" });
    assert.deepEqual(vpc.subnetSpecs, [{ type: "Public" }, { type: "Private" }]);
    assert.equal(vpc.subnetStrategy, "Auto");
  });

  it("gives its hosts names, which the S3 endpoint and the database need", async () => {
    const vpc = vpcOf(await network());
    assert.deepEqual([vpc.enableDnsHostnames, vpc.enableDnsSupport], [true, true]);
  });

  it("takes another range", async () => {
    assert.equal(vpcOf(await network({ cidr: "172.16.8.0/22" })).cidrBlock, "172.16.8.0/22");
  });

  it("takes a third zone", async () => {
    assert.equal(vpcOf(await network({ zones: 3 })).numberOfAvailabilityZones, 3);
  });

  it("puts a NAT gateway into each zone when told to", async () => {
    assert.deepEqual(vpcOf(await network({ nat: "per-zone" })).natGateways, { strategy: "OnePerAz" });
  });

  it("keeps its subnets when NAT is taken away, so that databases stay where they are", async () => {
    const without = vpcOf(await network({ nat: "none" }));
    assert.deepEqual(without.natGateways, { strategy: "None" });
    assert.deepEqual(without.subnetSpecs, vpcOf(await network()).subnetSpecs);
  });

  it("runs tasks in private subnets behind NAT and in public ones without", async () => {
    const subnets = async (nat: "single" | "none") =>
      only(await network({ nat }), "tandem:index:Network").outputs.taskSubnetIds;
    assert.deepEqual(await subnets("single"), ["subnet-private-1", "subnet-private-2"]);
    assert.deepEqual(await subnets("none"), ["subnet-public-1", "subnet-public-2"]);
  });

  it("empties the default security group", async () => {
    const { inputs } = only(await network(), "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.deepEqual([inputs.ingress, inputs.egress], [[], []]);
    assert.equal(inputs.vpcId, "vpc-1");
  });

  it("reaches S3 of its region through a gateway endpoint, which costs nothing", async () => {
    const found = await register(() => new Network("n", { region: "eu-central-1" }));
    const { inputs } = only(found, "aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.equal(inputs.serviceName, "com.amazonaws.eu-central-1.s3");
    assert.equal(inputs.vpcEndpointType, "Gateway");
    assert.deepEqual(inputs.routeTableIds, ["rtb-public-1", "rtb-private-1"]);
  });

  it("registers the same resources in a first preview", async () => {
    const names = (found: Registered[]) => found.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(names(await network({}, "unknown")), names(await network()));
  });

  it("shows policies its settings and its bounds", async () => {
    const { inputs } = only(await network({ zones: 3 }), "tandem:index:Network");
    assert.equal(inputs.zones, 3);
    assert.deepEqual(inputs.bounds, bounds("ai-network", resolve({ region: REGION, zones: 3 })));
  });

  it("has no way in of its own", async () => {
    assert.equal(all(await network(), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").length, 0);
  });
});

describe("The bounds of a network", () => {
  const children = (args: Partial<NetworkArgs>) =>
    bounds("n", resolve({ region: REGION, ...args })).map(({ child, item, amount }) => [child, item, amount]);

  it("are a gateway and its address for each NAT", () => {
    assert.deepEqual(children({ nat: "single" }), [
      ["n-vpc-1", "nat-gateway-hour", 1],
      ["n-vpc-1", "public-ipv4-hour", 1],
    ]);
    assert.equal(children({ nat: "per-zone", zones: 3 }).length, 6);
  });

  it("are none without NAT", () => {
    assert.deepEqual(children({ nat: "none" }), []);
  });
});

describe("A network's settings are refused", () => {
  for (const [what, args, message] of [
    ["with one zone", { zones: 1 }, /^net\.zones: .*got 1; expected .* from 2 to 3\. Set it to 2\.$/],
    [
      "with an unknown NAT",
      { nat: "gateway" as never },
      /^net\.nat: .*expected one of single, per-zone, none/,
    ],
    [
      "with bits behind the prefix",
      { cidr: "10.20.0.5/16" },
      /^net\.cidr: .*Did you mean 10\.20\.0\.0\/16\?$/,
    ],
    ["with leading zeros", { cidr: "010.0.0.0/16" }, /^net\.cidr: octets with a leading zero/],
    ["with an octet over 255", { cidr: "10.256.0.0/16" }, /^net\.cidr: not an IPv4 range/],
    ["with a range that is too large", { cidr: "10.0.0.0/15" }, /^net\.cidr: a size that no VPC can have/],
    ["with a range that is too small", { cidr: "10.0.0.0/26" }, /^net\.cidr: too small for 2 zones/],
    [
      "with a range that is too small for three zones",
      { cidr: "10.0.0.0/25", zones: 3 },
      /^net\.cidr: too small for 3 zones .*Use 10\.0\.0\.0\/24\.$/,
    ],
    ["with a public range", { cidr: "8.8.0.0/16" }, /^net\.cidr: a public range/],
    ["with a zone as region", { region: "us-east-1a" }, /^net\.region: /],
  ] as const) {
    it(what, () => assert.throws(refused(args), { message }));
  }

  it("with all their problems in one go", () => {
    assert.throws(refused({ zones: 9, cidr: "no" }), { message: /^net\.cidr: .*\nnet\.zones: .*$/ });
  });
});
