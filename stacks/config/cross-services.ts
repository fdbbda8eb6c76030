/** What does not go together within the two services: task size, replicas, capacity, image (DESIGN 4). */
import { memorySizes, memoryWords } from "./fargate";
import type { ConfigContext } from "./parse";
import { listed, nearestNumber, type Problem, show } from "./problems";
import type { Draft } from "./schema";

/** AWS itself only says "No Fargate configuration exists for given values". */
export function fargatePairs({ aiStream }: Draft): Problem[] {
  return (["openWebUi", "agents"] as const).flatMap((service) => {
    const { cpuUnits, memoryMiB } = aiStream?.[service] ?? {};
    if (!cpuUnits || !memoryMiB) return [];
    const sizes = memorySizes(cpuUnits);
    if (sizes.includes(memoryMiB)) return [];
    return [
      {
        path: ["aiStream", service, "memoryMiB"],
        wrong: `a size that Fargate does not give to ${cpuUnits} CPU units`,
        got: show(memoryMiB),
        expected: memoryWords(cpuUnits),
        change: `Set it to ${nearestNumber(memoryMiB, sizes)}, the nearest.`,
      },
    ];
  });
}

/** Two copies of Open WebUI share sessions, uploads and vectors, or people lose them between two requests. */
export function sharedState({ aiStream }: Draft): Problem[] {
  const { openWebUi, postgres } = aiStream ?? {};
  if (!openWebUi?.replicas || openWebUi.replicas === 1) return [];
  const missing = [
    ...(aiStream?.redis ? [] : ["redis"]),
    ...(aiStream?.sharedStorage ? [] : ["sharedStorage"]),
    ...(postgres?.pgvector === false ? ["postgres.pgvector"] : []),
  ];
  if (missing.length === 0) return [];
  return [
    {
      path: ["aiStream", "openWebUi", "replicas"],
      wrong: `more than one replica without ${listed(missing)}`,
      got: show(openWebUi.replicas),
      expected: "1, or more together with redis, sharedStorage and postgres.pgvector",
      change: `Set ${listed(missing.map((one) => `tandem:aiStream.${one}`))}, or replicas to 1.`,
    },
  ];
}

export function spotSingleton({ aiStream }: Draft): Problem[] {
  const { capacity, replicas } = aiStream?.openWebUi ?? {};
  if (capacity !== "spot" || replicas !== 1) return [];
  return [
    {
      path: ["aiStream", "openWebUi", "capacity"],
      wrong: "spot for a single replica, which AWS may stop with two minutes' notice",
      got: show(capacity),
      expected: "on-demand while replicas is 1",
      change: "Set it to on-demand, or run more than one replica.",
    },
  ];
}

export function replicaRange({ aiStream }: Draft): Problem[] {
  const { minReplicas, maxReplicas } = aiStream?.agents ?? {};
  if (!minReplicas || !maxReplicas || minReplicas <= maxReplicas) return [];
  return [
    {
      path: ["aiStream", "agents", "minReplicas"],
      wrong: `more than maxReplicas (${maxReplicas})`,
      got: show(minReplicas),
      expected: `at most ${maxReplicas}`,
      change: `Set it to ${maxReplicas}, or raise maxReplicas to ${minReplicas}.`,
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
      got: "sha256:000...",
      expected: "the digest of an image that exists, outside the sandbox",
      change: BUILD[service],
    }));
}
