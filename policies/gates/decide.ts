/**
 * The one decision on gates, for the program before its first registration, for the policy pack and for
 * `tandem triggers` (document 001: Stream 2 is activated only when quantified triggers fire).
 */
import { explainClosed, explainOpen, explainRefused } from "./explain";
import { BASELINE } from "./features";
import { type Gate, type Standing, standings } from "./standings";

export interface GateInput extends Standing {
  /** The stack's name: its evidence is in `evidence/<environment>.yaml`. */
  environment: string;
  /** `tandem:features`, as written. */
  features: readonly string[];
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
      const why = explainRefused({
        where,
        feature,
        blueprint,
        known,
        twice: features.indexOf(feature) < index,
      });
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

/** What the open gates add to the monthly cap, in USD. A delta without a figure adds nothing. */
export function openDeltasUsd(decisions: readonly Decision[]): number[] {
  return decisions.flatMap(({ open, gate }) => (open && gate?.delta.usd ? [gate.delta.usd] : []));
}
