/**
 * A VPC over two or three zones with public and private subnets, for the AI stream of documents 000 and 001: one
 * NAT gateway by default, an emptied default security group, and the S3 gateway endpoint that costs nothing.
 */
import { DefaultSecurityGroup, VpcEndpoint } from "@pulumi/aws/ec2";
import type { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { Self } from "../base";
import { Nat, type NetworkArgs } from "./args";
import type { NetworkSettings } from "./fields";
import { bounds, resolve } from "./settings";

/** The network. See `NetworkArgs` for its options. */
export class Network extends pulumi.ComponentResource {
  /** ID of the VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Subnets with a route to the internet, one in each zone: for load balancers. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Subnets without a way in, one in each zone: for databases. */
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Where tasks run: private subnets behind NAT, or public ones where there is none. */
  readonly taskSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolve(args, name);
    super("tandem:index:Network", name, { ...settings, bounds: bounds(name, settings) }, opts);
    const self = new Self(this, name);
    const vpc = makeVpc(self, settings);
    closeDefaultSecurityGroup(self, vpc);
    reachS3Inside(self, vpc, settings);

    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.taskSubnetIds = settings.nat === Nat.None ? vpc.publicSubnetIds : vpc.privateSubnetIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      taskSubnetIds: this.taskSubnetIds,
    });
  }
}

/** The subnets are the same with and without NAT, so that a change of it moves routes and not databases. */
function makeVpc(self: Self, settings: NetworkSettings): Vpc {
  const strategies = { single: "Single", "per-zone": "OnePerAz", none: "None" } as const;
  const { name, tags, opts } = self.child("vpc");
  return new Vpc(
    name,
    {
      cidrBlock: settings.cidr,
      numberOfAvailabilityZones: settings.zones,
      natGateways: { strategy: strategies[settings.nat] },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public" }, { type: "Private" }],
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags,
    },
    opts,
  );
}

/** Every VPC is born with a security group whose members reach each other; nothing of ours uses it. */
function closeDefaultSecurityGroup(self: Self, vpc: Vpc): void {
  const { name, tags, opts } = self.child("default-security-group");
  new DefaultSecurityGroup(name, { vpcId: vpc.vpcId, ingress: [], egress: [], tags }, opts);
}

/** Image layers and uploads go to S3 without passing NAT, which charges for every gigabyte. */
function reachS3Inside(self: Self, vpc: Vpc, settings: NetworkSettings): void {
  const { name, tags, opts } = self.child("s3");
  new VpcEndpoint(
    name,
    {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${settings.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: vpc.routeTables.apply(idsOf),
      tags,
    },
    opts,
  );
}

/** A resource that a remote component hands back is its id alone, where nobody has registered its class. */
function idsOf(tables: (RouteTable | string)[]): pulumi.Input<string>[] {
  return tables.map((table) => (typeof table === "string" ? table : table.id));
}
