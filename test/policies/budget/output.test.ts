/** What `tandem cost` shows: the JSON document against its published schema, and the table. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import { judgeEstimate } from "../../../policies/budget/cap";
import { fromExport, fromPreview } from "../../../policies/budget/documents";
import { estimate } from "../../../policies/budget/estimate";
import { costDocument } from "../../../policies/budget/json";
import type { PlannedResource } from "../../../policies/budget/planned";
import { priceOf } from "../../../policies/budget/prices";
import { costReport } from "../../../policies/budget/report";
import { UNKNOWN } from "../../../pulumi/values";
import { planned, SETTINGS, service, task } from "./resources";

const schema = JSON.parse(readFileSync("policies/budget/cost.schema.json", "utf8"));
const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);
const errors = (document: unknown) => (validate(JSON.parse(JSON.stringify(document))) ? [] : validate.errors);
const fixture = (name: string) =>
  JSON.parse(readFileSync(`test/policies/budget/fixtures/${name}.json`, "utf8"));

function shown(resources: PlannedResource[], cap: number | null, hours = 730) {
  const result = estimate(resources, { ...SETTINGS, hours, usage: { natGatewayGb: 20 } });
  return costDocument("bc1", result, cap, judgeEstimate(result, cap));
}

const web = task("web", "1024", "4096");
const database = planned("aws:rds/instance:Instance", "shop-orders-and-customers-db", {
  engine: "postgres",
  engineVersion: "13",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  storageType: "gp3",
});
const gateway = planned("aws:ec2/natGateway:NatGateway", "nat");
const small = [web, service("web", web), gateway, database];
const unknown = planned("aws:lb/loadBalancer:LoadBalancer", "lb", { subnets: UNKNOWN });
const unpriced = planned("aws:msk/cluster:Cluster", "kafka");

describe("the JSON of tandem cost", () => {
  const CASES: [string, PlannedResource[], number | null][] = [
    ["within", small, 500],
    ["over", small, 60],
    ["inconclusive", [...small, unknown, unpriced], 500],
    ["without a cap", small, null],
    ["without a resource", [], 180],
    ["of an export", fromExport(fixture("export")).resources, null],
    ["of a preview", fromPreview(fixture("first-preview")).resources, 180],
  ];
  for (const [what, resources, cap] of CASES) {
    it(`is valid ${what}, and each line is its row times its quantity`, () => {
      const document = shown(resources, cap);
      assert.deepEqual(errors(document), []);
      for (const line of document.lines) {
        const row = priceOf("aws", "us-east-1", line.item)!;
        assert.equal(line.usd, line.quantity * row.usd);
        assert.deepEqual([line.unit, line.source, line.asOf], [row.unit, row.source, row.asOf]);
      }
    });
  }

  it("has exactly the keys that the schema publishes", () => {
    assert.deepEqual(Object.keys(shown(small, 60)).toSorted(), [...schema.required].toSorted());
  });

  it("lists what is not known with what has no price", () => {
    const reasons = shown([unknown, unpriced], 500).unpriced.map(({ reason }) => reason);
    assert.deepEqual(reasons.toSorted(), [
      "no price is known for this type, and it is not known to be free",
      "subnets is not known yet, and no bound is stated",
    ]);
  });

  it("is refused by the schema when a line loses its source, or a verdict is made up", () => {
    const document = shown(small, 60);
    assert.equal(validate({ ...document, verdict: "fine" }), false);
    assert.equal(validate({ ...document, lines: [{ ...document.lines[0], source: undefined }] }), false);
    assert.equal(validate({ ...document, lines: [{ ...document.lines[0], source: "" }] }), false);
  });
});

describe("the table of tandem cost", () => {
  const over = costReport(shown(small, 60));

  it("is at most 80 columns wide, and cuts no item", () => {
    const tables = over.split("\n").filter((line) => !/^(verdict|assumed|no price):/.test(line));
    assert.deepEqual(
      tables.filter((line) => line.length > 80),
      [],
    );
    for (const { item } of shown(small, 60).lines) assert.ok(over.includes(item), item);
  });

  it("has the largest lines first", () => {
    const usd = [...over.split("-----")[0]!.matchAll(/ ~?\s*(\d+\.\d\d)$/gm)].map(([, figure]) =>
      Number(figure),
    );
    assert.equal(usd.length, shown(small, 60).lines.length);
    assert.deepEqual(
      usd,
      usd.toSorted((a, b) => b - a),
    );
  });

  it("shows quantity, unit, price and USD, so that a line can be computed again", () => {
    assert.match(over, /^nat +nat-gateway-hour +730 hour +0\.045 +32\.85$/m);
    assert.match(over, /^nat +nat-gateway-data +20 GB +0\.045 ~ +0\.90$/m);
    assert.match(
      over,
      /^shop-orders-and-customers-db\n {2}rds-extended-support-year-1-2 +1460 vCPU-hour +0\.1 +146\.00$/m,
    );
  });

  it("says by how much it is over, and names the largest lines", () => {
    const { total } = shown(small, 60);
    const by = (total.upper - 60).toFixed(2);
    assert.match(
      over,
      new RegExp(
        `^verdict: over the cap by \\$${by} .*largest lines: shop-orders-and-customers-db \\$146\\.00, nat \\$32\\.85`,
        "m",
      ),
    );
  });

  it("says what is to spare, what has no price, and what was assumed", () => {
    assert.match(costReport(shown(small, 500)), /^verdict: within the cap, \$\d+\.\d\d to spare$/m);
    const open = costReport(shown([...small, unknown, unpriced], 500));
    assert.match(open, /^verdict: inconclusive/m);
    assert.match(open, /^no price: lb \(aws:lb\/loadBalancer:LoadBalancer\): subnets is not known yet/m);
    assert.match(open, /^no price: kafka \(aws:msk\/cluster:Cluster\)/m);
    assert.match(open, /^assumed: usage\.albLcu is not declared: counted as 0$/m);
  });

  it("names the period, a month or its hours", () => {
    assert.match(over, /^What bc1 costs in a month \(730 hours\), in USD$/m);
    assert.match(costReport(shown(small, 60, 48)), /^What bc1 costs in 48 hours, in USD$/m);
  });
});
