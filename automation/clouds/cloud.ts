/** What the command asks of the cloud that a run acts on. Two answer: AWS, and the sandbox that stands in for it. */
import type { PlannedResource } from "../../policies/budget/planned";
import type { ResourceState } from "../../pulumi/state";
import type { Place } from "../publish";
import type { Found } from "../repair";

export interface Cloud {
  /** What follows the environment's name in a command that acts on this cloud, with a space before it. */
  readonly flag: string;
  /** What exists, of all that creates that were cut off may have made. */
  findCutOff(pending: readonly ResourceState[]): Promise<Found[]>;
  /** Whether there may be one that was not found, and a second is refused. */
  refusesTwice(urn: string): boolean;
  /** Told that a destroy will forget these, and that they stay. */
  disown(urns: readonly string[]): Promise<void>;
  /** Begins to watch what a run does. */
  watch(): Watch;
  /** Where reports are published, by the bucket that the stack's outputs name. */
  places(): Promise<(bucket: unknown) => Place>;
}

export interface Watch {
  /** What exists that the state no longer knows, as far as the cloud can say, but for the URNs that are left by choice. */
  strays(chosen: readonly string[]): string[];
  /** A line on how long the run would have taken elsewhere; undefined when there is nothing to say. */
  minutes(planned: readonly PlannedResource[]): string | undefined;
}
