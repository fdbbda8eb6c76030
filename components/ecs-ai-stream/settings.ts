/** What the AI stream is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type { Path, Problem } from "../../words/problem";
import { type Bound, childName } from "../base";
import { Architecture, type Capacity } from "../fargate-service/args";
import * as fargate from "../fargate-service/settings";
import { fill, isJudged, problemsOf } from "../judge";
import * as balancer from "../load-balancer/settings";
import { Nat } from "../network/args";
import * as network from "../network/settings";
import * as postgres from "../postgres/settings";
import { REDIS } from "../redis/fields";
import * as redis from "../redis/settings";
import { refuse } from "../refuse";
import { secretBound } from "../secret";
import { type EcsAiStreamArgs, ModelProvider, type SignUp } from "./args";
import type { CrewsSettings } from "./crew-fields";
import { ECS_AI_STREAM } from "./fields";
import { type ModelsSettings, resolveModels } from "./models";
import { STREAM_RULES } from "./rules";
import { resolveSingleSignOn, type SingleSignOnSettings } from "./single-sign-on";

/** One of the two services, as resolved. */
export interface ServiceSettings {
  image: string;
  cpuUnits: number;
  memoryMiB: number;
  minReplicas: number;
  maxReplicas: number;
  capacity: Capacity;
}

/** The plain arguments with every default filled in. */
export interface EcsAiStreamSettings {
  accountId: string;
  region: string;
  hostname: string;
  zoneId: string;
  network: network.NetworkSettings;
  openWebUi: ServiceSettings;
  adminEmail: string;
  signUp: SignUp;
  singleSignOn?: SingleSignOnSettings;
  agents: ServiceSettings;
  agentsKeyVersion: number;
  postgres: postgres.PostgresSettings;
  pgvector: boolean;
  redis?: redis.RedisSettings;
  models: ModelsSettings;
  crews?: CrewsSettings;
  logRetentionDays: number;
  notifyEmails: string[];
  budgetCapUsd: number;
  dataProtection: boolean;
}

/** One ECS service of Open WebUI. */
export interface OpenWebUiPart {
  role: string;
  replicas: number;
  /** Whether its start may change the database's schema: exactly one task may. */
  migrates: boolean;
}

/** Open WebUI's name in Postgres. */
const DATABASE_NAME = "openwebui";

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: EcsAiStreamArgs, at: Path = []): Problem[] {
  return problemsOf(ECS_AI_STREAM, STREAM_RULES, complete(args), at);
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: EcsAiStreamArgs, name = "EcsAiStream"): EcsAiStreamSettings {
  if (!isJudged(args)) refuse(name, problems(args));
  return withDefaults(args);
}

/** The most that the stream costs, child by child: the sum of its parts' bounds. */
export function bounds(name: string, settings: EcsAiStreamSettings): Bound[] {
  const size = {
    architecture: Architecture.Arm64,
    assignPublicIp: settings.network.nat === Nat.None,
  };
  const webUi = openWebUiParts(settings).flatMap(({ role, replicas }) =>
    fargate.bounds(childName(name, role), {
      ...size,
      ...settings.openWebUi,
      minReplicas: replicas,
      maxReplicas: replicas,
    }),
  );
  return [
    ...network.bounds(childName(name, "network"), settings.network),
    ...balancer.bounds(childName(name, "lb"), settings.network),
    ...webUi,
    ...fargate.bounds(childName(name, "agents"), { ...size, ...settings.agents }),
    ...postgres.bounds(childName(name, "database"), settings.postgres),
    ...(settings.redis ? redis.bounds(childName(name, "redis"), settings.redis) : []),
    ...secretRoles(settings).map((role) => secretBound(name, role)),
  ];
}

/**
 * Open WebUI changes its schema when it starts, and only one task may do that: with several replicas the first runs
 * as a service of its own, and the others start when it is up.
 */
export function openWebUiParts({ openWebUi }: Pick<EcsAiStreamSettings, "openWebUi">): OpenWebUiPart[] {
  const first = { role: "open-webui", replicas: 1, migrates: true };
  const more = openWebUi.minReplicas - 1;
  return more > 0 ? [first, { role: "open-webui-more", replicas: more, migrates: false }] : [first];
}

/** The models of Bedrock are those of the stream's region, where another is not asked for. */
function complete(args: EcsAiStreamArgs): EcsAiStreamArgs {
  const { models, region } = args;
  if (models?.provider !== ModelProvider.Bedrock) return args;
  return { ...args, models: { ...models, region: models.region ?? region } };
}

/** The arguments, which must be judged, with every default filled in. */
export function withDefaults(args: EcsAiStreamArgs): EcsAiStreamSettings {
  const asked = fill(ECS_AI_STREAM, complete(args));
  const { accountId, region, domain, openWebUi, agents, postgres, crews, dataProtection } = asked;
  const { replicas, adminEmail, signUp, singleSignOn, ...webUi } = openWebUi;
  const { keyVersion, ...agentsService } = agents;
  const { pgvector, ...database } = postgres;
  return {
    accountId,
    region,
    ...domain,
    network: { region, ...asked.network },
    openWebUi: { ...webUi, minReplicas: replicas, maxReplicas: replicas },
    adminEmail,
    signUp,
    ...(singleSignOn ? { singleSignOn: resolveSingleSignOn(singleSignOn) } : {}),
    agents: agentsService,
    agentsKeyVersion: keyVersion,
    postgres: { ...database, databaseName: DATABASE_NAME, dataProtection },
    pgvector,
    ...(asked.redis ? { redis: fill(REDIS, { ...asked.redis, dataProtection }) } : {}),
    models: resolveModels(asked.models),
    ...(crews ? { crews } : {}),
    logRetentionDays: asked.logs.retentionDays,
    notifyEmails: asked.notifyEmails,
    budgetCapUsd: asked.budgetCapUsd,
    dataProtection,
  };
}

/** Names of the secrets that the stream keeps (`secrets.ts`): their bounds are for them. */
function secretRoles({ models, singleSignOn }: EcsAiStreamSettings): string[] {
  return [
    "session-key",
    "admin-password",
    "agents-key",
    ...(models.hasApiKey ? ["model-key"] : []),
    ...(singleSignOn ? ["single-sign-on"] : []),
  ];
}
