/** Types that cost nothing by existing: what is used of them is declared under `tandem:usage` (see `usage.ts`). */
import type { Pricer } from "./reading";

export const usageOnly: Pricer = { priced: [], charges: () => [] };

/** As `usageOnly`, and its requests, which no usage key covers, are said to be counted as 0. */
export const bucket: Pricer = {
  ...usageOnly,
  assumptions: (resource) => [`${resource.name}: requests to the bucket are counted as 0`],
};
