/** What a rule is told of the environment, with only what a test cares about. */
import type { RuleSettings } from "../../../policies/rules/rule";
import { SETTINGS } from "../budget/resources";

export function told(of: Partial<RuleSettings> = {}): RuleSettings {
  return { ...SETTINGS, environment: "bc1", capUsd: 180, closedGates: [], ...of };
}
