/** The fourth behaviour: faults, addressed by URN, type and operation, as the order of operations is not reproducible. */
import type { LogLine, World } from "./world";

export interface Fault {
  /** All that is given must match. A text between slashes is a regular expression; any other must be equal. */
  match: { urn?: string; type?: string; operation?: LogLine["op"] };
  /**
   * before: an error, nothing done. after: done, and an error all the same. hang: nothing done, never answered.
   * kill: done, then the engine is killed. kill-before: the engine is killed, nothing done.
   */
  mode: "before" | "after" | "hang" | "kill" | "kill-before";
  /** How often it fires. Default 1. */
  times?: number;
  /**
   * Whom a kill hits. engine (the default): the server's `killPid`, else the process that made the call. provider: the
   * process that serves, which is the command itself when that serves its own sandbox.
   */
  victim?: "engine" | "provider";
}

/** The first fault that matches and has not fired its times. */
export function due(
  world: World,
  faults: Fault[],
  call: { urn: string; type: string; op: LogLine["op"] },
): Fault | undefined {
  for (const fault of faults) {
    const { urn, type, operation } = fault.match;
    if (operation !== undefined && operation !== call.op) continue;
    if (!fits(urn, call.urn) || !fits(type, call.type)) continue;
    if ((world.fired[JSON.stringify(fault)] ?? 0) < (fault.times ?? 1)) return fault;
  }
  return undefined;
}

/** Counts in the world that a fault has fired, so that a new process knows. */
export function count(world: World, fault: Fault): void {
  const name = JSON.stringify(fault);
  world.fired[name] = (world.fired[name] ?? 0) + 1;
}

function fits(pattern: string | undefined, value: string): boolean {
  if (pattern === undefined) return true;
  const expression = /^\/(.*)\/$/.exec(pattern);
  return expression ? new RegExp(expression[1]!).test(value) : pattern === value;
}
