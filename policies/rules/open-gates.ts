/** The gates as a rule: what is asked for behind a closed gate is refused. */
import type { Rule } from "./rule";

export const openGates: Rule = {
  name: "open-gates",
  description: "Every feature that is asked for has an open gate.",
  check: (_resources, { closedGates }) => [...closedGates],
};
