/** How long a run in the sandbox would have taken on AWS: the critical path of what it did, by public logs. */
import type { PlannedResource } from "../../policies/budget/planned";
import { nameOf } from "../../pulumi/urn";
import { criticalPath, type Latency, type Operation } from "../../sandbox/critical-path";
import latencies from "../../sandbox/latencies.json";
import type { LogLine } from "../../sandbox/world/world";

/** One line on what was done of this plan after a moment of the log; undefined when nothing of it takes time. */
export function minutesOnAws(
  log: readonly LogLine[],
  since: number,
  planned: readonly PlannedResource[],
): string | undefined {
  const inputs = new Map(planned.map((resource) => [resource.urn, resource.inputs]));
  const operations: Operation[] = log
    .filter(({ seq, outcome, urn }) => seq > since && outcome === "done" && urn !== "")
    .map(({ urn, type, op }) => ({ urn, type, op, inputs: inputs.get(urn) }));
  const needs = planned.map(({ urn, dependencies, parent }) => [
    urn,
    parent ? [...dependencies, parent] : dependencies,
  ]);
  const { minutes, path } = criticalPath(operations, Object.fromEntries(needs), latencies.rows as Latency[]);
  if (minutes < 0.5) return undefined;
  const slowest = path.filter(({ seconds }) => seconds >= 30).map(({ urn }) => nameOf(urn));
  return `on AWS this takes about ${Math.round(minutes)} min, by public logs; the longest way: ${slowest.join(", ")}`;
}
