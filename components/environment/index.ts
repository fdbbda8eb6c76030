/**
 * The record of an environment: what the policy pack cannot know otherwise, as it sees neither the stack nor its
 * config. It has no children and makes nothing.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Bound } from "../base";

/** A gate's decision, as the program took it. */
export interface GateRecord {
  /** The feature that the gate opens, for example `argocd`. */
  feature: string;
  /** Whether it is open. */
  open: boolean;
  /** USD that the feature adds to the cap of a month while it is on; 0 or more. */
  budgetDeltaUsd: number;
  /** Why, in one line. */
  reason: string;
}

export interface EnvironmentArgs {
  /** Name of the stack. */
  environment: string;
  /** Name of its blueprint. */
  blueprint: string;
  /** AWS region. */
  region: string;
  /** What it may cost in `hours` hours, in whole USD, deltas of gates and budgets of spokes included. */
  capUsd: number;
  /** Hours that the cap is for: 730 are a month. */
  hours: number;
  /** Usage that the config declares, a month's, by its key there. */
  usage: Record<string, number>;
  /** The most that its components cost. */
  bounds: Bound[];
  /** What was decided about each gate. */
  gates: GateRecord[];
}

/** The record: its inputs are all that there is to it. */
export class Environment extends pulumi.ComponentResource {
  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:index:Environment", name, { ...args }, opts);
    this.registerOutputs({});
  }
}
