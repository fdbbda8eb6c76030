/**
 * The third behaviour: what AWS's own controllers make beside the resource that was asked for. Network interfaces hold
 * their subnets and security groups until their maker is gone ("requester-managed network interfaces", Amazon EC2 user
 * guide); snapshots and log groups stay behind for good.
 */
import { LOG_GROUP } from "../types/cloudwatch";
import { pick } from "./graph";
import { keyOf, lookUp, type World, type WorldResource } from "./world";

export const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const SNAPSHOT = "aws:rds/snapshot:Snapshot";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUPS = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
];

/** Where the makers of network interfaces name their subnets and security groups. */
const MAKERS: Record<string, { subnets: string; groups?: string; subnetGroup?: string; public?: boolean }> = {
  "aws:ecs/service:Service": { subnets: "networkConfiguration.subnets", groups: "networkConfiguration.securityGroups" },
  "aws:lb/loadBalancer:LoadBalancer": { subnets: "subnets", groups: "securityGroups" },
  "aws:ec2/natGateway:NatGateway": { subnets: "subnetId" },
  "aws:rds/instance:Instance": {
    subnets: "dbSubnetGroupName",
    subnetGroup: "aws:rds/subnetGroup:SubnetGroup",
    groups: "vpcSecurityGroupIds",
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    subnets: "subnetGroupName",
    subnetGroup: "aws:elasticache/subnetGroup:SubnetGroup",
    groups: "securityGroupIds",
  },
};

/** Makes, or makes anew after an update, what the resource's controller keeps while the resource exists. */
export function afterWrite(world: World, resource: WorldResource, key: string): void {
  release(world, key);
  const maker = MAKERS[resource.type];
  if (maker) {
    let subnets = pick(resource.inputs, maker.subnets);
    if (maker.subnetGroup) {
      const group = lookUp(world, maker.subnetGroup, String(subnets[0]));
      subnets = pick(group?.inputs, "subnetIds");
    }
    const groups = maker.groups ? pick(resource.inputs, maker.groups) : [];
    for (const [index, subnet] of subnets.entries()) hold(world, resource, key, index, [subnet], groups);
  }
  for (const name of logGroups(resource)) leave(world, LOG_GROUP, name, { name });
}

/** Lets go of the interfaces, and leaves behind what AWS leaves behind. */
export function afterDelete(world: World, resource: WorldResource, key: string): void {
  release(world, key);
  const { skipFinalSnapshot, finalSnapshotIdentifier, allocatedStorage } = resource.inputs;
  if (resource.type !== "aws:rds/instance:Instance" || skipFinalSnapshot === true) return;
  const id = String(finalSnapshotIdentifier);
  leave(world, SNAPSHOT, id, { dbSnapshotIdentifier: id, allocatedStorage });
}

/** Log groups that services make themselves: ECS for Container Insights, RDS for exported logs. */
function logGroups({ type, inputs }: WorldResource): string[] {
  if (type === "aws:ecs/cluster:Cluster") {
    const settings = (inputs.settings as { name: string; value: string }[] | undefined) ?? [];
    const on = settings.some((one) => one.name === "containerInsights" && one.value !== "disabled");
    return on ? [`/aws/ecs/containerinsights/${inputs.name}/performance`] : [];
  }
  if (type !== "aws:rds/instance:Instance") return [];
  const exported = (inputs.enabledCloudwatchLogsExports as string[] | undefined) ?? [];
  return exported.map((kind) => `/aws/rds/instance/${inputs.identifier}/${kind}`);
}

function hold(
  world: World,
  maker: WorldResource,
  makerKey: string,
  index: number,
  subnets: unknown[],
  groups: unknown[],
): void {
  const id = `eni-0${maker.seed.slice(24, 39)}${index}`;
  const uses: WorldResource["uses"] = {};
  for (const subnet of subnets) if (lookUp(world, SUBNET, String(subnet))) uses[keyOf(SUBNET, String(subnet))] = "blocks";
  for (const group of groups)
    for (const type of GROUPS) if (lookUp(world, type, String(group))) uses[keyOf(type, String(group))] = "blocks";
  const facts = { inputs: {}, outputs: { requesterManaged: true }, uses, maker: makerKey, seed: maker.seed };
  world.resources[keyOf(INTERFACE, id)] = { id, type: INTERFACE, urn: "", ...facts };
}

function release(world: World, makerKey: string): void {
  for (const [key, one] of Object.entries(world.resources)) {
    if (one.maker === makerKey) delete world.resources[key];
  }
}

function leave(world: World, type: string, id: string, outputs: Record<string, unknown>): void {
  const key = keyOf(type, id);
  world.resources[key] ??= { id, type, urn: "", inputs: outputs, outputs, uses: {}, seed: "" };
}
