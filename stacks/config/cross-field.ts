/**
 * What no key can say about itself: values that do not go together, or not with this stack (DESIGN 4). Each check
 * gets the valid part of the config and is silent while a value that it needs is not there.
 */
import { embeddingProblems } from "../../components/ecs-ai-stream/embeddings";
import { listedProblems, modelIdProblems } from "../../components/ecs-ai-stream/models";
import { overlaps, parseRange, roomForZones } from "../../components/network/range";
import { listed } from "../../words/list";
import type { Problem } from "../../words/problem";
import type { ConfigContext } from "./context";
import {
  crewLimits,
  crewSpending,
  fargatePairs,
  replicaRange,
  sharedState,
  spotSingleton,
  unbuiltImages,
} from "./cross-services";
import { valueAt } from "./issues";
import { keyPath, SECRET_PATHS, setSecret } from "./problems";
import { BLUEPRINTS, type Draft } from "./schema";

type Check = (config: Draft, context: ConfigContext) => readonly Problem[];

const CHECKS: readonly Check[] = [
  stackName,
  blueprint,
  pricedRegion,
  fargatePairs,
  sharedState,
  spotSingleton,
  replicaRange,
  rangeForZones,
  rangeBesideK3s,
  backups,
  modelRegion,
  modelIds,
  embeddingModel,
  taskModel,
  crewLimits,
  crewSpending,
  plaintextSecrets,
  unbuiltImages,
  duplicates,
  usageOfNothing,
];

/** Every problem between the values of this config, and between it and its stack. */
export function crossFieldProblems(config: Draft, context: ConfigContext): Problem[] {
  return CHECKS.flatMap((check) => check(config, context));
}

/** Longer names, or other characters, do not fit into the names of load balancers and roles (A3, rows 56 and 57). */
function stackName(_: Draft, { stack }: ConfigContext): Problem[] {
  if (/^[A-Za-z]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/.test(stack)) return [];
  return [
    {
      path: [],
      wrong:
        stack.length > 50
          ? `a stack name of ${stack.length} characters`
          : "a stack name that AWS names cannot hold",
      got: stack,
      expected: "at most 50 letters, digits and hyphens, from a letter to a letter or digit",
      change: 'Rename it with "pulumi stack rename", and this file with it.',
    },
  ];
}

function blueprint({ blueprint }: Draft, { stack }: ConfigContext): Problem[] {
  const path = ["blueprint"];
  if (blueprint === "bc1") return [];
  if (blueprint) {
    return [{ path, wrong: "not built yet", got: blueprint, expected: "bc1", change: "Set it to bc1." }];
  }
  const wrong = `missing, and the stack's name (${stack}) is not a blueprint's`;
  const expected = `one of ${BLUEPRINTS.join(", ")}`;
  return [{ path, wrong, got: undefined, expected, change: "Add it, for example bc1." }];
}

function pricedRegion({ aws }: Draft, { pricedRegions }: ConfigContext): Problem[] {
  if (!aws?.region || pricedRegions.includes(aws.region)) return [];
  const change = `Use ${listed(pricedRegions, "or")}, or add policies/budget/prices/aws/${aws.region}.json.`;
  const expected = `one of ${pricedRegions.join(", ")}`;
  return [{ path: ["aws", "region"], wrong: "a region without prices", got: aws.region, expected, change }];
}

/** A range too small for its zones. */
function rangeForZones({ aiStream }: Draft): Problem[] {
  const { cidr, zones } = aiStream?.network ?? {};
  return cidr && zones ? roomForZones(["aiStream", "network", "cidr"], cidr, zones) : [];
}

/** K3s's own ranges, for pods and for services (`--cluster-cidr` and `--service-cidr` defaults). */
const K3S_RANGES = { pods: "10.42.0.0/16", services: "10.43.0.0/16" } as const;

/** The second stream's cluster may be joined to this network later; its own ranges cannot be reached then. */
function rangeBesideK3s({ aiStream }: Draft): Problem[] {
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

function backups({ dataProtection, aiStream }: Draft): Problem[] {
  if (!dataProtection || aiStream?.postgres?.backupRetentionDays !== 0) return [];
  return [
    {
      path: ["aiStream", "postgres", "backupRetentionDays"],
      wrong: "no backups although tandem:dataProtection is on",
      got: 0,
      expected: "1 to 35 days",
      change: "Set it to 7, or set tandem:dataProtection to false.",
    },
  ];
}

function modelRegion({ aws, aiStream }: Draft, { pricedRegions }: ConfigContext): Problem[] {
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

function modelIds({ aiStream }: Draft): Problem[] {
  const { provider, modelIds: ids } = aiStream?.models ?? {};
  if (!provider || !ids) return [];
  return modelIdProblems(provider, ids as string[], ["aiStream", "models", "modelIds"]);
}

function embeddingModel({ aiStream }: Draft): Problem[] {
  const { provider, embeddingModelId } = aiStream?.models ?? {};
  if (!provider || !embeddingModelId) return [];
  const pgvector = aiStream?.postgres?.pgvector !== false;
  const at = ["aiStream", "models", "embeddingModelId"];
  return embeddingProblems({ provider, embeddingModelId }, at, pgvector);
}

function taskModel({ aiStream }: Draft): Problem[] {
  const { modelIds: ids, taskModelId: id } = aiStream?.models ?? {};
  if (!ids) return [];
  return listedProblems(["aiStream", "models", "taskModelId"], id, ids as string[]);
}

/** Pulumi encrypts a value, or a section around it as a whole. */
function plaintextSecrets(config: Draft, { secretKeys }: ConfigContext): Problem[] {
  const plain = SECRET_PATHS.filter(
    (path) =>
      valueAt(config, path) !== undefined &&
      !path.some((_, index) => secretKeys.has(keyPath(path.slice(0, index + 1)))),
  );
  return plain.map((path) => ({
    path,
    wrong: "a secret in plaintext",
    got: valueAt(config, path),
    expected: "an encrypted value",
    change: `Revoke it, then set a new one with ${setSecret(path)}.`,
  }));
}

/** Entries become names and subscriptions, which exist once. */
function duplicates({ features, aiStream }: Draft): Problem[] {
  const lists = [
    { path: ["features"], entries: features },
    { path: ["aiStream", "models", "modelIds"], entries: aiStream?.models?.modelIds },
    {
      path: ["aiStream", "openWebUi", "singleSignOn", "allowedDomains"],
      entries: aiStream?.openWebUi?.singleSignOn?.allowedDomains,
    },
    { path: ["aiStream", "notifyEmails"], entries: aiStream?.notifyEmails },
  ];
  return lists.flatMap(({ path, entries = [] }) =>
    entries.flatMap((entry, index) =>
      entries.indexOf(entry) === index
        ? []
        : [
            {
              path: [...path, index],
              wrong: "a repetition",
              got: entry,
              expected: "each entry once",
              change: "Remove it.",
            },
          ],
    ),
  );
}

/** Usage of what the environment does not have would be left out of the estimate without a word. */
function usageOfNothing({ usage, aiStream }: Draft): Problem[] {
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
