/** What several copies of Open WebUI must share, or people lose sessions and vectors between two requests. Pure. */
import { listed } from "../../words/list";
import { type Problem, written } from "../../words/problem";
import type { Name } from "../judge";

/** Whether each thing to share is there. */
export interface SharedState {
  redis: boolean;
  pgvector: boolean;
}

/** What is wrong with this many replicas. `name` tells what to call a path of the stream. */
export function sharedStateProblems(replicas: number, state: SharedState, name: Name): Problem[] {
  if (replicas === 1) return [];
  const missing = [
    ...(state.redis ? [] : [["redis"]]),
    ...(state.pgvector ? [] : [["postgres", "pgvector"]]),
  ];
  if (missing.length === 0) return [];
  return [
    {
      path: ["openWebUi", "replicas"],
      wrong: `more than one replica without ${listed(missing.map((one) => written(one)))}`,
      got: replicas,
      expected: "1, or more together with redis and postgres.pgvector",
      change: `Set ${listed(missing.map((one) => name(one)))}, or replicas to 1.`,
    },
  ];
}
