/** What the AI stream is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type { Path, Problem } from "../../words/problem";
import { inFull } from "../../words/shown";
import { type Bound, childName } from "../base";
import { inForm, oneOf, wholeNumber } from "../checks";
import { Architecture, Capacity } from "../fargate-service/args";
import * as fargate from "../fargate-service/settings";
import { FORMS, flawOf } from "../forms";
import * as balancer from "../load-balancer/settings";
import * as network from "../network/settings";
import * as postgres from "../postgres/settings";
import * as redis from "../redis/settings";
import { refuse } from "../refuse";
import { secretBound } from "../secret";
import { type EcsAiStreamArgs, SignUp } from "./args";
import { type CrewsSettings, crewNameProblems, crewProblems, resolveCrews } from "./crews";
import { embeddingProblems } from "./embeddings";
import { type ModelsSettings, modelProblems, resolveModels } from "./models";
import { secretRoles } from "./secrets";
import { sharedStateProblems } from "./shared-state";
import { resolveSingleSignOn, type SingleSignOnSettings, singleSignOnProblems } from "./single-sign-on";

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

const MOST_OPEN_WEBUI_REPLICAS = 10;
/** Open WebUI's name in Postgres. */
const DATABASE_NAME = "openwebui";

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: EcsAiStreamArgs, at: Path = []): Problem[] {
  const asked = withDefaults(args);
  const { openWebUi, agents } = asked;
  return [
    ...fargate.accountProblems([...at, "accountId"], asked.accountId),
    ...balancer.domainProblems(args.domain, [...at, "domain"]),
    ...network.problems(asked.network, [...at, "network"]),
    ...fargate.taskProblems(openWebUi, [...at, "openWebUi"]),
    ...replicaProblems(asked, at),
    ...accountProblems(args, asked, [...at, "openWebUi"]),
    ...fargate.taskProblems(agents, [...at, "agents"]),
    ...fargate.replicaProblems(agents, [...at, "agents"]),
    ...wholeNumber([...at, "agents", "keyVersion"], asked.agentsKeyVersion, 1, 1_000_000, "key"),
    ...postgres.problems(asked.postgres, [...at, "postgres"]),
    ...(asked.redis ? redis.problems(asked.redis, [...at, "redis"]) : []),
    ...modelProblems(args.models, [...at, "models"]),
    ...embeddingProblems(args.models, [...at, "models", "embeddingModelId"], asked.pgvector),
    ...(asked.crews ? crewNameProblems(args.models.modelIds, [...at, "models", "modelIds"]) : []),
    ...(asked.crews
      ? crewProblems(asked.crews, { modelIds: args.models.modelIds, maxReplicas: agents.maxReplicas }, [
          ...at,
          "crews",
        ])
      : []),
    ...fargate.retentionProblems([...at, "logs", "retentionDays"], asked.logRetentionDays),
    ...emailProblems([...at, "notifyEmails"], asked.notifyEmails),
    ...wholeNumber([...at, "budgetCapUsd"], asked.budgetCapUsd, 1, 1_000_000, "USD"),
  ];
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: EcsAiStreamArgs, name = "EcsAiStream"): EcsAiStreamSettings {
  refuse(name, problems(args));
  return withDefaults(args);
}

/** The most that the stream costs, child by child: the sum of its parts' bounds. */
export function bounds(name: string, settings: EcsAiStreamSettings): Bound[] {
  const size = {
    architecture: Architecture.Arm64,
    assignPublicIp: settings.network.nat === network.Nat.None,
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

function replicaProblems(settings: EcsAiStreamSettings, at: Path): Problem[] {
  const replicas = settings.openWebUi.minReplicas;
  const range = wholeNumber([...at, "openWebUi", "replicas"], replicas, 1, MOST_OPEN_WEBUI_REPLICAS, "tasks");
  if (range.length > 0) return range;
  const state = {
    redis: settings.redis !== undefined,
    pgvector: settings.pgvector,
  };
  return sharedStateProblems(at, replicas, state);
}

function accountProblems({ openWebUi }: EcsAiStreamArgs, asked: EcsAiStreamSettings, at: Path): Problem[] {
  const { singleSignOn } = openWebUi;
  return [
    ...inForm([...at, "adminEmail"], asked.adminEmail, FORMS.email),
    ...oneOf([...at, "signUp"], asked.signUp, Object.values(SignUp), "Set it to closed."),
    ...(singleSignOn ? singleSignOnProblems(singleSignOn, [...at, "singleSignOn"]) : []),
  ];
}

function emailProblems(at: Path, emails: string[]): Problem[] {
  // A budget takes ten addresses at the most.
  const sound = emails.length >= 1 && emails.length <= 10 && new Set(emails).size === emails.length;
  const wrong = sound ? emails.filter((email) => flawOf(FORMS.email, email)) : [];
  if (sound && wrong.length === 0) return [];
  return [
    {
      path: at,
      wrong: "is not a list of addresses",
      got: inFull(sound ? wrong : emails),
      expected: "1 to 10 email addresses, none twice",
      change: "Name at least one mailbox that somebody reads.",
    },
  ];
}

function withDefaults(args: EcsAiStreamArgs): EcsAiStreamSettings {
  const { openWebUi, agents, region } = args;
  const dataProtection = args.dataProtection ?? true;
  const replicas = openWebUi.replicas ?? 1;
  return {
    accountId: args.accountId,
    region,
    hostname: args.domain.hostname,
    zoneId: args.domain.zoneId,
    network: network.withDefaults({ ...args.network, region }),
    openWebUi: {
      image: openWebUi.image,
      cpuUnits: openWebUi.cpuUnits ?? 1024,
      memoryMiB: openWebUi.memoryMiB ?? 4096,
      minReplicas: replicas,
      maxReplicas: replicas,
      capacity: openWebUi.capacity ?? Capacity.OnDemand,
    },
    adminEmail: openWebUi.adminEmail,
    signUp: openWebUi.signUp ?? SignUp.Closed,
    ...(openWebUi.singleSignOn ? { singleSignOn: resolveSingleSignOn(openWebUi.singleSignOn) } : {}),
    agents: {
      image: agents.image,
      cpuUnits: agents.cpuUnits ?? 512,
      memoryMiB: agents.memoryMiB ?? 1024,
      minReplicas: agents.minReplicas ?? 1,
      maxReplicas: agents.maxReplicas ?? Math.max(2, agents.minReplicas ?? 1),
      capacity: agents.capacity ?? Capacity.OnDemand,
    },
    agentsKeyVersion: agents.keyVersion ?? 1,
    postgres: postgres.withDefaults({ ...args.postgres, databaseName: DATABASE_NAME, dataProtection }),
    pgvector: args.postgres?.pgvector ?? true,
    ...(args.redis ? { redis: redis.withDefaults({ ...args.redis, dataProtection }) } : {}),
    models: resolveModels(args.models, region),
    ...(args.crews ? { crews: resolveCrews(args.crews) } : {}),
    logRetentionDays: args.logs?.retentionDays ?? 30,
    notifyEmails: args.notifyEmails,
    budgetCapUsd: args.budgetCapUsd,
    dataProtection,
  };
}
