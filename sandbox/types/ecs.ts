/** ECS rows. Errors: Amazon ECS API reference. */
import type { Properties } from "../../pulumi/values";
import { vetFargate } from "../world/fargate";
import { ofType, WorldError, type WorldResource } from "../world/world";
import { SUBNET } from "./ec2";
import { ROLE } from "./iam";
import { LISTENER, TARGET_GROUP } from "./lb";
import type { Row, WriteContext } from "./row";
import { groupRef } from "./security-groups";
import { NAMESPACE } from "./servicediscovery";

const CLUSTER = "aws:ecs/cluster:Cluster";
const SERVICE = "aws:ecs/service:Service";
const PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const arn = "arn:aws:ecs:{region}:{account}";
const noCluster: [string, string] = ["ClusterNotFoundException", "Cluster not found: {value}"];

interface Attached {
  targetGroupArn?: string;
}

/** A target group belongs to a load balancer before a service may use it. */
function vetService({ world, inputs }: WriteContext): void {
  const listening = ofType(world, LISTENER).flatMap((one) => one.inputs.defaultActions as Attached[]);
  for (const { targetGroupArn } of (inputs.loadBalancers as Attached[]) ?? []) {
    if (!targetGroupArn || listening.some((action) => action.targetGroupArn === targetGroupArn)) continue;
    throw new WorldError(
      "InvalidParameterException",
      `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
    );
  }
}

/** Whether a cluster's capacity providers hold the one that a service of this cluster names. */
function offers(providers: WorldResource, value: unknown, service: Properties): boolean {
  const { clusterName, capacityProviders } = providers.inputs;
  const cluster = String(service.cluster).split("/").at(-1);
  return clusterName === cluster && Array.isArray(capacityProviders) && capacityProviders.includes(value);
}

/** A strategy changes in place only when a deployment is forced and there is a strategy before and after. */
function strategyReplaces(olds: Properties, news: Properties): boolean {
  const counts = [olds, news].map(
    (of) => (of.capacityProviderStrategies as unknown[] | undefined)?.length ?? 0,
  );
  return news.forceNewDeployment !== true || counts.includes(0);
}

export const ecs: Row[] = [
  {
    type: CLUSTER,
    source: "AWS::ECS::Cluster",
    required: [],
    autoName: { property: "name", max: 255 },
    replaceOn: ["name", "region"],
    taggable: true,
    upsert: true,
    inUse: ["ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."],
  },
  {
    type: PROVIDERS,
    source: "AWS::ECS::ClusterCapacityProviderAssociations",
    required: ["clusterName"],
    refs: [{ property: "clusterName", to: [CLUSTER], by: "name", missing: noCluster, use: "ends" }],
    replaceOn: ["clusterName", "region"],
    upsert: true,
    inUse: [
      "ResourceInUseException",
      "The specified capacity provider is in use and cannot be removed from cluster {id}.",
    ],
  },
  {
    type: TASK_DEFINITION,
    source: "AWS::ECS::TaskDefinition",
    required: ["containerDefinitions", "family"],
    refs: [
      {
        property: "executionRoleArn",
        to: [ROLE],
        missing: ["ClientException", "Role is not valid: {value}"],
      },
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
    computed: {
      revision: "#family",
      arnWithoutRevision: `${arn}:task-definition/{family}`,
      skipDestroy: false,
      trackLatest: false,
    },
    vetWrite: vetFargate,
    taggable: true,
  },
  {
    type: SERVICE,
    source: "AWS::ECS::Service",
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
        property: "capacityProviderStrategies.capacityProvider",
        to: [PROVIDERS],
        by: offers,
        missing: [
          "InvalidParameterException",
          "The specified capacity provider '{value}' is not associated with the cluster.",
        ],
        use: "blocks",
      },
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
    replaceOn: [
      "cluster",
      "name",
      "launchType",
      "schedulingStrategy",
      "iamRole",
      "deploymentController",
      "region",
    ],
    replaceIf: { capacityProviderStrategies: strategyReplaces },
    computed: { launchType: "EC2", schedulingStrategy: "REPLICA" },
    vetWrite: vetService,
    taggable: true,
  },
];
