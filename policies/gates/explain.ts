/**
 * One line on each decision: value, threshold, window and what to do (ADR-005's table in documents 000 and
 * 001 is what the thresholds come from).
 */
import { nearest } from "../../words/nearest";
import { sentence } from "../../words/problem";
import { verbatim } from "../../words/shown";
import { type Blueprint, GATED_NAMES } from "./features";
import type { Reading } from "./readings";
import type { Gate } from "./standings";
import { condition } from "./triggers";

export function explainOpen({ feature, state, readings, override }: Gate): string {
  if (state === "overridden") {
    const { approver, expires, reason } = override!;
    return `${feature.name} is open until ${moment(expires)} by an override of ${approver}: ${reason}`;
  }
  const { trigger, evidence, expires } = readings.find((reading) => reading.state === "fired")!;
  const { value, source } = evidence!;
  return `${feature.name} is open until ${moment(expires!)}: ${trigger.name} = ${value}, needs ${condition(trigger)} (${source})`;
}

export function explainClosed(gate: Gate, where: string, environment: string): string {
  const { feature, readings, override } = gate;
  const wrong = `${feature.name} is closed${override ? `, as its override expired on ${moment(override.expires)}` : ""}`;
  const got = readings.map((reading) => `${reading.trigger.name} = ${measured(reading)}`).join(", ");
  const expected = readings.map(({ trigger }) => `${trigger.name} ${condition(trigger)}`).join(", or ");
  const change = `${remedy(gate, `evidence/${environment}.yaml`)}, or take ${feature.name} out of tandem:features`;
  return sentence(where, { wrong, got: verbatim(got), expected, change });
}

function measured({ trigger, state, evidence, expires }: Reading): string {
  if (evidence === undefined) return trigger.window === "mandate" ? "no mandate" : "none measured";
  if (state !== "stale") return String(evidence.value);
  return `${evidence.value} (stale: measured ${moment(evidence.measuredAt)}, good until ${moment(expires!)})`;
}

/** Old evidence is renewed first, then missing evidence added; where all is measured only a person can open it. */
function remedy({ readings, override }: Gate, file: string): string {
  const stale = readings.filter((reading) => reading.state === "stale");
  if (stale.length > 0) return `Renew ${stale.map((reading) => reading.trigger.name).join(", ")} in ${file}`;
  const missing = readings.filter((reading) => reading.state === "missing");
  const mandatesOnly = missing.every((reading) => reading.trigger.window === "mandate");
  if (override) return `Renew the override in ${file}`;
  if (missing.length > 0) return `Add a ${mandatesOnly ? "mandate" : "measurement"} to ${file}`;
  return `Add an override (reason, approver, expires) to ${file}`;
}

interface Refusal {
  where: string;
  feature: string;
  blueprint: Blueprint;
  /** The features that the blueprint has, baseline first. */
  known: readonly string[];
  /** It stands earlier in the list too. */
  twice: boolean;
}

/** A feature that cannot be asked for: a mistake in `tandem:features`, whatever the evidence. */
export function explainRefused({ where, feature, blueprint, known, twice }: Refusal): string {
  const takeOut = "Take it out of tandem:features";
  const told = { got: feature, expected: known.join(", "), change: takeOut };
  if (twice)
    return sentence(where, { ...told, wrong: `${feature} is given twice`, expected: "each feature once" });
  if (GATED_NAMES.includes(feature))
    return sentence(where, { ...told, wrong: `${feature} is not a feature of ${blueprint}` });
  const near = nearest(feature, known);
  const change = near === undefined ? takeOut : `Write ${near}, or take it out of tandem:features`;
  return sentence(where, { ...told, wrong: "there is no such feature", change });
}

/** A moment in UTC: `2026-11-21`, or `2026-11-21T14:00:00Z` where it is not midnight. */
function moment(date: Date): string {
  return date.toISOString().replace(".000Z", "Z").replace("T00:00:00Z", "");
}
