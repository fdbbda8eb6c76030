/** The budget as a rule: what passes, what does not, and what nobody can say. */
import assert from "node:assert/strict";
import type { PlannedResource } from "../../../policies/budget/planned";
import { budgetCap, Crossing, judgeBudget } from "../../../policies/rules/budget-cap";
import type { Given } from "../../../policies/rules/given";
import { RECORD } from "../../../policies/rules/settings";
import { UNKNOWN } from "../../../pulumi/values";
import { NOW, planned, urnOf } from "../budget/resources";
import { told } from "./rule-settings";

const EIP = "aws:ec2/eip:Eip";
/** One address for a month: 730 hours at $0.005. */
const ADDRESS_USD = 3.65;

const addresses = (count: number) => Array.from({ length: count }, (_, index) => planned(EIP, `ip-${index}`));
const database = (inputs: Record<string, unknown>) =>
  planned("aws:rds/instance:Instance", "db", {
    engine: "postgres",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    storageType: "gp3",
    ...inputs,
  });
const unpriced = planned("aws:sagemaker/endpoint:Endpoint", "endpoint");
const check = (resources: PlannedResource[], of: Parameters<typeof told>[0] = {}) =>
  budgetCap.check(resources, told(of));

describe("The rule budget-cap", () => {
  it("passes what is within the cap", () => {
    assert.deepEqual(check(addresses(2)), []);
  });

  it("passes what is exactly the cap, and refuses a hundredth of a cent more", () => {
    assert.deepEqual(check(addresses(2), { capUsd: 2 * ADDRESS_USD }), []);
    assert.equal(check(addresses(2), { capUsd: 2 * ADDRESS_USD - 0.0001 }).length, 1);
  });

  it("refuses what is over the cap in one line with both figures and the largest resources", () => {
    assert.deepEqual(check([...addresses(1), database({})], { capUsd: 10, hours: 365 }), []);
    assert.deepEqual(check([...addresses(1), database({})], { capUsd: 10 }), [
      "the upper figure is over the cap, got $17.63 for 730 hours; expected at most $10.00. " +
        "The largest: db $13.98, ip-0 $3.65. Make these smaller, or raise the cap",
    ]);
  });

  it("counts what is used as much as what exists", () => {
    const gateway = planned("aws:ec2/natGateway:NatGateway", "nat", { connectivityType: "private" });
    assert.deepEqual(check([gateway], { capUsd: 33 }), []);
    assert.equal(check([gateway], { capUsd: 33, usage: { natGatewayGb: 10 } }).length, 1);
  });

  it("refuses a billable type without a price, however high the cap is", () => {
    assert.deepEqual(check([unpriced], { capUsd: 1e9 }), [
      "inconclusive: endpoint (aws:sagemaker/endpoint:Endpoint) has no price, " +
        "as no price is known for this type, and it is not known to be free",
    ]);
  });

  it("refuses everything billable of a region without prices", () => {
    const [line, ...more] = check(addresses(1), { region: "eu-north-1" });
    assert.deepEqual(more, []);
    assert.match(line!, /^inconclusive: ip-0 .*no prices are known for aws eu-north-1, only for us-east-1, /);
  });

  it("refuses an unknown priced property without a bound, and takes the bound where there is one", () => {
    const unknown = database({ instanceClass: UNKNOWN });
    assert.deepEqual(check([unknown]), [
      "inconclusive: db (aws:rds/instance:Instance): instanceClass is not known yet, and no bound is stated",
    ]);
    const bound = {
      child: "db",
      type: "aws:rds/instance:Instance",
      item: "rds-postgresql-db.t4g.micro-single-az",
      amount: 1,
      kind: "fixed",
    } as const;
    assert.deepEqual(check([unknown], { bounds: [bound] }), []);
    assert.match(check([unknown], { bounds: [bound], capUsd: 11 })[0]!, /got \$11\.68/);
  });

  it("does not mind an unknown property that has no price", () => {
    assert.deepEqual(check([database({ password: UNKNOWN, dbSubnetGroupName: UNKNOWN })]), []);
  });

  it("says that it is over when the part that is known is over already", () => {
    const lines = check([unpriced, ...addresses(3)], { capUsd: 10 });
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /over the cap, got \$10\.95/);
  });

  it("only advises where there is no cap", () => {
    assert.deepEqual(check([unpriced, ...addresses(9)], { capUsd: null }), []);
    const { judged } = judgeBudget([unpriced], told({ capUsd: null }));
    assert.equal(judged.verdict, "inconclusive");
  });

  it("lets what is over, but not worse than what is deployed, be told from what is worse", () => {
    const settings = told({ capUsd: 5 });
    assert.equal(judgeBudget(addresses(2), settings, 2 * ADDRESS_USD).judged.notWorse, true);
    assert.equal(judgeBudget(addresses(3), settings, 2 * ADDRESS_USD).judged.notWorse, false);
  });
});

describe("The crossing, while resources come one by one,", () => {
  /** The lines for each of these resources as it comes. */
  const coming = (resources: PlannedResource[], given: Given = { capUsd: 180 }) => {
    const crossing = new Crossing({ region: "us-east-1", ...given }, NOW);
    return resources.map((resource) => crossing.add(resource).length);
  };

  it("is at the one resource that takes the sum over the cap, and what came before it is within", () => {
    assert.deepEqual(coming(addresses(4), { capUsd: 3 * ADDRESS_USD }), [0, 0, 0, 1]);
  });

  it("is at every resource after that too, so that none of them slips through", () => {
    assert.deepEqual(coming(addresses(4), { capUsd: ADDRESS_USD }), [0, 1, 1, 1]);
  });

  it("is at a resource without a price, and not at the next one", () => {
    assert.deepEqual(coming([...addresses(1), unpriced, planned(EIP, "later")]), [0, 1, 0]);
  });

  it("leaves what is not known yet to the whole plan, which knows more", () => {
    assert.deepEqual(coming([database({ instanceClass: UNKNOWN }), ...addresses(1)]), [0, 0]);
  });

  it("is nowhere without a cap", () => {
    assert.deepEqual(coming([unpriced, ...addresses(2)], { capUsd: undefined }), [0, 0, 0]);
  });

  it("is judged by the program's own record from where it comes, with all that came before it", () => {
    const record = { ...planned(RECORD, "bc1", { capUsd: ADDRESS_USD, region: "us-east-1" }), custom: false };
    assert.deepEqual(coming([...addresses(2), record, planned(EIP, "later")], {}), [0, 0, 1, 1]);
  });

  it("names what the whole plan names as largest", () => {
    const resources = [...addresses(3), database({}), planned(EIP, "later")];
    const crossing = new Crossing({ region: "us-east-1", capUsd: 1 }, NOW);
    const last = resources.map((resource) => crossing.add(resource)).at(-1)!;
    assert.deepEqual(last, check(resources, { capUsd: 1 }));
  });
});

describe("The lines of the budget", () => {
  it("hold no property: a policy sees secrets in plain text", () => {
    const canary = "canary-3fd0a7";
    const secrets = { password: canary, username: canary, tags: { note: canary }, userData: canary };
    const resources = [
      database({ ...secrets, instanceClass: UNKNOWN }),
      database({ ...secrets, multiAz: true }),
      planned("aws:sagemaker/endpoint:Endpoint", "endpoint", secrets),
      planned("aws:ecs/taskDefinition:TaskDefinition", "task", { ...secrets, containerDefinitions: canary }),
    ];
    const lines = [0.01, 1e9].flatMap((capUsd) => [
      ...check(resources, { capUsd }),
      ...resources.flatMap((resource) => {
        const crossing = new Crossing({ region: "us-east-1", capUsd }, NOW);
        return resources.flatMap((one) => crossing.add(one)).concat(crossing.add(resource));
      }),
    ]);
    assert.ok(lines.length > 5);
    for (const line of lines) assert.doesNotMatch(line, new RegExp(canary));
    assert.ok(lines.every((line) => !line.includes("\n") && !line.includes(urnOf("", ""))));
  });
});
