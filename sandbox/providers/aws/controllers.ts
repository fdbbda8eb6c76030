/**
 * The third behaviour: what AWS's own controllers make beside the resource that was asked for. Network interfaces hold
 * their subnets and security groups until their maker is gone (Amazon EC2 user guide, "Requester-managed network
 * interfaces"); final snapshots and the log groups that services make for themselves stay behind.
 */
import { remainderOf } from "../../../aws/data";
import type { Properties } from "../../../pulumi/values";
import { pick } from "../../world/graph";
import { keyOf, lookUp, type World, type WorldResource } from "../../world/world";
import { LOG_GROUP } from "./types/cloudwatch";
import { INTERFACE, SUBNET } from "./types/ec2";

const INSTANCE = "aws:rds/instance:Instance";
const GROUPS = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];

interface Maker {
  /** Where it names its subnets, or its subnet group. */
  subnets: string;
  /** Type of the subnet group, when it names one. */
  via?: string;
  /** Where it names its security groups. */
  groups?: string;
  /** Whether its interfaces have public addresses. */
  public?(inputs: Properties): boolean;
}

/** The types that make network interfaces. */
const MAKERS: Record<string, Maker> = {
  "aws:ecs/service:Service": {
    subnets: "networkConfiguration.subnets",
    groups: "networkConfiguration.securityGroups",
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    subnets: "subnets",
    groups: "securityGroups",
    public: (inputs) => inputs.internal !== true,
  },
  "aws:ec2/natGateway:NatGateway": {
    subnets: "subnetId",
    public: (inputs) => inputs.connectivityType !== "private",
  },
  [INSTANCE]: {
    subnets: "dbSubnetGroupName",
    via: "aws:rds/subnetGroup:SubnetGroup",
    groups: "vpcSecurityGroupIds",
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    subnets: "subnetGroupName",
    via: "aws:elasticache/subnetGroup:SubnetGroup",
    groups: "securityGroupIds",
  },
};

/** Makes, or makes anew after an update, what the resource's controller keeps while the resource exists. */
export function afterWrite(world: World, resource: WorldResource, key: string): void {
  removeInterfaces(world, key);
  const maker = MAKERS[resource.type];
  for (const [index, subnet] of (maker ? subnetsOf(world, maker, resource.inputs) : []).entries()) {
    hold(world, resource, { key, id: `eni-0${resource.seed.slice(24, 39)}${index}`, subnet, maker: maker! });
  }
  for (const name of logGroups(resource)) leave(world, LOG_GROUP, name, { name });
}

/** Lets go of the interfaces, and leaves behind what AWS leaves behind. */
export function afterDelete(world: World, resource: WorldResource, key: string): void {
  removeInterfaces(world, key);
  const { type, inputs } = resource;
  const stays = remainderOf(type, inputs);
  if (stays?.kind !== "snapshot") return;
  const id = String(inputs[stays.named]);
  leave(world, stays.type, id, { dbSnapshotIdentifier: id, allocatedStorage: inputs[stays.gigabytes] });
}

/** Log groups that services make themselves: ECS for Container Insights, RDS for exported logs. */
function logGroups({ type, inputs }: WorldResource): string[] {
  if (type === "aws:ecs/cluster:Cluster") {
    const settings = (inputs.settings as { name: string; value: string }[] | undefined) ?? [];
    const on = settings.some((one) => one.name === "containerInsights" && one.value !== "disabled");
    return on ? [`/aws/ecs/containerinsights/${inputs.name}/performance`] : [];
  }
  if (type !== INSTANCE) return [];
  const exported = (inputs.enabledCloudwatchLogsExports as string[] | undefined) ?? [];
  return exported.map((kind) => `/aws/rds/instance/${inputs.identifier}/${kind}`);
}

function subnetsOf(world: World, maker: Maker, inputs: Properties): string[] {
  const named = pick(inputs, maker.subnets).map(String);
  return maker.via
    ? named.flatMap((group) => pick(lookUp(world, maker.via!, group)?.inputs, "subnetIds").map(String))
    : named;
}

function hold(
  world: World,
  { type, inputs, seed }: WorldResource,
  made: { key: string; id: string; subnet: string; maker: Maker },
): void {
  const { key, id, subnet, maker } = made;
  const groups = pick(inputs, maker.groups ?? "").flatMap((group) =>
    GROUPS.map((of) => keyOf(of, String(group))),
  );
  const held = [keyOf(SUBNET, subnet), ...groups].filter((one) => world.resources[one]);
  const vpcId = lookUp(world, SUBNET, subnet)?.inputs.vpcId;
  world.resources[keyOf(INTERFACE, id)] = {
    id,
    type: INTERFACE,
    urn: "",
    inputs: {},
    outputs: {
      vpcId,
      subnetId: subnet,
      public: maker.public?.(inputs) ?? false,
      description: `made by ${type}`,
    },
    uses: Object.fromEntries(held.map((one) => [one, "blocks" as const])),
    maker: key,
    seed,
  };
}

function removeInterfaces(world: World, makerKey: string): void {
  for (const [key, one] of Object.entries(world.resources)) {
    if (one.maker === makerKey) delete world.resources[key];
  }
}

function leave(world: World, type: string, id: string, facts: Properties): void {
  world.resources[keyOf(type, id)] ??= {
    id,
    type,
    urn: "",
    inputs: facts,
    outputs: facts,
    uses: {},
    seed: "",
  };
}
