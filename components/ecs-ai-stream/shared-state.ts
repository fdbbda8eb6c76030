/** What several copies of Open WebUI must share, or people lose sessions and vectors between two requests. Pure. */
import { listed, type Problem } from "../checks";

/** Whether each thing to share is there. */
export interface SharedState {
  redis: boolean;
  pgvector: boolean;
}

/** What is wrong with this many replicas. `where` is the path of the stream. */
export function sharedStateProblems(where: string, replicas: number, state: SharedState): Problem[] {
  if (replicas === 1) return [];
  const missing = [...(state.redis ? [] : ["redis"]), ...(state.pgvector ? [] : ["postgres.pgvector"])];
  if (missing.length === 0) return [];
  return [
    {
      where: `${where}.openWebUi.replicas`,
      wrong: `more than one replica without ${listed(missing)}`,
      got: replicas,
      expected: "1, or more together with redis and postgres.pgvector",
      change: `Set ${listed(missing.map((one) => `${where}.${one}`))}, or replicas to 1.`,
    },
  ];
}
