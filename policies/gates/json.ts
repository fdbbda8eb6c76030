/**
 * The document of `tandem triggers --json`. Its published schema is `triggers.schema.json`, beside it.
 */
import type { GateInput } from "./decide";
import type { Reading } from "./readings";
import { type Gate, standings } from "./standings";
import type { Window } from "./triggers";

export interface TriggerEntry {
  name: string;
  metric: string;
  /** The trigger fires above it, never at it. */
  threshold: number;
  window: Window;
  /** `null` when missing, as are `measuredAt`, `expires` and `source`. */
  value: number | null;
  measuredAt: string | null;
  /** Until when the evidence is good; for `overridden`, until when the last override is. */
  expires: string | null;
  source: string | null;
  /** `overridden`: did not fire, but an override has opened a gate that it would open. */
  state: Reading["state"] | "overridden";
  /** The gates of this environment that it opens. */
  unlocks: string[];
  /** What those gates add to the cap together, in USD a month; `null` when one of them has no figure. */
  budgetDeltaUsd: number | null;
}

export interface GateEntry {
  feature: string;
  /** It is in `tandem:features`: only then, and with an open gate, is it on. */
  requested: boolean;
  state: Gate["state"];
  openedBy: string[];
  /** The override written for it, in force or not; `null` when there is none. */
  override: { reason: string; approver: string; expires: string } | null;
  budgetDeltaUsd: number | null;
  /** Where `budgetDeltaUsd` comes from, or why it is not known. */
  budgetDeltaSource: string;
}

export interface TriggersDocument {
  environment: string;
  /** The triggers that open a gate in this environment's blueprint, in the order of its gates. */
  triggers: TriggerEntry[];
  /** The gates of this environment's blueprint, in the table's order. */
  gates: GateEntry[];
}

export function triggersDocument(input: GateInput): TriggersDocument {
  const gates = standings(input);
  const readings = new Map(gates.flatMap((gate) => gate.readings).map((one) => [one.trigger.name, one]));
  return {
    environment: input.environment,
    triggers: [...readings.values()].map((reading) => triggerEntry(reading, gates)),
    gates: gates.map(({ feature, state, override, delta }) => ({
      feature: feature.name,
      requested: input.features.includes(feature.name),
      state,
      openedBy: [...feature.openedBy],
      override: override
        ? { reason: override.reason, approver: override.approver, expires: override.expires.toISOString() }
        : null,
      budgetDeltaUsd: delta.usd,
      budgetDeltaSource: delta.source,
    })),
  };
}

function triggerEntry({ trigger, state, evidence, expires }: Reading, gates: readonly Gate[]): TriggerEntry {
  const unlocked = gates.filter((gate) => gate.readings.some((one) => one.trigger.name === trigger.name));
  const deltas = unlocked.map((gate) => gate.delta.usd);
  const overrides = unlocked
    .filter((gate) => gate.state === "overridden")
    .map((gate) => gate.override!.expires);
  // A gate is overridden only where none of its triggers fired, so this trigger did not.
  const lastOverride = overrides.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return {
    name: trigger.name,
    metric: trigger.metric,
    threshold: trigger.threshold,
    window: trigger.window,
    value: evidence?.value ?? null,
    measuredAt: evidence?.measuredAt.toISOString() ?? null,
    expires: (lastOverride ?? expires)?.toISOString() ?? null,
    source: evidence?.source ?? null,
    state: lastOverride ? "overridden" : state,
    unlocks: unlocked.map((gate) => gate.feature.name),
    budgetDeltaUsd: deltas.reduce<number | null>(
      (sum, usd) => (sum === null || usd === null ? null : sum + usd),
      0,
    ),
  };
}
