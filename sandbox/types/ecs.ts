/** ECS rows. Errors: Amazon ECS API reference. */
import { fargateRule } from "../world/fargate";
import { ofType, WorldError } from "../world/world";
import { SUBNET } from "./ec2";
import { ROLE } from "./iam";
import { LISTENER, TARGET_GROUP } from "./lb";
import type { Row, RuleContext } from "./row";
import { groupRef } from "./security-groups";
import { NAMESPACE } from "./servicediscovery";

export const CLUSTER = "aws:ecs/cluster:Cluster";
export const SERVICE = "aws:ecs/service:Service";
const PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const arn = "arn:aws:ecs:{region}:{account}";
const noCluster: [string, string] = ["ClusterNotFoundException", "Cluster not found: {value}"];

interface Attached {
  targetGroupArn?: string;
}

/** Capacity providers belong to the cluster, and a target group to a load balancer, before a service may use them. */
function serviceRules({ world, inputs }: RuleContext): void {
  const cluster = String(inputs.cluster).split("/").at(-1);
  const offered = ofType(world, PROVIDERS).find((one) => one.inputs.clusterName === cluster)?.inputs.capacityProviders;
  for (const strategy of (inputs.capacityProviderStrategies as { capacityProvider: string }[]) ?? []) {
    if (Array.isArray(offered) && offered.includes(strategy.capacityProvider)) continue;
    throw new WorldError(
      "InvalidParameterException",
      `The specified capacity provider '${strategy.capacityProvider}' is not associated with the cluster '${cluster}'.`,
    );
  }
  const listening = ofType(world, LISTENER).flatMap((one) => one.inputs.defaultActions as Attached[]);
  for (const { targetGroupArn } of (inputs.loadBalancers as Attached[]) ?? []) {
    if (!targetGroupArn || listening.some((action) => action.targetGroupArn === targetGroupArn)) continue;
    throw new WorldError(
      "InvalidParameterException",
      `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
    );
  }
}

export const ecs: Row[] = [
  {
    type: CLUSTER,
    required: [],
    autoName: { property: "name", max: 255 },
    replaceOn: ["name", "region"],
    id: `${arn}:cluster/{name}`,
    computed: { arn: "{id}" },
    taggable: true,
    upsert: true,
    inUse: ["ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."],
  },
  {
    type: PROVIDERS,
    required: ["clusterName"],
    refs: [{ property: "clusterName", to: [CLUSTER], by: "name", missing: noCluster, use: "ends" }],
    replaceOn: ["clusterName", "region"],
    id: "{clusterName}",
    upsert: true,
    inUse: [
      "ResourceInUseException",
      "The specified capacity provider is in use and cannot be removed from cluster {id}.",
    ],
  },
  {
    type: TASK_DEFINITION,
    required: ["containerDefinitions", "family"],
    refs: [
      { property: "executionRoleArn", to: [ROLE], missing: ["ClientException", "Role is not valid: {value}"] },
      { property: "taskRoleArn", to: [ROLE], missing: ["ClientException", "Role is not valid: {value}"] },
    ],
    replaceOn: [
      "containerDefinitions",
      "cpu",
      "enableFaultInjection",
      "ephemeralStorage",
      "executionRoleArn",
      "family",
      "ipcMode",
      "memory",
      "networkMode",
      "pidMode",
      "placementConstraints",
      "proxyConfiguration",
      "requiresCompatibilities",
      "runtimePlatform",
      "taskRoleArn",
      "volumes",
      "region",
    ],
    id: "{family}",
    identity: "arn",
    computed: {
      revision: "#family",
      arnWithoutRevision: `${arn}:task-definition/{family}`,
      arn: `${arn}:task-definition/{family}:{revision}`,
      skipDestroy: false,
      trackLatest: false,
    },
    rules: fargateRule,
    taggable: true,
  },
  {
    type: SERVICE,
    required: [],
    refs: [
      { property: "cluster", to: [CLUSTER], missing: noCluster, use: "blocks" },
      {
        property: "taskDefinition",
        to: [TASK_DEFINITION],
        missing: ["ClientException", "Unable to describe task definition: {value}"],
      },
      {
        property: "networkConfiguration.subnets",
        to: [SUBNET],
        missing: ["InvalidParameterException", "The subnet ID '{value}' does not exist"],
      },
      groupRef("networkConfiguration.securityGroups", "free"),
      {
        property: "loadBalancers.targetGroupArn",
        to: [TARGET_GROUP],
        missing: ["InvalidParameterException", "Unable to find target group {value}"],
      },
      {
        property: "serviceConnectConfiguration.namespace",
        to: [NAMESPACE],
        missing: ["NamespaceNotFoundException", "The namespace {value} does not exist"],
        use: "blocks",
      },
    ],
    unique: {
      properties: ["name", "cluster"],
      taken: ["InvalidParameterException", "Creation of service was not idempotent."],
    },
    autoName: { property: "name", max: 255 },
    replaceOn: ["cluster", "name", "launchType", "schedulingStrategy", "iamRole", "deploymentController", "region"],
    id: `${arn}:service/{cluster:last}/{name}`,
    computed: { arn: "{id}", launchType: "EC2", schedulingStrategy: "REPLICA" },
    rules: serviceRules,
    taggable: true,
  },
];
