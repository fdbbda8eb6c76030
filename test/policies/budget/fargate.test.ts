/** Fargate: services joined with their task definitions, sizes, architectures, scaling, and where tasks run. */
import assert from "node:assert/strict";
import { estimate } from "../../../policies/budget/estimate";
import type { PlannedResource } from "../../../policies/budget/planned";
import { UNKNOWN } from "../../../pulumi/values";
import { planned, SETTINGS, service, task } from "./resources";

/** Item to its amount, in the unit without time, for lines of one kind. */
function amounts(resources: PlannedResource[], kind: "fixed" | "usage" = "fixed"): Record<string, number> {
  const { lines, unpriced, inconclusive } = estimate(resources, SETTINGS);
  assert.deepEqual([unpriced, inconclusive], [[], []]);
  return Object.fromEntries(
    lines.filter((line) => line.kind === kind).map(({ item, quantity }) => [item, quantity / 730]),
  );
}

const web = task("web", "1024", "4096");
const scaling = (more: Record<string, unknown>, of: PlannedResource[]) =>
  planned(
    "aws:appautoscaling/target:Target",
    "scaling",
    { serviceNamespace: "ecs", minCapacity: 1, maxCapacity: 3, resourceId: UNKNOWN, ...more },
    { resourceId: of },
  );

describe("a Fargate service", () => {
  it("costs its tasks: cpu and memory of the task definition, times the desired count", () => {
    assert.deepEqual(amounts([web, service("web", web, { desiredCount: 2 })]), {
      "fargate-arm-memory": 8,
      "fargate-arm-vcpu": 2,
    });
  });

  it("is x86 unless the task definition says ARM64", () => {
    const plain = task("web", "512", "1024", { runtimePlatform: undefined });
    assert.deepEqual(amounts([plain, service("web", plain)]), {
      "fargate-x86-memory": 1,
      "fargate-x86-vcpu": 0.5,
    });
  });

  it("may have its size written in words", () => {
    const words = task("web", ".5 vCPU", "1 GB");
    assert.deepEqual(amounts([words, service("web", words)]), {
      "fargate-arm-memory": 1,
      "fargate-arm-vcpu": 0.5,
    });
  });

  it("pays for ephemeral storage over 20 GB only", () => {
    const item = "fargate-ephemeral-storage-over-20gb";
    const sized = (sizeInGib: number) => task("web", "512", "1024", { ephemeralStorage: { sizeInGib } });
    const cost = (sizeInGib: number) =>
      amounts([sized(sizeInGib), service("web", sized(sizeInGib), { desiredCount: 2 })])[item];
    assert.equal(cost(21), 2);
    assert.equal(cost(20), undefined);
  });

  it("has a public IPv4 for each task in a public subnet", () => {
    const networkConfiguration = { assignPublicIp: true, subnets: UNKNOWN };
    const found = amounts([web, service("web", web, { desiredCount: 3, networkConfiguration })]);
    assert.equal(found["public-ipv4-hour"], 3);
  });

  it("on Spot is counted at the on-demand rate, and the assumption says so", () => {
    const spot = {
      launchType: undefined,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    };
    const result = estimate([web, service("web", web, spot)], SETTINGS);
    const plain = estimate([web, service("web", web)], SETTINGS);
    assert.equal(result.total.upper, plain.total.upper);
    assert.deepEqual(result.assumptions, [
      "web runs on FARGATE_SPOT, whose price floats: counted at the on-demand price",
    ]);
    assert.deepEqual(plain.assumptions, []);
  });

  it("without a launch type runs on Fargate when its task is made for it", () => {
    assert.equal(amounts([web, service("web", web, { launchType: undefined })])["fargate-arm-vcpu"], 1);
  });

  const elsewhere: [string, Record<string, unknown>][] = [
    ["EC2", { launchType: "EC2" }],
    ["a capacity provider of its own", { capacityProviderStrategies: [{ capacityProvider: "my-machines" }] }],
    ["every machine", { schedulingStrategy: "DAEMON" }],
  ];
  for (const [where, inputs] of elsewhere) {
    it(`on ${where} is unpriced, never free`, () => {
      const { unpriced, lines } = estimate([web, service("web", web, inputs)], SETTINGS);
      assert.deepEqual([unpriced.length, lines.length], [1, 0]);
    });
  }
});

describe("a service finds its task definition", () => {
  const other = task("other", "2048", "4096");
  const named = (taskDefinition: unknown, resources: PlannedResource[]) =>
    estimate(
      [...resources, { ...service("web", web, { taskDefinition }), propertyDependencies: {} }],
      SETTINGS,
    );

  it("by what its property was made of, when the ARN is not known yet", () => {
    const found = amounts([other, web, service("web", web, { taskDefinition: UNKNOWN })]);
    assert.equal(found["fargate-arm-vcpu"], 1);
  });

  it("by ARN, by family and revision, and by family", () => {
    const arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/blue:7";
    const deployed = { ...web, outputs: { arn } };
    for (const reference of [
      arn,
      "web:3",
      "web",
      "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3",
    ]) {
      assert.equal(named(reference, [other, deployed]).lines.length, 2, reference);
    }
  });

  it("or is inconclusive: an unknown ARN of unknown origin, or a task definition of somebody else", () => {
    for (const reference of [UNKNOWN, "arn:aws:ecs:us-east-1:123456789012:task-definition/theirs:1"]) {
      const { inconclusive, lines } = named(reference, [other, web]);
      assert.deepEqual(lines, []);
      assert.deepEqual(
        inconclusive.map(({ property }) => property),
        ["taskDefinition"],
      );
    }
  });

  it("and says which of its properties is not known", () => {
    const unsized = task("web", "1024", "4096", { memory: UNKNOWN });
    const { inconclusive } = estimate([unsized, service("web", unsized)], SETTINGS);
    assert.deepEqual(
      inconclusive.map(({ property }) => property),
      ["taskDefinition.memory"],
    );
  });
});

describe("a scaling target", () => {
  const one = service("web", web);

  it("may add what its maximum is over the tasks that already count, as usage", () => {
    const resources = [web, one, scaling({}, [one])];
    assert.deepEqual(amounts(resources, "usage"), { "fargate-arm-memory": 8, "fargate-arm-vcpu": 2 });
    assert.equal(amounts(resources)["fargate-arm-vcpu"], 1);
  });

  it("raises the tasks that always run to its minimum", () => {
    const resources = [web, one, scaling({ minCapacity: 2 }, [one])];
    assert.equal(amounts(resources)["fargate-arm-vcpu"], 2);
    assert.equal(amounts(resources, "usage")["fargate-arm-vcpu"], 1);
  });

  it("adds nothing when its maximum runs already", () => {
    const two = service("web", web, { desiredCount: 3 });
    assert.deepEqual(amounts([web, two, scaling({}, [two])], "usage"), {});
  });

  it("is joined by the service's name when its resource ID is known", () => {
    const target = scaling({ resourceId: "service/cluster/web" }, []);
    assert.equal(amounts([web, one, target], "usage")["fargate-arm-vcpu"], 2);
  });

  it("is inconclusive when its service cannot be found, and unpriced for other services of AWS", () => {
    assert.equal(estimate([scaling({}, [])], SETTINGS).inconclusive.length, 1);
    assert.equal(estimate([scaling({ serviceNamespace: "dynamodb" }, [])], SETTINGS).unpriced.length, 1);
  });
});
