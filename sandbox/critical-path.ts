/**
 * How long a recorded run would have taken in the cloud: the sandbox answers at once, and the real minutes are computed
 * afterwards from the graph of dependencies and `latencies.json`. Pure.
 */

/** One row of `latencies.json`: seconds per operation. */
export interface Latency {
  type: string;
  /** Inputs that a resource must have for this row; rows that say so come first. */
  when?: Record<string, unknown>;
  create?: number;
  update?: number;
  delete?: number;
  source: string;
  asOf: string;
}

/** One operation of a run, such as a line of the world's log; reads take no time here. */
export interface Operation {
  urn: string;
  type: string;
  op: "create" | "update" | "delete" | "read";
  /** Inputs, where a row's `when` asks for them. */
  inputs?: Record<string, unknown>;
}

export interface CriticalPath {
  minutes: number;
  /** The chain that took longest, in the order of time: first what is made, then what is deleted. */
  path: { urn: string; op: string; seconds: number }[];
  /** Types with an operation whose time is not known: counted as nothing. */
  unknown: string[];
}

/** `dependencies` lists, for every URN, the URNs that must exist before it: `dependencies` and `parent` of a state. */
export function criticalPath(
  operations: readonly Operation[],
  dependencies: Readonly<Record<string, readonly string[]>>,
  latencies: readonly Latency[],
): CriticalPath {
  const unknown = new Set<string>();
  const seconds = (one: Operation) => {
    const found = secondsOf(one, latencies);
    if (found === undefined) unknown.add(one.type);
    return found ?? 0;
  };
  const made = operations.filter(({ op }) => op === "create" || op === "update");
  const gone = operations.filter(({ op }) => op === "delete");
  const path = [...longest(made, dependencies, seconds), ...longest(gone, reversed(dependencies), seconds)];
  const total = path.reduce((sum, one) => sum + one.seconds, 0);
  return { minutes: total / 60, path, unknown: [...unknown].sort() };
}

function secondsOf({ type, op, inputs }: Operation, latencies: readonly Latency[]): number | undefined {
  const fits = ({ when = {} }: Latency) =>
    Object.entries(when).every(([key, value]) => inputs?.[key] === value);
  const row = latencies.find((one) => one.type === type && op in one && fits(one));
  return op === "read" ? 0 : row?.[op];
}

/** The chain with the largest sum; what has no operation passes its dependencies on. */
function longest(
  operations: readonly Operation[],
  before: Readonly<Record<string, readonly string[]>>,
  seconds: (one: Operation) => number,
): CriticalPath["path"] {
  const byUrn = new Map(operations.map((one) => [one.urn, one]));
  const known = new Map<string, { total: number; path: CriticalPath["path"] }>();
  const chain = (urn: string): { total: number; path: CriticalPath["path"] } => {
    const earlier = known.get(urn);
    if (earlier) return earlier;
    const starts = (before[urn] ?? []).map(chain);
    const last = starts.reduce((a, b) => (b.total > a.total ? b : a), { total: 0, path: [] });
    const own = byUrn.get(urn);
    const step = own && { urn, op: own.op, seconds: seconds(own) };
    const result = step ? { total: last.total + step.seconds, path: [...last.path, step] } : last;
    known.set(urn, result);
    return result;
  };
  return [...byUrn.keys()].map(chain).reduce((a, b) => (b.total > a.total ? b : a), { total: 0, path: [] })
    .path;
}

function reversed(dependencies: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const users: Record<string, string[]> = {};
  for (const [urn, needs] of Object.entries(dependencies)) {
    for (const need of needs) {
      users[need] ??= [];
      users[need].push(urn);
    }
  }
  return users;
}
