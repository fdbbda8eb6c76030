/** What several copies of Open WebUI must share, or people lose sessions and vectors between two requests. Pure. */
import { listed } from "../../words/list";
import { type Path, type Problem, written } from "../../words/problem";

/** Whether each thing to share is there. */
export interface SharedState {
  redis: boolean;
  pgvector: boolean;
}

/** What is wrong with this many replicas. `at` is the path of the stream, and `name` tells what to call a path. */
export function sharedStateProblems(
  at: Path,
  replicas: number,
  state: SharedState,
  name: (path: Path) => string = written,
): Problem[] {
  if (replicas === 1) return [];
  const missing = [
    ...(state.redis ? [] : [["redis"]]),
    ...(state.pgvector ? [] : [["postgres", "pgvector"]]),
  ];
  if (missing.length === 0) return [];
  return [
    {
      path: [...at, "openWebUi", "replicas"],
      wrong: `more than one replica without ${listed(missing.map((one) => written(one)))}`,
      got: replicas,
      expected: "1, or more together with redis and postgres.pgvector",
      change: `Set ${listed(missing.map((one) => name([...at, ...one])))}, or replicas to 1.`,
    },
  ];
}
