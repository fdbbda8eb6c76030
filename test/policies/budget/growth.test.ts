/** The time that pricing takes grows with the number of resources, not with its square. */
import assert from "node:assert/strict";
import { estimate } from "../../../policies/budget/estimate";
import type { PlannedResource } from "../../../policies/budget/planned";
import { Crossing } from "../../../policies/rules/budget-cap";
import { NOW, planned, SETTINGS, service, task } from "./resources";

/** Services of one name among them, which no look-up by name may compare with each other. */
function plan(services: number): PlannedResource[] {
  return Array.from({ length: services }, (_, id) => {
    const definition = task(`task-${id}`, "256", "512");
    const one = service(`service-${id}`, definition, { name: id % 2 ? "web" : `web-${id}` });
    const inputs = {
      serviceNamespace: "ecs",
      minCapacity: 1,
      maxCapacity: 2,
      resourceId: "service/main/web",
    };
    const target = planned("aws:appautoscaling/target:Target", `target-${id}`, inputs, { resourceId: [one] });
    const address = planned("aws:ec2/eip:Eip", `ip-${id}`, { allocationId: `eipalloc-${id}` });
    const gateway = planned("aws:ec2/natGateway:NatGateway", `nat-${id}`, { allocationId: `eipalloc-${id}` });
    return [definition, one, target, gateway, address];
  }).flat();
}

function processorTime(run: () => void): number {
  const began = process.cpuUsage();
  run();
  return process.cpuUsage(began).user;
}

describe("Pricing ten times as much", () => {
  const [few, many] = [plan(300), plan(3000)];
  const RUNS: Record<string, (resources: PlannedResource[]) => void> = {
    "a plan": (resources) => void estimate(resources, SETTINGS),
    "one after another, as a policy pack does": (resources) => {
      const crossing = new Crossing({ region: "us-east-1", capUsd: 1 }, NOW);
      for (const resource of resources) crossing.add(resource);
    },
  };
  for (const [what, run] of Object.entries(RUNS)) {
    it(`takes about ten times as long, not a hundred: ${what}`, () => {
      for (let warm = 0; warm < 3; warm++) run(few);
      const once = Math.min(...[1, 2, 3].map(() => processorTime(() => run(few))));
      const much = Math.min(...[1, 2, 3].map(() => processorTime(() => run(many))));
      assert.ok(much < 40 * Math.max(once, 1000), `${much} µs beside ${once} µs`);
    });
  }
});
