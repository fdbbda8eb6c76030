/** Scaling between the least and the most tasks by CPU, only where these two differ. */
import { Policy, Target } from "@pulumi/aws/appautoscaling";
import type { Service } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import type { FargateServiceSettings } from "./settings";

/** Average CPU, in percent, that scaling aims at: room for one more request while a new task starts. */
const TARGET_CPU_PERCENT = 60;

/** Whether the number of tasks is scaling's to decide. */
export function scales({ minReplicas, maxReplicas }: FargateServiceSettings): boolean {
  return maxReplicas > minReplicas;
}

/** Makes the scalable target and its policy. */
export function scaleByCpu(
  self: Self,
  service: Service,
  clusterName: pulumi.Input<string>,
  settings: FargateServiceSettings,
): void {
  const { name, tags, opts } = self.child("scaling");
  const target = new Target(
    name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${clusterName}/${service.name}`,
      minCapacity: settings.minReplicas,
      maxCapacity: settings.maxReplicas,
      tags,
    },
    opts,
  );
  const policy = self.child("scaling-by-cpu");
  new Policy(
    policy.name,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: TARGET_CPU_PERCENT,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    },
    policy.opts,
  );
}
