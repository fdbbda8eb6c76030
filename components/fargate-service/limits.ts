/** What holds for every Fargate service beside its size (sizes.ts). Pure. */
import type { Path, Problem } from "../../words/problem";

/** The retention periods that CloudWatch Logs has, in days. */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Tasks that always run are no more than those that scaling may reach. */
export function replicaRange(at: Path, minReplicas: number, maxReplicas: number): Problem[] {
  if (minReplicas <= maxReplicas) return [];
  return [
    {
      path: [...at, "minReplicas"],
      wrong: `more than maxReplicas (${maxReplicas})`,
      got: minReplicas,
      expected: `at most ${maxReplicas}`,
      change: `Set it to ${maxReplicas}, or raise maxReplicas to ${minReplicas}.`,
    },
  ];
}
