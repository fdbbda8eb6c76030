/**
 * What holds for the AI stream in an environment (`tandem:aiStream`): the stream's own rules, and what only an environment
 * can know, such as its usage, its region and whether anything is pulled.
 */
import type { AI_STREAM, Asked } from "../../components/ecs-ai-stream/fields";
import { STREAM_RULES } from "../../components/ecs-ai-stream/rules";
import type { Draft, ValueOf } from "../../components/fields";
import { overlaps, parseRange } from "../../components/network/range";
import type { Path, Problem } from "../../words/problem";
import { verbatim } from "../../words/shown";
import type { ConfigContext } from "./context";
import { keyPath } from "./problems";
import type { Common } from "./schema";

type StreamDraft = Draft<Common & { aws: { region: string }; aiStream: ValueOf<typeof AI_STREAM> }>;

/** The stream's own rules, told with the keys of the config. */
function streamRules({ aws, aiStream, dataProtection }: StreamDraft): Problem[] {
  if (!aiStream) return [];
  const asked = { ...aiStream, region: aws?.region, dataProtection } as Draft<Asked>;
  const told = STREAM_RULES.flatMap((rule) => rule(asked, (path) => keyPath(inConfig(path))));
  return told.map((problem) => ({ ...problem, path: inConfig(problem.path) }));
}

function inConfig(path: Path): Path {
  return path[0] === "dataProtection" ? path : ["aiStream", ...path];
}

/** K3s's own ranges, for pods and for services (`--cluster-cidr` and `--service-cidr` defaults). */
const K3S_RANGES = { pods: "10.42.0.0/16", services: "10.43.0.0/16" } as const;

/** The second stream's cluster may be joined to this network later; its own ranges cannot be reached then. */
function rangeBesideK3s({ aiStream }: StreamDraft): Problem[] {
  const cidr = aiStream?.network?.cidr;
  if (!cidr) return [];
  const range = parseRange(cidr)!;
  return Object.entries(K3S_RANGES)
    .filter(([, taken]) => overlaps(range, parseRange(taken)!))
    .map(([use, taken]) => ({
      path: ["aiStream", "network", "cidr"],
      wrong: `inside ${taken}, which K3s uses for ${use}`,
      got: cidr,
      expected: "a range outside 10.42.0.0/16 and 10.43.0.0/16",
      change: `Use a free range such as 10.20.0.0/${range.prefix}.`,
    }));
}

function modelRegion({ aws, aiStream }: StreamDraft, { pricedRegions }: ConfigContext): Problem[] {
  const models = aiStream?.models;
  if (!pricedRegions.includes(aws?.region ?? "")) return []; // that region is to be changed first
  if (models?.provider !== "bedrock" || !models.region || !aws?.region || models.region === aws.region)
    return [];
  return [
    {
      path: ["aiStream", "models", "region"],
      wrong: "not the environment's region: prompts would leave it, at prices that are not counted",
      got: models.region,
      expected: `the value of tandem:aws.region, ${aws.region}`,
      change: `Set it to ${aws.region}.`,
    },
  ];
}

/** Days of the month that usage is declared for: 730 hours. */
const DAYS = 730 / 24;

/** What the crews may spend is counted, or the estimate would be less than the most. */
function crewSpending({ aiStream, usage }: StreamDraft): Problem[] {
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
function unbuiltImages({ aiStream }: StreamDraft, { sandbox }: ConfigContext): Problem[] {
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

/** Usage of what the environment does not have would be left out of the estimate without a word. */
function usageOfNothing({ usage, aiStream }: StreamDraft): Problem[] {
  if (aiStream?.network?.nat !== "none" || !usage?.natGatewayGb) return [];
  return [
    {
      path: ["usage", "natGatewayGb"],
      wrong: "usage of something that is not there, as tandem:aiStream.network.nat is none",
      got: usage.natGatewayGb,
      expected: "0, or no such key",
      change: "Remove it.",
    },
  ];
}

export const STREAM_CHECKS = [
  streamRules,
  rangeBesideK3s,
  modelRegion,
  crewSpending,
  unbuiltImages,
  usageOfNothing,
] as const;
