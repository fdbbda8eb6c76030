/** What holds for every plan: sums, scaling with time, independence of order, and that more never costs less. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { estimate } from "../../../policies/budget/estimate";
import { Ledger } from "../../../policies/budget/ledger";
import type { PlannedResource } from "../../../policies/budget/planned";
import { UNKNOWN } from "../../../pulumi/values";
import { planned, SETTINGS, service, task } from "./resources";

const close = (a: number, b: number) =>
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)), `${a} is not ${b}`);

/** A resource, or a few that belong together; the number makes their names their own. */
const group: fc.Arbitrary<(id: number) => PlannedResource[]> = fc.oneof(
  fc.boolean().map((joined) => (id: number) => {
    const address = planned("aws:ec2/eip:Eip", `ip${id}`);
    const from: Record<string, PlannedResource[]> = joined ? { allocationId: [address] } : {};
    return [address, planned("aws:ec2/natGateway:NatGateway", `nat${id}`, { allocationId: UNKNOWN }, from)];
  }),
  fc
    .record({
      cpu: fc.constantFrom("256", "1024", "4096"),
      count: fc.nat(4),
      least: fc.nat(3),
      more: fc.nat(5),
      scaled: fc.boolean(),
    })
    .map(({ cpu, count, least, more, scaled }) => (id: number) => {
      const definition = task(`task${id}`, cpu, "2048");
      const one = service(`service${id}`, definition, { desiredCount: count });
      const inputs = { serviceNamespace: "ecs", minCapacity: least, maxCapacity: least + more };
      const target = planned("aws:appautoscaling/target:Target", `scale${id}`, inputs, { resourceId: [one] });
      return [definition, one, ...(scaled ? [target] : [])];
    }),
  fc.record({ zones: fc.nat(3), internal: fc.boolean() }).map(({ zones, internal }) => (id: number) => [
    planned("aws:lb/loadBalancer:LoadBalancer", `lb${id}`, { internal, subnets: Array(zones).fill(UNKNOWN) }),
  ]),
  fc
    .record({ gb: fc.integer({ min: 20, max: 500 }), multiAz: fc.boolean() })
    .map(({ gb, multiAz }) => (id: number) => [
      planned("aws:rds/instance:Instance", `db${id}`, {
        engine: "postgres",
        engineVersion: "17",
        instanceClass: "db.t4g.micro",
        storageType: "gp3",
        allocatedStorage: gb,
        multiAz,
      }),
    ]),
  fc
    .constantFrom(
      "aws:secretsmanager/secret:Secret",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "aws:iam/role:Role",
    )
    .map((type) => (id: number) => [planned(type, `small${id}`)]),
);

const plan = fc.array(group, { maxLength: 8 }).map((groups) => groups.flatMap((make, id) => make(id)));
const usage = fc.record(
  { natGatewayGb: fc.nat(500), albLcu: fc.nat(5), secretReads10k: fc.nat(100) },
  { requiredKeys: [] },
);

describe("every ledger", () => {
  it("comes to the estimate of the same resources, in whatever order they come, and again when one comes twice", () => {
    fc.assert(
      fc.property(plan, usage, fc.infiniteStream(fc.nat()), (resources, declared, numbers) => {
        const settings = { ...SETTINGS, usage: declared };
        const shuffled = resources
          .map((resource) => ({ resource, at: numbers.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ resource }) => resource);
        const ledger = new Ledger(settings);
        for (const resource of [...shuffled, ...shuffled.slice(0, 3)]) ledger.add(resource);
        const { total, lines } = estimate(resources, settings);
        close(ledger.total.fixed, total.fixed);
        close(ledger.total.usage, total.usage);
        const sums = [...Map.groupBy(lines, ({ urn }) => urn).values()].map((own) =>
          own.reduce((usd, line) => usd + line.usd, 0),
        );
        const dearest = sums.toSorted((a, b) => b - a).slice(0, 3);
        for (const [index, { usd }] of ledger.largest().entries()) close(usd, dearest[index]!);
      }),
    );
  });
});

describe("every estimate", () => {
  it("is the sum of its lines, fixed and usage", () => {
    fc.assert(
      fc.property(plan, usage, (resources, declared) => {
        const { lines, total } = estimate(resources, { ...SETTINGS, usage: declared });
        const sum = (kind?: string) =>
          lines.filter((line) => !kind || line.kind === kind).reduce((usd, line) => usd + line.usd, 0);
        close(total.fixed, sum("fixed"));
        close(total.usage, sum("usage"));
        close(total.upper, sum());
        assert.equal(total.upper, total.fixed + total.usage);
      }),
    );
  });

  it("grows in proportion to the hours", () => {
    fc.assert(
      fc.property(plan, usage, fc.integer({ min: 1, max: 8760 }), (resources, declared, hours) => {
        const month = estimate(resources, { ...SETTINGS, usage: declared });
        const period = estimate(resources, { ...SETTINGS, usage: declared, hours });
        close(period.total.upper, (month.total.upper * hours) / 730);
        assert.equal(period.lines.length, month.lines.length);
      }),
    );
  });

  it("does not depend on the order of the resources, to the last bit", () => {
    const shuffled = plan.chain((resources) =>
      fc.tuple(
        fc.constant(resources),
        fc.shuffledSubarray(resources, { minLength: resources.length, maxLength: resources.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, usage, ([resources, other], declared) => {
        const settings = { ...SETTINGS, usage: declared };
        assert.deepEqual(estimate(other, settings), estimate(resources, settings));
      }),
    );
  });

  it("never gets lower by one more resource", () => {
    fc.assert(
      fc.property(plan, group, usage, (resources, more, declared) => {
        const settings = { ...SETTINGS, usage: declared };
        let upper = estimate(resources, settings).total.upper;
        const all = [...resources];
        for (const resource of more(99)) {
          all.push(resource);
          const next = estimate(all, settings).total.upper;
          assert.ok(next >= upper - 1e-9, `${resource.type}: ${next} is less than ${upper}`);
          upper = next;
        }
      }),
    );
  });

  it("of a plan whose parts are all known is conclusive", () => {
    fc.assert(
      fc.property(plan, (resources) => {
        const { unpriced, inconclusive } = estimate(resources, SETTINGS);
        assert.deepEqual([unpriced, inconclusive], [[], []]);
      }),
    );
  });
});
