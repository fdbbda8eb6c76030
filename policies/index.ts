/**
 * The CrossGuard pack: the same rules as the command's, also for other projects. One policy for each rule judges the
 * whole stack; the budget's also judges each resource before it is made, so that `up --skip-preview` of a program that
 * is not ours stops at the crossing, with all that was made before it within the cap.
 */
import {
  PolicyPack,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  UnknownValueError,
} from "@pulumi/policy";
import { fromPolicy, type PolicyResourceLike, plain } from "./budget/from-policy";
import { RULES } from "./rules";
import { budgetCap, Crossing } from "./rules/budget-cap";
import { type Given, givenLines } from "./rules/given";
import type { Rule } from "./rules/rule";
import { settingsFor } from "./rules/settings";

/** Inputs as `validateResource` saw them, by URN: at a preview they say more than the outputs that a stack has. */
const inputs = new Map<string, Record<string, unknown>>();

/** What came so far, under the config with which the pack was started. */
let crossing: Crossing | undefined;

const isUnknown = (error: unknown) => error instanceof UnknownValueError;

/** What `--policy-pack-config` may say of the budget, all of it optional. What is wrong in it is told by `given`. */
const configSchema: StackValidationPolicy["configSchema"] = {
  properties: { capUsd: {}, hours: {}, region: {}, usage: {} },
};

/** What the pack was given. A mistake in it is a violation, as nothing can be judged by it: undefined then. */
function given(args: { getConfig<T extends object>(): T }, report: ReportViolation): Given | undefined {
  const config = args.getConfig<Record<string, unknown>>();
  const lines = givenLines(config, "policy pack config");
  reportAll(lines, report);
  return lines.length === 0 ? config : undefined;
}

/** Adds up as resources come: the one that crosses the cap, or has no price, is refused before it is made. */
const beforeEach: Pick<ResourceValidationPolicy, "validateResource"> = {
  validateResource(args, report) {
    const { urn, type, name, props, provider } = args;
    inputs.set(urn, plain(props, isUnknown) as Record<string, unknown>);
    const config = given(args, report);
    if (!config) return;
    crossing ??= new Crossing(config, new Date());
    const seen: PolicyResourceLike = { urn, type, name, props: {}, provider };
    for (const resource of fromPolicy([seen], isUnknown, inputs).resources)
      reportAll(crossing.add(resource), report);
  },
};

function atTheEnd(rule: Rule): StackValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: "mandatory",
    validateStack(args, report) {
      const { resources } = fromPolicy(args.resources as PolicyResource[], isUnknown, inputs);
      const config = given(args, report);
      if (!config) return;
      const settings = settingsFor(resources, config, new Date());
      reportAll(rule.check(resources, settings), report);
    },
  };
}

function reportAll(lines: string[], report: ReportViolation): void {
  for (const line of lines) report(line);
}

new PolicyPack("tandem", {
  policies: RULES.map((rule) =>
    rule === budgetCap ? { ...atTheEnd(rule), ...beforeEach, configSchema } : atTheEnd(rule),
  ),
});
