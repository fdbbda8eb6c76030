/** The estimate: free, unpriced, unknown and bound; usage; and the sum of bounds before anything is registered. */
import assert from "node:assert/strict";
import { type Bound, estimate, estimateBounds } from "../../../policies/budget/estimate";
import { FREE } from "../../../policies/budget/free";
import type { PlannedResource } from "../../../policies/budget/planned";
import { PRICERS } from "../../../policies/budget/pricing";
import { USAGE } from "../../../policies/budget/usage";
import { UNKNOWN } from "../../../pulumi/values";
import { planned, SETTINGS, service, task, urnOf } from "./resources";

const NAT = "aws:ec2/natGateway:NatGateway";
const LB = "aws:lb/loadBalancer:LoadBalancer";
const RDS = "aws:rds/instance:Instance";

describe("what a type costs", () => {
  it("is decided in one place: no type is both priced and free", () => {
    assert.deepEqual(
      Object.keys(PRICERS).filter((type) => FREE.has(type)),
      [],
    );
  });

  it("is nothing for what is free by name, for components and for packages of the state only", () => {
    const component = { ...planned("acme:index:Shop", "shop"), custom: false };
    const resources = [
      planned("aws:iam/role:Role", "r"),
      planned("random:index/randomPassword:RandomPassword", "p"),
      component,
    ];
    const result = estimate(resources, SETTINGS);
    assert.deepEqual(
      result.free.map(({ type }) => type).toSorted(),
      resources.map(({ type }) => type).toSorted(),
    );
    assert.deepEqual([result.lines, result.unpriced], [[], []]);
  });

  it("is not said of the stack and of providers", () => {
    const result = estimate(
      [planned("pulumi:pulumi:Stack", "s"), planned("pulumi:providers:aws", "aws")],
      SETTINGS,
    );
    assert.deepEqual([result.free, result.unpriced, result.lines], [[], [], []]);
  });

  it("is unpriced for every other type, of AWS or not", () => {
    const others = [
      "aws:ec2/instance:Instance",
      "cloudflare:index/record:Record",
      "pulumi-nodejs:dynamic:Resource",
    ];
    const result = estimate(
      others.map((type) => planned(type, "x")),
      SETTINGS,
    );
    assert.deepEqual(result.unpriced.map(({ type }) => type).toSorted(), others.toSorted());
  });

  it("is unpriced for all that is billable in a region without prices", () => {
    const resources = [planned(NAT, "n", { connectivityType: "private" }), planned("aws:iam/role:Role", "r")];
    const result = estimate(resources, { ...SETTINGS, region: "eu-north-1" });
    assert.deepEqual(
      result.unpriced.map(({ reason }) => reason),
      ["no prices are known for aws eu-north-1, only for us-east-1, eu-central-1, ap-southeast-2"],
    );
    assert.deepEqual([result.lines.length, result.free.length], [0, 1]);
  });

  it("lists every resource somewhere, and none as both priced and free", () => {
    const types = [...Object.keys(PRICERS), ...FREE, "aws:unheard/of:Of"];
    const result = estimate(
      types.map((type) => planned(type, "x")),
      { ...SETTINGS, usage: { logIngestGb: 5 } },
    );
    const free = result.free.map(({ urn }) => urn);
    const said = [...result.lines, ...result.unpriced, ...result.inconclusive].map(({ urn }) => urn);
    assert.deepEqual([...new Set([...said, ...free])].length, types.length);
    assert.deepEqual(
      free.filter((urn) => result.lines.some((line) => line.urn === urn)),
      [],
    );
  });
});

describe("an unknown property", () => {
  const balancer = planned(LB, "lb", { subnets: UNKNOWN, name: UNKNOWN });
  const bounds: Bound[] = [
    { child: "lb", type: LB, item: "alb-hour", amount: 1, kind: "fixed" },
    { child: "lb", type: LB, item: "public-ipv4-hour", amount: 3, kind: "fixed" },
  ];

  it("that decides the price, without a bound, is inconclusive and named", () => {
    const { inconclusive, lines, free } = estimate([balancer], SETTINGS);
    assert.deepEqual(inconclusive, [
      {
        urn: balancer.urn,
        type: LB,
        property: "subnets",
        reason: "is not known yet, and no bound is stated",
      },
    ]);
    assert.deepEqual([lines, free], [[], []]);
  });

  it("is counted at the bound of the same child and type, and the assumption says so", () => {
    const result = estimate([balancer], { ...SETTINGS, bounds });
    assert.equal(result.total.upper, 730 * 0.0225 + 3 * 730 * 0.005);
    assert.ok(result.assumptions.includes("lb: subnets is not known yet: counted at its bound"));
  });

  it("has no use for the bound of another child or another type", () => {
    const others = [
      { ...bounds[0]!, child: "lb2" },
      { ...bounds[0]!, type: NAT },
    ];
    assert.equal(estimate([balancer], { ...SETTINGS, bounds: others }).inconclusive.length, 1);
  });

  it("does not matter when it decides no price", () => {
    const known = planned(LB, "lb", { subnets: ["a"], name: UNKNOWN, tags: UNKNOWN, idleTimeout: UNKNOWN });
    assert.deepEqual(estimate([known], SETTINGS).inconclusive, []);
  });

  it("known wins over a bound", () => {
    const known = planned(LB, "lb", { subnets: ["a", "b"] });
    const result = estimate([known], { ...SETTINGS, bounds });
    assert.equal(result.lines.find(({ item }) => item === "public-ipv4-hour")!.quantity, 2 * 730);
  });

  it("bounded by an item without a price is unpriced", () => {
    const gold = [{ ...bounds[0]!, item: "gold" }];
    assert.deepEqual(
      estimate([balancer], { ...SETTINGS, bounds: gold }).unpriced.map(({ reason }) => reason),
      ["no price is known for gold in aws us-east-1"],
    );
  });

  const web = task("web", "512", "1024");
  const complete: [string, PlannedResource, PlannedResource[], Record<string, unknown>][] = [
    [
      RDS,
      planned(RDS, "x", {
        engine: "postgres",
        engineVersion: "17",
        instanceClass: "db.t4g.micro",
        allocatedStorage: 20,
        storageType: "gp3",
        performanceInsightsEnabled: true,
      }),
      [],
      {},
    ],
    ["aws:ecs/service:Service", service("x", web), [web], {}],
    [NAT, planned(NAT, "x"), [], {}],
    [LB, planned(LB, "x", { subnets: ["a"] }), [], {}],
    ["aws:secretsmanager/secret:Secret", planned("aws:secretsmanager/secret:Secret", "x"), [], {}],
  ];
  for (const [type, resource, rest] of complete) {
    // A service finds its definition by its property dependency, whatever its ARN is; launchType yields to providers.
    const optional = ["taskDefinition", "subnetMappings"];
    for (const property of PRICERS[type]!.priced.filter((name) => !optional.includes(name))) {
      it(`is noticed for ${property} of ${type}`, () => {
        const blurred = { ...resource, inputs: { ...resource.inputs, [property]: UNKNOWN } };
        assert.equal(estimate([resource, ...rest], SETTINGS).inconclusive.length, 0);
        assert.equal(estimate([blurred, ...rest], SETTINGS).inconclusive.length, 1);
      });
    }
  }
});

describe("declared usage", () => {
  it("buys its item, on the first resource of its type by URN", () => {
    const types = [...new Set(USAGE.map(({ type }) => type))];
    const resources = types.flatMap((type) => [planned(type, "b"), planned(type, "a")]);
    for (const { key, item, type, times = 1 } of USAGE) {
      const { lines } = estimate(resources, { ...SETTINGS, usage: { [key]: 3 } });
      const used = lines.filter((line) => line.kind === "usage");
      const hours = item === "alb-lcu-hour" ? 730 : 1;
      assert.deepEqual(
        used.map((line) => [line.urn, line.item, line.quantity]),
        [[urnOf(type, "a"), item, 3 * times * hours]],
      );
    }
  });

  it("counts traffic between zones twice: where it leaves one and where it enters another", () => {
    const { total } = estimate([planned("aws:ec2/vpc:Vpc", "v")], {
      ...SETTINGS,
      usage: { interZoneGb: 10 },
    });
    assert.ok(Math.abs(total.usage - 0.2) < 1e-12);
  });

  it("that is left out is counted as 0 and said, for planned types only", () => {
    const { assumptions, total } = estimate([planned(NAT, "n")], SETTINGS);
    assert.deepEqual(assumptions, ["usage.natGatewayGb is not declared: counted as 0"]);
    assert.equal(total.usage, 0);
  });

  it("for a type that is not planned is not counted, and that is said too", () => {
    const { assumptions, total } = estimate([], { ...SETTINGS, usage: { natGatewayGb: 20, albLcu: 0 } });
    assert.deepEqual(assumptions, [`usage.natGatewayGb is declared, but no ${NAT} is planned: counted as 0`]);
    assert.equal(total.upper, 0);
  });

  it("of models is the user's own figure, dated by the clock", () => {
    const stream = { ...planned("tandem:index:EcsAiStream", "ai"), custom: false };
    const { lines, free } = estimate([stream], { ...SETTINGS, usage: { modelUsd: 15 } });
    assert.deepEqual(lines, [
      {
        urn: stream.urn,
        item: "model-spend",
        quantity: 15,
        unit: "USD",
        unitPrice: 1,
        usd: 15,
        kind: "usage",
        source: "tandem:usage.modelUsd",
        asOf: "2026-11-21",
      },
    ]);
    assert.deepEqual(free, []);
  });

  it("is a month's: a period of 48 hours has 48/730 of it", () => {
    const settings = { ...SETTINGS, hours: 48, usage: { natGatewayGb: 20 } };
    const { total } = estimate([planned(NAT, "n")], settings);
    assert.ok(Math.abs(total.usage - (20 * 48 * 0.045) / 730) < 1e-12);
  });
});

describe("the sum of bounds", () => {
  const bounds: Bound[] = [
    { child: "net-1", type: NAT, item: "nat-gateway-hour", amount: 1, kind: "fixed" },
    { child: "web", type: "aws:ecs/service:Service", item: "fargate-arm-vcpu", amount: 2, kind: "fixed" },
    {
      child: "scaling",
      type: "aws:appautoscaling/target:Target",
      item: "fargate-arm-vcpu",
      amount: 1,
      kind: "usage",
    },
  ];

  it("prices each, named by its child", () => {
    const { lines, total } = estimateBounds({ ...SETTINGS, bounds });
    assert.deepEqual(
      lines.map(({ urn }) => urn),
      ["net-1", "scaling", "web"],
    );
    assert.ok(Math.abs(total.fixed - 730 * (0.045 + 2 * 0.03238)) < 1e-9);
    assert.ok(Math.abs(total.usage - 730 * 0.03238) < 1e-9);
  });

  it("adds all declared usage, also of types that no bound names", () => {
    const { lines, total } = estimateBounds({
      ...SETTINGS,
      bounds,
      usage: { natGatewayGb: 20, logIngestGb: 5 },
    });
    assert.deepEqual(
      lines.filter(({ unit }) => unit === "GB").map(({ urn }) => urn),
      ["aws:cloudwatch/logGroup:LogGroup", "net-1"],
    );
    assert.ok(Math.abs(total.usage - (730 * 0.03238 + 20 * 0.045 + 5 * 0.5)) < 1e-9);
  });

  it("cannot be told when an item has no price", () => {
    const { unpriced } = estimateBounds({ ...SETTINGS, bounds: [{ ...bounds[0]!, item: "gold" }] });
    assert.deepEqual(unpriced, [
      { urn: "net-1", type: NAT, reason: "no price is known for gold in aws us-east-1" },
    ]);
  });
});
