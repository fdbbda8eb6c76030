/** What does not go together within the stream. Pure, and loads no Pulumi: the config asks the same. */
import type { Problem } from "../../words/problem";
import { REPLICA_RULE, SIZE_RULE } from "../fargate-service/fields";
import { below, type Rule } from "../judge";
import { NETWORK_RULES } from "../network/fields";
import { backupProblems } from "../postgres/fields";
import { crewNameProblems, dayProblems } from "./crews";
import { lengthProblems } from "./embeddings";
import type { Asked } from "./fields";
import { listedProblems, modelIdProblems } from "./models";
import { sharedStateProblems } from "./shared-state";

type StreamRule = Rule<Asked>;

const sharedState: StreamRule = ({ openWebUi, redis, postgres }, name) => {
  const replicas = openWebUi?.replicas;
  if (!replicas) return [];
  const state = { redis: redis !== undefined, pgvector: postgres?.pgvector !== false };
  return sharedStateProblems(replicas, state, name);
};

const spotSingleton: StreamRule = ({ openWebUi }) => {
  const { capacity, replicas } = openWebUi ?? {};
  if (capacity !== "spot" || replicas !== 1) return [];
  return [
    {
      path: ["openWebUi", "capacity"],
      wrong: "spot for a single replica, which AWS may stop with two minutes' notice",
      got: capacity,
      expected: "on-demand while replicas is 1",
      change: "Set it to on-demand, or run more than one replica.",
    },
  ];
};

const backups: StreamRule = ({ postgres, dataProtection }, name) =>
  backupProblems({ ...postgres, dataProtection }, ["postgres", "backupRetentionDays"], name);

const models: StreamRule = ({ models, postgres }) => {
  const { provider, modelIds, embeddingModelId, taskModelId } = models ?? {};
  if (!provider) return [];
  const at = (key: string) => ["models", key];
  const pgvector = postgres?.pgvector !== false;
  return [
    ...(modelIds ? modelIdProblems(provider, modelIds, at("modelIds")) : []),
    ...(embeddingModelId ? lengthProblems(embeddingModelId, at("embeddingModelId"), pgvector) : []),
    ...(modelIds ? listedProblems(at("taskModelId"), taskModelId, modelIds) : []),
  ];
};

/** The crews think with a model that the agents have, and a day pays for an answer. */
const crewLimits: StreamRule = ({ crews, models, agents }) => {
  const { modelId, maxUsdPerAnswer, maxUsdPerDay } = crews ?? {};
  const most = agents?.maxReplicas;
  const known: Problem[] = models?.modelIds
    ? listedProblems(["crews", "modelId"], modelId, models.modelIds)
    : [];
  const day =
    maxUsdPerAnswer && maxUsdPerDay && most ? dayProblems({ maxUsdPerAnswer, maxUsdPerDay }, most) : [];
  const names = crews && models?.modelIds ? crewNameProblems(models.modelIds) : [];
  return [...names, ...known, ...day];
};

export const STREAM_RULES: readonly StreamRule[] = [
  below("openWebUi", [SIZE_RULE]),
  below("agents", [SIZE_RULE]),
  sharedState,
  spotSingleton,
  below("agents", [REPLICA_RULE]),
  below("network", NETWORK_RULES),
  backups,
  models,
  crewLimits,
];
