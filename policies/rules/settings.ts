/** Where a rule's settings come from: the plan's own record (components/environment) under what the pack was given. */
import { HIDDEN, UNKNOWN } from "../../pulumi/values";
import type { PlannedResource } from "../budget/planned";
import type { Given } from "./given";
import type { RuleSettings } from "./rule";

/** The type token of the record. */
export const RECORD = "tandem:index:Environment";

interface Recorded extends Omit<RuleSettings, "closedGates" | "now"> {
  gates: { feature: string; open: boolean; reason: string }[];
}

/** The settings for these resources. */
export function settingsFor(resources: readonly PlannedResource[], given: Given, now: Date): RuleSettings {
  const record = resources.find(({ type }) => type === RECORD)?.inputs ?? {};
  const known = Object.entries(record).filter(
    ([, value]) => value !== UNKNOWN && value !== HIDDEN && value !== undefined,
  );
  const recorded = Object.fromEntries(known) as Partial<Recorded>;
  const closed = (recorded.gates ?? []).filter(({ open }) => !open);
  return {
    environment: recorded.environment ?? null,
    region: given.region ?? recorded.region ?? null,
    capUsd: given.capUsd ?? recorded.capUsd ?? null,
    hours: given.hours ?? recorded.hours ?? 730,
    usage: given.usage ?? recorded.usage ?? {},
    bounds: recorded.bounds ?? [],
    closedGates: closed.map(({ reason }) => reason),
    now,
  };
}
