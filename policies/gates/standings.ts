/** How the gates of a blueprint stand on their evidence, whether their features are asked for or not. Pure. */
import type { Evidence, Override } from "./evidence";
import { type Blueprint, type Delta, type Feature, gatesOf } from "./features";
import { type Reading, readTrigger } from "./readings";
import { triggerNamed } from "./triggers";

/** What gates stand on. */
export interface Standing {
  blueprint: Blueprint;
  evidence: readonly Evidence[];
  overrides: readonly Override[];
  now: Date;
}

/** One gate. */
export interface Gate {
  readonly feature: Feature;
  readonly state: "fired" | "overridden" | "closed";
  /** One per trigger that opens the feature, in the table's order. */
  readonly readings: readonly Reading[];
  /** The override of the feature: in force when the state is `overridden`; otherwise it has expired or is not needed. */
  readonly override?: Override;
  readonly delta: Delta;
}

/** Every gate of the blueprint, in the table's order. Any trigger that fired opens it, or an override in force. */
export function standings({ blueprint, evidence, overrides, now }: Standing): Gate[] {
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
