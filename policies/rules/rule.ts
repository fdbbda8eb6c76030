/** What a rule is: a pure judgement on a whole plan, the same in the policy pack and in the command. */
import type { Bound } from "../budget/estimate";
import type { PlannedResource } from "../budget/planned";
import type { Usage } from "../budget/usage";

/** What rules are told of the environment: by its own record in the plan, else by the pack's config, else nothing. */
export interface RuleSettings {
  environment: string | null;
  /** Of what says no region itself, nor by its provider; null where nobody says. */
  region: string | null;
  /** USD for the hours; null where there is no cap: then the budget only advises. */
  capUsd: number | null;
  hours: number;
  usage: Usage;
  bounds: readonly Bound[];
  /** Features that are asked for and whose gate is closed: a line each. */
  closedGates: readonly string[];
  now: Date;
}

export interface Rule {
  /** The file's name. */
  name: string;
  /** One sentence. */
  description: string;
  /** A line for each violation; none when the plan may go on. Prints sizes, counts and names, never a property. */
  check(resources: readonly PlannedResource[], settings: RuleSettings): string[];
}
