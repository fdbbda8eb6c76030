/** Application Auto Scaling rows. Both calls are puts: a second one with the same key is an update. */
import { ofType, WorldError } from "../../../world/world";
import type { Row } from "./row";

const TARGET = "aws:appautoscaling/target:Target";

export const appautoscaling: Row[] = [
  {
    type: TARGET,
    source: "AWS::ApplicationAutoScaling::ScalableTarget",
    vetWrite: ({ world, inputs }) => {
      const service = /^service\/([^/]+)\/([^/]+)$/.exec(String(inputs.resourceId));
      if (inputs.serviceNamespace !== "ecs" || !service) return;
      const found = ofType(world, "aws:ecs/service:Service").some(
        (one) =>
          one.outputs.name === service[2] && String(one.outputs.cluster).split("/").at(-1) === service[1],
      );
      if (!found)
        throw new WorldError("ValidationException", `ECS service doesn't exist: ${inputs.resourceId}`);
    },
    upsert: true,
  },
  {
    type: "aws:appautoscaling/policy:Policy",
    source: "AWS::ApplicationAutoScaling::ScalingPolicy",
    refs: [
      {
        property: "resourceId",
        to: [TARGET],
        missing: ["ObjectNotFoundException", "No scalable target registered for resource ID: {value}"],
        use: "ends",
      },
    ],
    upsert: true,
  },
];
