/** Security group rows. A group's own rules go with it; a rule of another group that names it blocks its delete. */
import type { Properties } from "../../../../pulumi/values";
import { lookUp } from "../../../world/world";
import { toVpc, VPC } from "./ec2";
import type { Ref, Row } from "./row";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** A property that names security groups; a VPC brings one that no program needs to register. */
export function groupRef(property: string, use: Ref["use"]): Ref {
  return {
    property,
    to: [SECURITY_GROUP, DEFAULT_GROUP, VPC],
    by: (one, value) => value === (one.type === VPC ? one.outputs.defaultSecurityGroupId : one.id),
    missing: ["InvalidGroup.NotFound", "The security group '{value}' does not exist"],
    use,
  };
}

/** Exactly one of these says whom a rule is about; another kind of it is another rule. */
const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

function otherKind(olds: Properties, news: Properties): boolean {
  const [before, after] = [olds, news].map((of) => SOURCES.find((kind) => of[kind] !== undefined));
  return before !== after;
}

function rule(direction: "Ingress" | "Egress"): Row {
  return {
    type: `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
    source: `AWS::EC2::SecurityGroup${direction}`,
    refs: [groupRef("securityGroupId", "ends"), groupRef("referencedSecurityGroupId", "blocks")],
    unique: {
      properties: [
        "securityGroupId",
        "ipProtocol",
        "fromPort",
        "toPort",
        "cidrIpv4",
        "cidrIpv6",
        "prefixListId",
        "referencedSecurityGroupId",
      ],
      taken: ["InvalidPermission.Duplicate", "the specified rule of {securityGroupId} already exists"],
    },
    replaceIf: Object.fromEntries(SOURCES.map((kind) => [kind, otherKind])),
    computed: { securityGroupRuleId: "{id}" },
  };
}

export const securityGroups: Row[] = [
  {
    type: SECURITY_GROUP,
    source: "AWS::EC2::SecurityGroup",
    refs: [
      { property: "vpcId", to: [VPC], missing: toVpc, use: "blocks" },
      groupRef("ingress.securityGroups", "blocks"),
      groupRef("egress.securityGroups", "blocks"),
    ],
    unique: {
      properties: ["name", "vpcId"],
      taken: ["InvalidGroup.Duplicate", "The security group '{name}' already exists for VPC '{vpcId}'"],
    },
    computed: { ownerId: "{account}" },
    inUse: ["DependencyViolation", "resource {id} has a dependent object"],
  },
  {
    type: DEFAULT_GROUP,
    source: 'Amazon VPC user guide, "Default security groups for your VPCs"',
    refs: [{ property: "vpcId", to: [VPC], missing: toVpc, use: "ends" }],
    id: ({ world, inputs }) =>
      String(lookUp(world, VPC, String(inputs.vpcId))?.outputs.defaultSecurityGroupId),
    computed: {
      ownerId: "{account}",
      name: "default",
      description: "default VPC security group",
    },
    upsert: true,
    inUse: ["DependencyViolation", "resource {id} has a dependent object"],
  },
  rule("Ingress"),
  rule("Egress"),
];
