/** What both services of the stream run on: cluster, namespace, network and the topic that alarms go to. */
import { Cluster, ClusterCapacityProviders } from "@pulumi/aws/ecs";
import { HttpNamespace } from "@pulumi/aws/servicediscovery";
import type * as pulumi from "@pulumi/pulumi";
import { after, type Self } from "../base";
import { Architecture, type FargateServiceArgs } from "../fargate-service/args";
import type { Network } from "../network";
import { Nat } from "../network/args";
import type { EcsAiStreamSettings } from "./settings";

/** The arguments that both services have in common, and the namespace in which they find each other. */
export interface Stage {
  common: Pick<
    FargateServiceArgs,
    | "accountId"
    | "region"
    | "clusterArn"
    | "clusterName"
    | "vpcId"
    | "subnetIds"
    | "assignPublicIp"
    | "architecture"
    | "logRetentionDays"
    | "alarmTopicArns"
  >;
  namespaceArn: pulumi.Output<string>;
}

/** Makes the cluster and the namespace. */
export function makeStage(
  self: Self,
  settings: EcsAiStreamSettings,
  network: Network,
  topicArn: pulumi.Output<string>,
): Stage {
  const cluster = makeCluster(self);
  const { name, tags, opts } = self.child("namespace");
  const namespace = new HttpNamespace(name, { description: `Services of ${self.name}`, tags }, opts);
  return {
    namespaceArn: namespace.arn,
    common: {
      ...cluster,
      accountId: settings.accountId,
      region: settings.region,
      vpcId: network.vpcId,
      subnetIds: network.taskSubnetIds,
      assignPublicIp: settings.network.nat === Nat.None,
      architecture: Architecture.Arm64,
      logRetentionDays: settings.logRetentionDays,
      alarmTopicArns: [topicArn],
    },
  };
}

/** The capacity providers are a resource of their own: deleted with the cluster they would block it. */
function makeCluster(self: Self): Pick<FargateServiceArgs, "clusterArn" | "clusterName"> {
  const { name, tags, opts } = self.child("cluster");
  // Container Insights bills each metric; what is watched here, ECS measures for nothing.
  const cluster = new Cluster(
    name,
    { settings: [{ name: "containerInsights", value: "disabled" }], tags },
    opts,
  );
  const attached = self.child("capacity");
  const providers = new ClusterCapacityProviders(
    attached.name,
    {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    },
    attached.opts,
  );
  return { clusterArn: after(cluster.arn, [providers.id]), clusterName: cluster.name };
}
