/** Prices are data: each row has its source and its date, and what is not known is absent. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import {
  noPriceReason,
  type PriceTable,
  pricedRegions,
  priceOf,
  priceTable,
  staleRows,
} from "../../../policies/budget/prices";
import { quantity } from "../../../policies/budget/quantity";
import { MODEL_SPEND, USAGE } from "../../../policies/budget/usage";

describe("every price table", () => {
  const tables = pricedRegions("aws").map((region) => priceTable("aws", region)!);
  for (const [region, row] of tables.flatMap(({ region, rows }) =>
    rows.map((row) => [region, row] as const),
  )) {
    it(`has in ${region} a price, a unit, a source and a day for ${row.item}`, () => {
      assert.ok(row.usd > 0 && Number.isFinite(row.usd));
      assert.match(
        row.unit,
        /^(hour|month|[\w-]+-(hour|month)|GB|1M-queries|10k-requests|100k-notifications)$/,
      );
      assert.ok(row.source.length > 10);
      assert.equal(new Date(row.asOf).toISOString().slice(0, 10), row.asOf);
    });
  }

  it("names each item once", () => {
    for (const { rows } of tables) {
      const items = rows.map(({ item }) => item);
      assert.deepEqual(items, [...new Set(items)]);
    }
  });

  it("is in the list of tables, by the name of its file", () => {
    const files = readdirSync("policies/budget/prices/aws").map((file) => file.replace(/\.json$/, ""));
    assert.deepEqual(pricedRegions("aws").toSorted(), files.toSorted());
  });
});

describe("the price table of us-east-1", () => {
  it("has a row for every usage key but the user's own figure", () => {
    const missing = USAGE.filter(({ item }) => item !== MODEL_SPEND && !priceOf("aws", "us-east-1", item));
    assert.deepEqual(missing, []);
  });

  it("is no other region's", () => {
    assert.equal(priceTable("aws", "eu-north-1"), undefined);
    assert.equal(priceOf("aws", "eu-north-1", "alb-hour"), undefined);
    assert.equal(priceOf("aws", "eu-central-1", "fargate-arm-memory"), undefined);
  });

  it("says whether an item or the whole region is missing", () => {
    assert.equal(noPriceReason("aws", "us-east-1", "gold"), "no price is known for gold in aws us-east-1");
    assert.equal(
      noPriceReason("aws", "eu-north-1", "alb-hour"),
      "no prices are known for aws eu-north-1, only for us-east-1, eu-central-1, ap-southeast-2",
    );
  });
});

describe("stale rows", () => {
  const row = (item: string, asOf: string) => ({ item, unit: "hour", usd: 1, source: "test", asOf });
  const some: PriceTable = {
    provider: "aws",
    region: "r",
    rows: [
      row("young", "2026-11-01"),
      row("edge", "2025-11-21"),
      row("old", "2025-11-20"),
      row("oldest", "2024-01-01"),
    ],
  };
  const midnight = new Date("2026-11-21T00:00:00Z");
  const names = (days?: number) => staleRows(some.rows, midnight, days).map(({ item }) => item);

  it("are those older than a year, oldest first: exactly a year is not older", () => {
    assert.deepEqual(names(), ["oldest", "old"]);
  });

  it("can be asked for with another age", () => {
    assert.deepEqual(names(10), ["oldest", "old", "edge", "young"]);
    assert.deepEqual(names(10_000), []);
  });
});

describe("quantity", () => {
  const cases: [number, string, number, number][] = [
    [2, "vCPU-hour", 730, 1460],
    [1, "hour", 48, 48],
    [20, "GB-month", 730, 20],
    [20, "GB-month", 365, 10],
    [1, "month", 73, 0.1],
    [5, "GB", 730, 5],
    [5, "10k-requests", 73, 0.5],
  ];
  for (const [amount, unit, hours, expected] of cases) {
    it(`of ${amount} ${unit} in ${hours} hours is ${expected}`, () => {
      assert.ok(Math.abs(quantity(amount, unit, hours) - expected) < 1e-12);
    });
  }
});
