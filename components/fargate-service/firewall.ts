/**
 * Who may talk to the service, and whom it may talk to. Its security group starts with no rule at all; every
 * connection is a pair of rules, one on each side, that say what they are for.
 */
import type { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import { makeSecurityGroup } from "../security-group";
import type { FargateServiceArgs } from "./args";
import type { FargateServiceSettings } from "./settings";

/** The service's security group, and the rules that must be there before a task starts. */
export interface Firewall {
  group: SecurityGroup;
  groupRules: pulumi.Resource[];
}

interface Side {
  name: string;
  securityGroupId: pulumi.Input<string>;
}

/** Makes the group and all rules. */
export function makeFirewall(
  self: Self,
  args: FargateServiceArgs,
  settings: FargateServiceSettings,
): Firewall {
  const group = makeSecurityGroup(self, args.vpcId, `Tasks of ${self.name}`);
  const own: Side = { name: self.name, securityGroupId: group.id };
  return {
    group,
    groupRules: [
      ...settings.outboundPorts.map((port) => allowOut(self, group, port)),
      ...(args.callers ?? []).flatMap((caller) =>
        allow(self, `from-${caller.name}`, caller, own, settings.port),
      ),
      ...(args.targets ?? []).flatMap((target) => allow(self, `to-${target.name}`, own, target, target.port)),
    ],
  };
}

function allow(self: Self, role: string, from: Side, to: Side, port: number): pulumi.Resource[] {
  const description = `${from.name} to ${to.name}, TCP ${port}`;
  const rule = { ipProtocol: "tcp", fromPort: port, toPort: port, description };
  const out = self.child(`${role}-egress`);
  const into = self.child(`${role}-ingress`);
  return [
    new SecurityGroupEgressRule(
      out.name,
      {
        ...rule,
        securityGroupId: from.securityGroupId,
        referencedSecurityGroupId: to.securityGroupId,
        tags: out.tags,
      },
      out.opts,
    ),
    new SecurityGroupIngressRule(
      into.name,
      {
        ...rule,
        securityGroupId: to.securityGroupId,
        referencedSecurityGroupId: from.securityGroupId,
        tags: into.tags,
      },
      into.opts,
    ),
  ];
}

function allowOut(self: Self, group: SecurityGroup, port: number): pulumi.Resource {
  const { name, tags, opts } = self.child(`internet-${port}-egress`);
  return new SecurityGroupEgressRule(
    name,
    {
      securityGroupId: group.id,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description: `${self.name} to the internet, TCP ${port}`,
      tags,
    },
    opts,
  );
}
