/** A security group that lets nobody in and nothing out: every connection is a rule of its own, made by who needs it. */
import { SecurityGroup } from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { Self } from "./base";

/** Makes it as `<component>-security-group`. */
export function makeSecurityGroup(
  self: Self,
  vpcId: pulumi.Input<string>,
  description: string,
): SecurityGroup {
  const { name, tags, opts } = self.child("security-group");
  return new SecurityGroup(name, { vpcId, description, tags }, opts);
}
