/** What does not go together within the two services: task size, replicas, capacity, image (DESIGN 4). */
import { crewNameProblems, dayProblems } from "../../components/ecs-ai-stream/crews";
import { listedProblems } from "../../components/ecs-ai-stream/models";
import { sharedStateProblems } from "../../components/ecs-ai-stream/shared-state";
import * as limits from "../../components/fargate-service/limits";
import { sizeProblems } from "../../components/fargate-service/sizes";
import type { Problem } from "../../words/problem";
import { verbatim } from "../../words/shown";
import type { ConfigContext } from "./context";
import { keyPath } from "./problems";
import type { Draft } from "./schema";

/** Where the stream's keys stand. */
const STREAM = ["aiStream"];

/** AWS itself only says "No Fargate configuration exists for given values". */
export function fargatePairs({ aiStream }: Draft): Problem[] {
  return (["openWebUi", "agents"] as const).flatMap((service) => {
    const { cpuUnits, memoryMiB } = aiStream?.[service] ?? {};
    if (!cpuUnits || !memoryMiB) return [];
    return sizeProblems([...STREAM, service], cpuUnits, memoryMiB);
  });
}

export function sharedState({ aiStream }: Draft): Problem[] {
  const replicas = aiStream?.openWebUi?.replicas;
  if (!replicas) return [];
  const state = {
    redis: aiStream.redis !== undefined,
    pgvector: aiStream.postgres?.pgvector !== false,
  };
  return sharedStateProblems(STREAM, replicas, state, keyPath);
}

export function spotSingleton({ aiStream }: Draft): Problem[] {
  const { capacity, replicas } = aiStream?.openWebUi ?? {};
  if (capacity !== "spot" || replicas !== 1) return [];
  return [
    {
      path: ["aiStream", "openWebUi", "capacity"],
      wrong: "spot for a single replica, which AWS may stop with two minutes' notice",
      got: capacity,
      expected: "on-demand while replicas is 1",
      change: "Set it to on-demand, or run more than one replica.",
    },
  ];
}

export function replicaRange({ aiStream }: Draft): Problem[] {
  const { minReplicas, maxReplicas } = aiStream?.agents ?? {};
  if (!minReplicas || !maxReplicas) return [];
  return limits.replicaRange([...STREAM, "agents"], minReplicas, maxReplicas);
}

/** The crews think with a model that the agents have, and a day pays for an answer. */
export function crewLimits({ aiStream }: Draft): Problem[] {
  const { crews, models, agents } = aiStream ?? {};
  const at = [...STREAM, "crews"];
  const names =
    crews && models?.modelIds
      ? crewNameProblems(models.modelIds as string[], [...STREAM, "models", "modelIds"])
      : [];
  const known = models?.modelIds
    ? listedProblems([...at, "modelId"], crews?.modelId, models.modelIds as string[])
    : [];
  const { maxUsdPerAnswer, maxUsdPerDay } = crews ?? {};
  const day =
    maxUsdPerAnswer && maxUsdPerDay && agents?.maxReplicas
      ? dayProblems({ maxUsdPerAnswer, maxUsdPerDay }, agents.maxReplicas, at)
      : [];
  return [...names, ...known, ...day];
}

/** Days of the month that usage is declared for: 730 hours. */
const DAYS = 730 / 24;

/** What the crews may spend is counted, or the estimate would be less than the most. */
export function crewSpending({ aiStream, usage }: Draft): Problem[] {
  const perDay = aiStream?.crews?.maxUsdPerDay;
  const counted = usage?.modelUsd ?? 0;
  if (!usage || !perDay || perDay * DAYS <= counted) return [];
  const most = Math.floor((counted / DAYS) * 1000) / 1000;
  return [
    {
      path: ["aiStream", "crews", "maxUsdPerDay"],
      wrong: "more in a month than tandem:usage.modelUsd counts",
      got: perDay,
      expected: `at most ${most}, which is ${counted} USD in a month`,
      change: `Lower it, or raise tandem:usage.modelUsd to ${Math.ceil(perDay * DAYS)}.`,
    },
  ];
}

const BUILD = {
  openWebUi: "Write the digest of the release that you want.",
  agents: "Build services/agents for linux/arm64, push it, and write its digest.",
} as const;

/** Sixty-four zeros stand for an image that nobody has built yet; only the sandbox, which pulls nothing, takes it. */
export function unbuiltImages({ aiStream }: Draft, { sandbox }: ConfigContext): Problem[] {
  if (sandbox) return [];
  return (["openWebUi", "agents"] as const)
    .filter((service) => aiStream?.[service]?.image?.endsWith(`@sha256:${"0".repeat(64)}`))
    .map((service) => ({
      path: ["aiStream", service, "image"],
      wrong: "an all-zero digest, which stands for an image that is not built yet",
      got: verbatim("sha256:000..."),
      expected: "the digest of an image that exists, outside the sandbox",
      change: BUILD[service],
    }));
}
