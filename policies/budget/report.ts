/** The estimate as people read it, at 80 columns: the largest lines first, each to be recomputed from what it shows. */
import { nameOf } from "../../pulumi/urn";
import { visible } from "../../words/shown";
import type { CostDocument } from "./json";

const WIDTH = 80;

/** Ends with a line break. */
export function costReport(document: CostDocument): string {
  const { lines, period, total } = document;
  const sorted = lines.filter(({ usd }) => usd > 0).toSorted((a, b) => b.usd - a.usd);
  const name = visible(document.environment ?? "this program");
  const span = period.hours === 730 ? "a month (730 hours)" : `${period.hours} hours`;
  const rows = sorted.map(({ urn, item, quantity, unit, unitPrice, usd, kind }) =>
    row(visible(nameOf(urn)), visible(item), `${figure(quantity)} ${unit}`, `${unitPrice}`, money(usd), kind),
  );
  return [
    `What ${name} costs in ${span}, in USD`,
    "",
    row("resource", "item", "quantity", "price", "USD", "fixed"),
    ...rows,
    "-".repeat(WIDTH),
    sum("fixed, paid while it exists", total.fixed),
    sum("~ usage, paid when it is used, counted at the most", total.usage),
    sum("upper figure", total.upper),
    ...verdictLines(document),
    ...unpricedLines(document),
    ...document.assumptions.map((assumption) => `assumed: ${visible(assumption)}`),
    "",
  ].join("\n");
}

/** One line each: what the verdict is, by how much, and what would change it. */
export function verdictLines({ cap, total, verdict, lines }: CostDocument): string[] {
  if (cap === null) return verdict === "inconclusive" ? ["verdict: inconclusive"] : [];
  const over = total.upper - cap;
  const head = sum("cap", cap);
  if (verdict === "within") return [head, `verdict: within the cap, $${money(-over)} to spare`];
  if (verdict === "inconclusive") return [head, "verdict: inconclusive, as not everything has a known price"];
  const largest = lines.toSorted((a, b) => b.usd - a.usd).slice(0, 3);
  const names = largest.map(({ urn, usd }) => `${visible(nameOf(urn))} $${money(usd)}`).join(", ");
  const share = cap > 0 ? ` (${Math.round((over / cap) * 100)} %)` : "";
  return [head, `verdict: over the cap by $${money(over)}${share}; the largest lines: ${names}`];
}

function unpricedLines({ unpriced }: CostDocument): string[] {
  return unpriced.map(({ urn, type, reason }) => visible(`no price: ${nameOf(urn)} (${type}): ${reason}`));
}

/**
 * One line, or two where resource and item do not fit beside the figures: an item is never cut, as its price is
 * found by it.
 */
function row(
  resource: string,
  item: string,
  quantity: string,
  price: string,
  usd: string,
  kind: string,
): string {
  const mark = kind === "usage" ? "~" : " ";
  const right = `${quantity.padStart(13)} ${price.padStart(8)} ${mark}${usd.padStart(7)}`;
  const width = WIDTH - right.length - 1;
  const left = `${resource.padEnd(25)} ${item}`;
  if (left.length <= width) return `${left.padEnd(width)} ${right}`;
  return `${cut(resource, WIDTH)}\n${`  ${item}`.padEnd(width)} ${right}`;
}

function sum(label: string, usd: number): string {
  return label.padEnd(WIDTH - 9) + money(usd).padStart(9);
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** As few digits as a quantity has: 365, 2.5, 0.083. */
function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}

export function money(usd: number): string {
  return usd.toFixed(2);
}
