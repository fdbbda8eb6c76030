/** ECS rows. Errors: Amazon ECS API reference. */
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../../../pulumi/values";
import { ofType, WorldError, type WorldResource } from "../../../world/world";
import { vetFargate } from "../fargate";
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

/** A strategy changes in place, and only when a deployment is forced. */
function refuseStrategy(olds: Properties, news: Properties): string | undefined {
  const [before, after] = [olds, news].map((of) => of.capacityProviderStrategies);
  if (news.forceNewDeployment === true || isDeepStrictEqual(before, after)) return undefined;
  return "force_new_deployment should be true when capacity_provider_strategy is being updated";
}

export const ecs: Row[] = [
  {
    type: CLUSTER,
    source: "AWS::ECS::Cluster",
    upsert: true,
    inUse: ["ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."],
  },
  {
    type: PROVIDERS,
    source: "AWS::ECS::ClusterCapacityProviderAssociations",
    refs: [{ property: "clusterName", to: [CLUSTER], by: "name", missing: noCluster, use: "ends" }],
    upsert: true,
    inUse: [
      "ResourceInUseException",
      "The specified capacity provider is in use and cannot be removed from cluster {id}.",
    ],
  },
  {
    type: TASK_DEFINITION,
    source: "AWS::ECS::TaskDefinition",
    refs: [
      {
        property: "executionRoleArn",
        to: [ROLE],
        missing: ["ClientException", "Role is not valid: {value}"],
      },
      { property: "taskRoleArn", to: [ROLE], missing: ["ClientException", "Role is not valid: {value}"] },
    ],
    computed: {
      revision: "#family",
      arnWithoutRevision: `${arn}:task-definition/{family}`,
    },
    vetWrite: vetFargate,
  },
  {
    type: SERVICE,
    source: "AWS::ECS::Service",
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
    refuseChange: refuseStrategy,
    computed: { launchType: "EC2" },
    vetWrite: vetService,
  },
];
