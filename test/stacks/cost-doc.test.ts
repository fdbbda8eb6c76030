import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { costDoc, GROUPS } from "../../stacks/cost-doc";

const ROOT = join(__dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The cells of each row of the table under this heading, its head and sum left out. */
function rows(document: string, heading: string): string[][] {
  const section = document.split(/^## /m).find((one) => one.startsWith(heading))!;
  const lines = section.split("\n").filter((line) => /^\| (?!\*\*|---)/.test(line));
  return lines.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("docs/cost-bc1.md", () => {
  const shipped = read("Pulumi.bc1.yaml");
  const document = read("docs/cost-bc1.md");
  const lines = rows(document, "Line by line");

  it("is as new as the shipped sizes and prices: else run tsx stacks/cost-doc.ts", () => {
    assert.equal(document, costDoc(shipped));
  });

  it("has lines that can be computed again from what they show, at the price of the row that they cite", () => {
    const table = JSON.parse(read("policies/budget/prices/aws/us-east-1.json"));
    const prices = new Map<string, { usd: number; unit: string; asOf: string }>(
      table.rows.map((row: { item: string }) => [row.item, row]),
    );
    assert.ok(lines.length > 25);
    for (const [resource, item, quantity, unit, price, usd, source, asOf] of lines) {
      assert.equal((Number(quantity) * Number(price)).toFixed(2), usd!.replace("~", ""), resource);
      assert.match(source!, /^\[\d+\]$/);
      const row = prices.get(item!.replaceAll("`", ""));
      if (item === "`model-spend`") assert.equal(row, undefined);
      else assert.deepEqual([row?.usd, row?.unit, row?.asOf], [Number(price), unit, asOf], item);
    }
  });

  it("puts every item into exactly one of the groups that are set beside the document's figure", () => {
    for (const [, item] of lines) {
      const fitting = GROUPS.filter(({ items }) => items.test(item!.replaceAll("`", "")));
      assert.equal(fitting.length, 1, item);
    }
    const cents = (cells: string[]) => Math.round(Number(cells[1]) * 100);
    const sum = rows(document, "What the document's").reduce((all, cells) => all + cents(cells), 0);
    const upper = Number(/\*\*upper figure\*\*.*\*\*([\d.]+)\*\*/.exec(document)![1]) * 100;
    assert.ok(Math.abs(sum - upper) <= GROUPS.length, `${sum} of ${upper} cents`);
  });

  it("is under the document's figure, and follows the sizes of the stack file", () => {
    const upper = (text: string) => Number(/comes to at most \*\*\$([\d.]+)\*\*/.exec(text)![1]);
    assert.ok(upper(document) < 180);
    assert.ok(upper(costDoc(shipped.replace("storageGiB: 20", "storageGiB: 40"))) > upper(document));
  });
});
