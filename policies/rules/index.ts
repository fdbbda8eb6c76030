/** The rules, by name: one list for the policy pack and for the command. */
import { budgetCap } from "./budget-cap";
import { openGates } from "./open-gates";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [budgetCap, openGates];
