/** Plans from a policy pack: props throw where a value is not known, and a component has no provider. */
import assert from "node:assert/strict";
import { UnknownValueError, unknownCheckingProxy } from "@pulumi/policy";
import { estimate } from "../../../policies/budget/estimate";
import { fromPolicy, type PolicyResourceLike, plain } from "../../../policies/budget/from-policy";
import { UNKNOWN } from "../../../pulumi/values";
import { SETTINGS, urnOf } from "./resources";

const isUnknown = (error: unknown) => error instanceof UnknownValueError;
const STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const NUMBER = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";

const seen = (
  type: string,
  name: string,
  props: object,
  more: Partial<PolicyResourceLike> = {},
): PolicyResourceLike => ({
  urn: urnOf(type, name),
  type,
  name,
  props: unknownCheckingProxy(props),
  provider: {},
  ...more,
});

describe("the props of a policy", () => {
  it("become plain data, with UNKNOWN where reading throws, however deep", () => {
    const props = { a: STRING, b: { c: NUMBER, d: 1 }, e: [STRING, "known"], f: null };
    assert.throws(() => JSON.stringify(unknownCheckingProxy(props)), isUnknown);
    assert.deepEqual(plain(unknownCheckingProxy(props), isUnknown), {
      a: UNKNOWN,
      b: { c: UNKNOWN, d: 1 },
      e: [UNKNOWN, "known"],
      f: null,
    });
  });

  it("pass on any other error", () => {
    const broken = Object.defineProperty({}, "x", {
      enumerable: true,
      get: () => {
        throw new TypeError("broken");
      },
    });
    assert.throws(() => plain(broken, isUnknown), TypeError);
  });
});

describe("the resources of a policy", () => {
  const definition = seen("aws:ecs/taskDefinition:TaskDefinition", "web", {
    arn: STRING,
    cpu: "512",
    memory: "1024",
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    runtimePlatform: { cpuArchitecture: "ARM64" },
  });
  const service = seen(
    "aws:ecs/service:Service",
    "web",
    { desiredCount: 2, launchType: "FARGATE", taskDefinition: STRING },
    { propertyDependencies: { taskDefinition: [definition] }, dependencies: [definition] },
  );

  it("are joined by their property dependencies while ARNs are not known", () => {
    const { lines, inconclusive } = estimate(
      fromPolicy([definition, service], isUnknown).resources,
      SETTINGS,
    );
    assert.deepEqual(inconclusive, []);
    assert.deepEqual(
      lines.map(({ item, quantity }) => [item, quantity / 730]),
      [
        ["fargate-arm-memory", 2],
        ["fargate-arm-vcpu", 1],
      ],
    );
  });

  it("without dependencies, as in a resource policy, leave the service inconclusive", () => {
    const alone = { ...service, propertyDependencies: undefined, dependencies: undefined };
    const { inconclusive } = estimate(fromPolicy([definition, alone], isUnknown).resources, SETTINGS);
    assert.deepEqual(
      inconclusive.map(({ property }) => property),
      ["taskDefinition"],
    );
  });

  it("have the inputs that were seen before, where outputs are not known", () => {
    const database = seen("aws:rds/instance:Instance", "db", {
      engine: "postgres",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      storageType: "gp3",
      multiAz: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    });
    const inputs = {
      engine: "postgres",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      storageType: "gp3",
    };
    const without = fromPolicy([database], isUnknown);
    const withInputs = fromPolicy([database], isUnknown, new Map([[database.urn, inputs]]));
    assert.deepEqual(
      estimate(without.resources, SETTINGS).inconclusive.map(({ property }) => property),
      ["multiAz"],
    );
    assert.equal(estimate(withInputs.resources, SETTINGS).total.upper.toFixed(2), "13.98");
  });

  it("are components when they have no provider: free themselves", () => {
    const component = seen("acme:index:Shop", "shop", {}, { provider: undefined });
    const custom = seen("acme:index:Shop", "shop", {});
    assert.equal(estimate(fromPolicy([component], isUnknown).resources, SETTINGS).free.length, 1);
    assert.equal(estimate(fromPolicy([custom], isUnknown).resources, SETTINGS).unpriced.length, 1);
  });
});
