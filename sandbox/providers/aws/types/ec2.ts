/** VPC rows. Errors: EC2 API reference, "Error codes for the Amazon EC2 API". */

import { overlapping, within } from "../../../world/cidr";
import { InUse, lookUp, ofType, type World, WorldError, type WorldResource } from "../../../world/world";
import type { Row, WriteContext } from "./row";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
const EIP = "aws:ec2/eip:Eip";
/** What AWS makes in a subnet for the services that run there. No program registers it. */
export const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT = "aws:ec2/natGateway:NatGateway";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const toVpc: [string, string] = ["InvalidVpcID.NotFound", "The vpc ID '{value}' does not exist"];
export const toSubnet: [string, string] = [
  "InvalidSubnetID.NotFound",
  "The subnet ID '{value}' does not exist",
];
const toRouteTable: [string, string] = [
  "InvalidRouteTableID.NotFound",
  "The routeTable ID '{value}' does not exist",
];

/** The VPC of the first subnet in a list of subnet ids. */
export function vpcOf(world: World, subnets: unknown): unknown {
  return Array.isArray(subnets) ? lookUp(world, SUBNET, String(subnets[0]))?.inputs.vpcId : undefined;
}

/** A gateway stays attached while the VPC has public addresses: those of NAT gateways and public load balancers. */
function vetGateway({ world, resource }: { world: World; resource: WorldResource }): void {
  const { vpcId } = resource.inputs;
  if (!ofType(world, INTERFACE).some((one) => one.outputs.vpcId === vpcId && one.outputs.public === true))
    return;
  throw new InUse(
    "DependencyViolation",
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
}

/** A subnet lies in its VPC and overlaps no other: InvalidSubnet.Range and InvalidSubnet.Conflict. */
function vetSubnet({ world, inputs, self }: WriteContext): void {
  const vpc = ofType(world, VPC).find((one) => one.id === inputs.vpcId);
  const cidr = inputs.cidrBlock;
  if (typeof cidr !== "string" || !vpc) return;
  if (typeof vpc.inputs.cidrBlock === "string" && !within(cidr, vpc.inputs.cidrBlock)) {
    throw new WorldError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const siblings = ofType(world, SUBNET).filter((one) => one !== self && one.inputs.vpcId === inputs.vpcId);
  if (siblings.some((one) => overlapping(cidr, String(one.inputs.cidrBlock)))) {
    throw new WorldError("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
  }
}

export const ec2: Row[] = [
  {
    type: VPC,
    source: "AWS::EC2::VPC",
    replaceIf: {
      instanceTenancy: ({ instanceTenancy }, news) =>
        !(instanceTenancy === "dedicated" && news.instanceTenancy === "default"),
    },
    computed: {
      ownerId: "{account}",
      ipv6CidrBlock: "",
      enableDnsHostnames: false,
      defaultSecurityGroupId: "sg-0{hex16}",
      defaultRouteTableId: "rtb-0{hex16}",
      mainRouteTableId: "rtb-0{hex16}",
      defaultNetworkAclId: "acl-0{hex16}",
      dhcpOptionsId: "dopt-0{hex16}",
    },
    inUse: ["DependencyViolation", "The vpc '{id}' has dependencies and cannot be deleted."],
  },
  {
    type: SUBNET,
    source: "AWS::EC2::Subnet",
    replaceIf: { ipv6CidrBlock: (olds) => olds.assignIpv6AddressOnCreation === true },
    refs: [{ property: "vpcId", to: [VPC], missing: toVpc, use: "blocks" }],
    computed: { ownerId: "{account}" },
    vetWrite: vetSubnet,
    inUse: ["DependencyViolation", "The subnet '{id}' has dependencies and cannot be deleted."],
  },
  {
    type: GATEWAY,
    source: "AWS::EC2::InternetGateway",
    refs: [{ property: "vpcId", to: [VPC], missing: toVpc, use: "blocks" }],
    computed: { ownerId: "{account}" },
    vetDelete: vetGateway,
  },
  {
    type: EIP,
    source: "AWS::EC2::EIP",
    computed: {
      allocationId: "{id}",
      domain: "vpc",
      publicIp: "203.0.113.{byte}",
      publicDns: "ec2-203-0-113-{byte}.compute-1.amazonaws.com",
    },
    inUse: ["InvalidIPAddress.InUse", "Address {publicIp} is in use."],
  },
  {
    type: NAT,
    source: "AWS::EC2::NatGateway",
    refs: [
      { property: "subnetId", to: [SUBNET], missing: toSubnet, use: "blocks" },
      {
        property: "allocationId",
        to: [EIP],
        missing: ["InvalidAllocationID.NotFound", "The allocation ID '{value}' does not exist"],
        use: "blocks",
      },
    ],
    derive: {
      publicIp: ({ world, inputs }) => lookUp(world, EIP, String(inputs.allocationId))?.outputs.publicIp,
    },
    computed: { privateIp: "10.0.0.{byte}", associationId: "eipassoc-0{hex16}" },
  },
  {
    type: ROUTE_TABLE,
    source: "AWS::EC2::RouteTable",
    refs: [{ property: "vpcId", to: [VPC], missing: toVpc, use: "blocks" }],
    computed: { ownerId: "{account}" },
    inUse: ["DependencyViolation", "The routeTable '{id}' has dependencies and cannot be deleted."],
  },
  {
    type: "aws:ec2/route:Route",
    source: "AWS::EC2::Route",
    refs: [
      { property: "routeTableId", to: [ROUTE_TABLE], missing: toRouteTable, use: "ends" },
      {
        property: "gatewayId",
        to: [GATEWAY, ENDPOINT],
        missing: ["InvalidGatewayID.NotFound", "The gateway ID '{value}' does not exist"],
      },
      {
        property: "natGatewayId",
        to: [NAT],
        missing: ["InvalidNatGatewayID.NotFound", "The natGateway ID '{value}' does not exist"],
      },
    ],
    unique: {
      properties: [
        "routeTableId",
        "destinationCidrBlock",
        "destinationIpv6CidrBlock",
        "destinationPrefixListId",
      ],
      taken: ["RouteAlreadyExists", "The route identified by {destinationCidrBlock} already exists."],
    },
    computed: { origin: "CreateRoute", state: "active" },
  },
  {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    source: "AWS::EC2::SubnetRouteTableAssociation",
    refs: [
      { property: "routeTableId", to: [ROUTE_TABLE], missing: toRouteTable, use: "blocks" },
      { property: "subnetId", to: [SUBNET], missing: toSubnet, use: "ends" },
    ],
    unique: {
      properties: ["subnetId", "gatewayId"],
      taken: [
        "Resource.AlreadyAssociated",
        "the specified association for {subnetId} conflicts with an existing one",
      ],
    },
  },
  {
    type: ENDPOINT,
    source: "AWS::EC2::VPCEndpoint",
    replaceIf: { privateDnsEnabled: (_, news) => news.vpcEndpointType !== "Interface" },
    refs: [
      { property: "vpcId", to: [VPC], missing: toVpc, use: "blocks" },
      { property: "routeTableIds", to: [ROUTE_TABLE], missing: toRouteTable },
      { property: "subnetIds", to: [SUBNET], missing: toSubnet },
    ],
    computed: {
      ownerId: "{account}",
      prefixListId: "pl-{hex8}",
      state: "available",
      requesterManaged: false,
    },
  },
];
