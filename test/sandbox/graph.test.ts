import assert from "node:assert/strict";
import { Account } from "./account";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

// Amazon EC2 API reference, "Error codes": DependencyViolation, "the specified object has dependent resources".
describe("the sandbox's graph of references", () => {
  it("refuses to delete a VPC that has a subnet, and allows it when the subnet is gone", () => {
    const account = new Account();
    const vpc = account.create(VPC, { cidrBlock: "10.0.0.0/16" }).id;
    const subnet = account.create(SUBNET, { vpcId: vpc, cidrBlock: "10.0.0.0/24" }).id;
    assert.throws(() => account.delete(VPC, vpc), {
      message: `DependencyViolation: The vpc '${vpc}' has dependencies and cannot be deleted.`,
    });
    account.delete(SUBNET, subnet);
    account.delete(VPC, vpc);
    assert.deepEqual(account.world.resources, {});
  });

  it("refuses to delete a security group that a rule of another group names, but not for its own rules", () => {
    const account = new Account();
    const { vpcId, group } = account.network();
    const other = account.create(GROUP, { vpcId, name: "db" }).id;
    const rule = (securityGroupId: string, referencedSecurityGroupId: string) =>
      account.create("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        securityGroupId,
        referencedSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
      });
    rule(other, group);
    assert.throws(() => account.delete(GROUP, group), {
      message: /^DependencyViolation: resource sg-\w+ has a dependent object$/,
    });
    account.delete(GROUP, other);
    account.delete(GROUP, group);
  });

  it("refuses what names a thing that does not exist", () => {
    const account = new Account();
    assert.throws(() => account.create(SUBNET, { vpcId: "vpc-0123", cidrBlock: "10.0.0.0/24" }), {
      message: "InvalidVpcID.NotFound: The vpc ID 'vpc-0123' does not exist",
    });
    assert.deepEqual(account.world.resources, {});
  });

  it("refuses to delete a cluster with services, a target group with a listener, a role with policies", () => {
    const account = new Account();
    const net = account.network();
    const { cluster } = account.service(net);
    assert.throws(
      () => account.delete("aws:ecs/cluster:Cluster", cluster.id),
      /ClusterContainsServicesException: The Cluster cannot be deleted/,
    );
    const balancer = account.create("aws:lb/loadBalancer:LoadBalancer", {
      name: "web",
      subnets: net.subnets,
    }).id;
    const targets = account.create("aws:lb/targetGroup:TargetGroup", { name: "web", vpcId: net.vpcId }).id;
    const action = { type: "forward", targetGroupArn: targets };
    account.create("aws:lb/listener:Listener", {
      loadBalancerArn: balancer,
      port: 80,
      protocol: "HTTP",
      defaultActions: [action],
    });
    assert.throws(
      () => account.delete("aws:lb/targetGroup:TargetGroup", targets),
      /ResourceInUse: Target group/,
    );
    const role = account.create("aws:iam/role:Role", { name: "task", assumeRolePolicy: "{}" }).id;
    account.create("aws:iam/rolePolicy:RolePolicy", { name: "logs", role, policy: "{}" });
    assert.throws(() => account.delete("aws:iam/role:Role", role), /DeleteConflict: Cannot delete entity/);
  });

  it("takes what ends with a resource along with it: a load balancer's listeners, a secret's versions", () => {
    const account = new Account();
    const secret = account.create("aws:secretsmanager/secret:Secret", {
      name: "db",
      recoveryWindowInDays: 0,
    }).id;
    account.create("aws:secretsmanager/secretVersion:SecretVersion", { secretId: secret, secretString: "x" });
    account.delete("aws:secretsmanager/secret:Secret", secret);
    assert.deepEqual(account.world.resources, {});
  });

  it("keeps an internet gateway attached while a NAT gateway has a public address in its VPC", () => {
    const account = new Account();
    const { vpcId, subnets } = account.network();
    const gateway = account.create("aws:ec2/internetGateway:InternetGateway", { vpcId }).id;
    const address = account.create("aws:ec2/eip:Eip", {}).id;
    const nat = account.create("aws:ec2/natGateway:NatGateway", {
      subnetId: subnets[0],
      allocationId: address,
    }).id;
    assert.throws(
      () => account.delete("aws:ec2/internetGateway:InternetGateway", gateway),
      /DependencyViolation: Network vpc-\w+ has some mapped public address/,
    );
    assert.throws(() => account.delete("aws:ec2/eip:Eip", address), /InvalidIPAddress.InUse/);
    account.delete("aws:ec2/natGateway:NatGateway", nat);
    account.delete("aws:ec2/internetGateway:InternetGateway", gateway);
    account.delete("aws:ec2/eip:Eip", address);
  });

  it("deletes what is already gone without an error", () => {
    new Account().delete(VPC, "vpc-0gone");
  });
});
