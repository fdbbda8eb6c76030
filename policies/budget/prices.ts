/**
 * Prices as data: a file of rows per provider and region, each with its source and date. What is not
 * known is absent, never guessed.
 */
import awsApSoutheast2 from "./prices/aws/ap-southeast-2.json";
import awsEuCentral1 from "./prices/aws/eu-central-1.json";
import awsUsEast1 from "./prices/aws/us-east-1.json";

export interface PriceRow {
  /** For example `fargate-arm-vcpu`; unique in its table. */
  item: string;
  /** What one `usd` buys, for example `vCPU-hour`; `quantity.ts` says how time enters. */
  unit: string;
  usd: number;
  source: string;
  /** The day on which the source gave this price: `2026-09-11`. */
  asOf: string;
  note?: string;
  /** `price-list`: read from AWS's own list, be it in a copy; `bill`: from a bill, beside a list; `derived`: computed. */
  confidence?: string;
}

export interface PriceTable {
  provider: string;
  region: string;
  rows: readonly PriceRow[];
}

const TABLES: readonly PriceTable[] = [awsUsEast1, awsEuCentral1, awsApSoutheast2];

/** Provider and region to a table's rows by item. */
const ROWS = new Map(
  TABLES.map((table) => [
    `${table.provider} ${table.region}`,
    new Map(table.rows.map((row): [string, PriceRow] => [row.item, row])),
  ]),
);

const DAY = 24 * 60 * 60 * 1000;

/** Undefined when there is no file for the region: then everything billable in it is unpriced. */
export function priceTable(provider: string, region: string): PriceTable | undefined {
  return TABLES.find((table) => table.provider === provider && table.region === region);
}

/** The regions of a provider whose prices are known. */
export function pricedRegions(provider: string): string[] {
  return TABLES.filter((table) => table.provider === provider).map(({ region }) => region);
}

/** The row of one item; undefined when its price is not known. */
export function priceOf(provider: string, region: string, item: string): PriceRow | undefined {
  return ROWS.get(`${provider} ${region}`)?.get(item);
}

/** Why `priceOf` has no row. */
export function noPriceReason(provider: string, region: string, item: string): string {
  if (priceTable(provider, region)) return `no price is known for ${item} in ${provider} ${region}`;
  return `no prices are known for ${provider} ${region}, only for ${pricedRegions(provider).join(", ")}`;
}

/**
 * The rows that are older than `maxAgeDays` at `now`, oldest first. They still count: a warning asks to renew them.
 *
 * @default maxAgeDays 365
 */
export function staleRows<Row extends Pick<PriceRow, "item" | "asOf">>(
  rows: readonly Row[],
  now: Date,
  maxAgeDays = 365,
): Row[] {
  return rows
    .filter((row) => now.getTime() - Date.parse(row.asOf) > maxAgeDays * DAY)
    .toSorted((a, b) => a.asOf.localeCompare(b.asOf) || a.item.localeCompare(b.item));
}
