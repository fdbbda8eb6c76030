/**
 * What the evidence says of one trigger at one moment: fired, not fired, stale or missing.
 */
import type { Evidence } from "./evidence";
import { GOOD_FOR_DAYS, type Trigger } from "./triggers";

export interface Reading {
  readonly trigger: Trigger;
  readonly state: "fired" | "not-fired" | "stale" | "missing";
  /** Absent when missing. */
  readonly evidence?: Evidence;
  /** The last moment at which the evidence is good. Absent when missing. */
  readonly expires?: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const BEST_FIRST = ["fired", "not-fired", "stale", "missing"];

/** Reads one trigger. Evidence from after `now` is not there yet. Of several pieces, one that fires counts. */
export function readTrigger(trigger: Trigger, evidence: readonly Evidence[], now: Date): Reading {
  const readings = evidence
    .filter((piece) => piece.trigger === trigger.name && piece.measuredAt <= now)
    .map((piece): Reading => {
      const expires = goodUntil(trigger, piece);
      return { trigger, state: stateOf(trigger, piece.value, now <= expires), evidence: piece, expires };
    })
    .toSorted((a, b) => BEST_FIRST.indexOf(a.state) - BEST_FIRST.indexOf(b.state));
  return readings[0] ?? { trigger, state: "missing" };
}

function stateOf(trigger: Trigger, value: number, good: boolean): Reading["state"] {
  if (!good) return "stale";
  return value > trigger.threshold ? "fired" : "not-fired";
}

/** A mandate that states no `reviewBy` is good at the moment of its writing only. */
function goodUntil(trigger: Trigger, { measuredAt, reviewBy }: Evidence): Date {
  if (trigger.window === "mandate") return reviewBy ?? measuredAt;
  return new Date(measuredAt.getTime() + GOOD_FOR_DAYS * DAY_MS);
}
