/** A hosted zone; queries are usage of its records. */
import type { Pricer } from "./reading";

export const zone: Pricer = {
  priced: [],
  charges: () => [{ item: "route53-hosted-zone", amount: 1, kind: "fixed" }],
};
