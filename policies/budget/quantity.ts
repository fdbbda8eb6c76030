/**
 * How much of an item is bought in a period: the one place where time enters a price. `usd = quantity * unitPrice`
 * then holds for every line, and anybody can compute it again.
 */

/** Hours of an average month, as AWS counts them. */
export const HOURS_A_MONTH = 730;

/**
 * @param amount in the unit without the time: 2 (vCPU) for `vCPU-hour`, 20 (GB) for `GB-month`; for a unit without
 *   a time (`GB`, `10k-requests`) what is used in a month.
 * @param hours of the period.
 */
export function quantity(amount: number, unit: string, hours: number): number {
  return unit === "hour" || unit.endsWith("-hour") ? amount * hours : (amount * hours) / HOURS_A_MONTH;
}
