/**
 * The one decision on gates, for the program before its first registration, for the policy pack and for
 * `tandem triggers` (DESIGN 6; document 001: Stream 2 is activated only when quantified triggers fire).
 */
import type { Evidence, Override } from "./evidence";
import { explainClosed, explainOpen, refuse } from "./explain";
import { BASELINE, type Blueprint, type Delta, type Feature, gatesOf } from "./features";
import { type Reading, readTrigger } from "./readings";
import { triggerNamed } from "./triggers";

export interface GateInput {
  /** The stack's name: its evidence is in `evidence/<environment>.yaml`. */
  environment: string;
  blueprint: Blueprint;
  /** `tandem:features`, as written. */
  features: readonly string[];
  evidence: readonly Evidence[];
  overrides: readonly Override[];
  now: Date;
}

/** How one gate stands, whether its feature is asked for or not. */
export interface Gate {
  readonly feature: Feature;
  readonly state: "fired" | "overridden" | "closed";
  /** One per trigger that opens the feature, in the table's order. */
  readonly readings: readonly Reading[];
  /** The override of the feature: in force when the state is `overridden`; otherwise it has expired or is not needed. */
  readonly override?: Override;
  readonly delta: Delta;
}

export interface Decision {
  readonly feature: string;
  /** `refused`: the blueprint has no such feature, or it is listed twice (a mistake in config, not a closed gate). */
  readonly state: "baseline" | Gate["state"] | "refused";
  readonly open: boolean;
  /** One line. */
  readonly why: string;
  /** Absent for baseline and refused features. */
  readonly gate?: Gate;
}

/** The baseline of the blueprint, then each requested feature in the order of `tandem:features`. */
export function decide(input: GateInput): Decision[] {
  const { blueprint, features } = input;
  const gates = standings(input);
  const baseline = BASELINE[blueprint];
  const alwaysOn = baseline.map((feature): Decision => {
    return { feature, state: "baseline", open: true, why: `${feature} is part of every ${blueprint}` };
  });
  const requested = features.flatMap((feature, index): Decision[] => {
    const where = `tandem:features[${index}]`;
    const gate = gates.find((one) => one.feature.name === feature);
    if (features.indexOf(feature) < index || (gate === undefined && !baseline.includes(feature))) {
      const known = [...baseline, ...gates.map((one) => one.feature.name)];
      const why = refuse({ where, feature, blueprint, known, twice: features.indexOf(feature) < index });
      return [{ feature, state: "refused", open: false, why }];
    }
    if (gate === undefined) return [];
    if (gate.state !== "closed") {
      return [{ feature, state: gate.state, open: true, why: explainOpen(gate), gate }];
    }
    return [
      { feature, state: "closed", open: false, why: explainClosed(gate, where, input.environment), gate },
    ];
  });
  return [...alwaysOn, ...requested];
}

/** Every gate of the blueprint, in the table's order. Any trigger that fired opens it, or an override in force. */
export function standings({ blueprint, evidence, overrides, now }: Omit<GateInput, "features">): Gate[] {
  return gatesOf(blueprint).map((feature): Gate => {
    const readings = feature.openedBy.map((name) => readTrigger(triggerNamed(name), evidence, now));
    const written = overrides.filter((one) => one.feature === feature.name);
    const inForce = written.find((one) => now <= one.expires);
    const fired = readings.some((reading) => reading.state === "fired");
    return {
      feature,
      state: fired ? "fired" : inForce ? "overridden" : "closed",
      readings,
      override: inForce ?? written[0],
      delta: feature.deltas[blueprint]!,
    };
  });
}

/** What the open gates add to the monthly cap, in USD. A delta without a figure adds nothing. */
export function openDeltasUsd(decisions: readonly Decision[]): number[] {
  return decisions.flatMap(({ open, gate }) => (open && gate?.delta.usd ? [gate.delta.usd] : []));
}
