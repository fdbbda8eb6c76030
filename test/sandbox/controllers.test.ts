import assert from "node:assert/strict";
import { orphans } from "../../sandbox/world/orphans";
import { Account, NOW } from "./account";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INSTANCE = "aws:rds/instance:Instance";

function database(account: Account, inputs: Record<string, unknown>): string {
  const { subnets, group } = account.network();
  const dbSubnetGroupName = account.create("aws:rds/subnetGroup:SubnetGroup", {
    name: "db",
    subnetIds: subnets,
  }).id;
  const place = {
    identifier: "db",
    instanceClass: "db.t4g.micro",
    dbSubnetGroupName,
    vpcSecurityGroupIds: [group],
  };
  return account.create(INSTANCE, { ...place, ...inputs }).id;
}

describe("what AWS's controllers make beside what was asked for", () => {
  // Amazon EC2 user guide, "Requester-managed network interfaces"; pulumi/pulumi-eks#1226 is what it does to a destroy.
  it("lets a service's network interfaces hold its security group and subnets until the service is gone", () => {
    const account = new Account();
    const net = account.network();
    const { service } = account.service(net);
    assert.throws(() => account.delete(GROUP, net.group), /DependencyViolation: resource sg-/);
    assert.throws(
      () => account.delete("aws:ec2/subnet:Subnet", net.subnets[1]),
      /DependencyViolation: The subnet/,
    );
    account.delete("aws:ecs/service:Service", service.id);
    account.delete(GROUP, net.group);
    account.delete("aws:ec2/subnet:Subnet", net.subnets[1]);
  });

  it("moves the interfaces when an update moves the service to another security group", () => {
    const account = new Account();
    const net = account.network();
    const { service, cluster } = account.service(net);
    const other = account.create(GROUP, { vpcId: net.vpcId, name: "other" }).id;
    const networkConfiguration = { subnets: net.subnets, securityGroups: [other] };
    account.update("aws:ecs/service:Service", service.id, {
      name: "web",
      cluster: cluster.id,
      networkConfiguration,
    });
    account.delete(GROUP, net.group);
    assert.throws(() => account.delete(GROUP, other), /DependencyViolation/);
  });

  it("lets a load balancer's interfaces hold its security group", () => {
    const account = new Account();
    const net = account.network();
    const inputs = { name: "web", subnets: net.subnets, securityGroups: [net.group] };
    account.create("aws:lb/loadBalancer:LoadBalancer", inputs);
    assert.throws(() => account.delete(GROUP, net.group), /DependencyViolation/);
  });

  it("lets a database's interfaces hold the security group, though the group is named nowhere else", () => {
    const account = new Account();
    database(account, {});
    const group = Object.values(account.world.resources).find((one) => one.type === GROUP)!.id;
    assert.throws(() => account.delete(GROUP, group), /DependencyViolation/);
  });

  // Amazon RDS API reference, DeleteDBInstance: SkipFinalSnapshot, FinalDBSnapshotIdentifier, DeletionProtection.
  it("leaves the final snapshot of a database behind, and nothing when it was told to skip it", () => {
    const account = new Account();
    account.delete(
      INSTANCE,
      database(account, { skipFinalSnapshot: false, finalSnapshotIdentifier: "db-final" }),
    );
    assert.deepEqual(
      orphans(account.world, NOW).map(({ type, id }) => [type, id]),
      [["aws:rds/snapshot:Snapshot", "db-final"]],
    );
    const other = new Account();
    other.delete(INSTANCE, database(other, { skipFinalSnapshot: true }));
    assert.deepEqual(orphans(other.world, NOW), []);
  });

  it("refuses to delete a protected database, and one whose final snapshot has no name", () => {
    const account = new Account();
    const id = database(account, { deletionProtection: true });
    assert.throws(() => account.delete(INSTANCE, id), /Cannot delete protected DB Instance/);
    const other = new Account();
    assert.throws(() => other.delete(INSTANCE, database(other, {})), /finalSnapshotIdentifier is required/);
  });

  // Amazon CloudWatch user guide, "Container Insights": /aws/ecs/containerinsights/CLUSTER/performance.
  it("leaves the log group of Container Insights behind, and refuses one that the program makes under that name", () => {
    const account = new Account();
    const settings = [{ name: "containerInsights", value: "enabled" }];
    account.delete(
      "aws:ecs/cluster:Cluster",
      account.create("aws:ecs/cluster:Cluster", { name: "main", settings }).id,
    );
    const name = "/aws/ecs/containerinsights/main/performance";
    assert.deepEqual(
      orphans(account.world, NOW).map(({ id }) => id),
      [name],
    );
    assert.throws(() => account.create("aws:cloudwatch/logGroup:LogGroup", { name }), /already exists/);
  });

  it("lists a secret's reserved name until it is free", () => {
    const account = new Account();
    const type = "aws:secretsmanager/secret:Secret";
    account.delete(type, account.create(type, { name: "tandem/db", recoveryWindowInDays: 7 }).id);
    const until = NOW + 7 * 24 * 60 * 60 * 1000;
    assert.deepEqual(
      orphans(account.world, NOW).map((one) => [one.id, one.until]),
      [["tandem/db", until]],
    );
    assert.deepEqual(orphans(account.world, until), []);
  });
});
