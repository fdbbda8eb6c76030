/** What the AI stream is asked to be: defaults, checks, and what it costs at the most. Pure. */
import { type Bound, childName } from "../base";
import { inForm, oneOf, tell, wholeNumber } from "../checks";
import { Architecture, Capacity } from "../fargate-service/args";
import * as fargate from "../fargate-service/settings";
import { FORMS, faultOf } from "../forms";
import * as balancer from "../load-balancer/settings";
import * as network from "../network/settings";
import * as postgres from "../postgres/settings";
import * as redis from "../redis/settings";
import { refuse } from "../refuse";
import { secretBound } from "../secret";
import { type EcsAiStreamArgs, SignUp } from "./args";
import { type CrewsSettings, crewProblems, resolveCrews } from "./crews";
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

/** What is wrong with these arguments: a line for each problem. `where` is the path that lines start with. */
export function problems(args: EcsAiStreamArgs, where: string): string[] {
  const asked = withDefaults(args);
  const { openWebUi, agents } = asked;
  return [
    ...fargate.accountProblems(`${where}.accountId`, asked.accountId),
    ...balancer.domainProblems(args.domain, `${where}.domain`),
    ...network.problems(asked.network, `${where}.network`),
    ...fargate.taskProblems(openWebUi, `${where}.openWebUi`),
    ...replicaProblems(asked, where),
    ...accountProblems(args, asked, `${where}.openWebUi`),
    ...fargate.taskProblems(agents, `${where}.agents`),
    ...fargate.replicaProblems(agents, `${where}.agents`),
    ...wholeNumber(`${where}.agents.keyVersion`, asked.agentsKeyVersion, 1, 1_000_000, "key"),
    ...postgres.problems(asked.postgres, `${where}.postgres`),
    ...(asked.redis ? redis.problems(asked.redis, `${where}.redis`) : []),
    ...modelProblems(args.models, `${where}.models`),
    ...embeddingProblems(args.models, `${where}.models.embeddingModelId`, asked.pgvector).map(tell),
    ...(asked.crews
      ? crewProblems(
          asked.crews,
          { modelIds: args.models.modelIds, maxReplicas: agents.maxReplicas },
          `${where}.crews`,
        )
      : []),
    ...fargate.retentionProblems(`${where}.logs.retentionDays`, asked.logRetentionDays),
    ...emailProblems(`${where}.notifyEmails`, asked.notifyEmails),
    ...wholeNumber(`${where}.budgetCapUsd`, asked.budgetCapUsd, 1, 1_000_000, "USD"),
  ];
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: EcsAiStreamArgs, where = "EcsAiStream"): EcsAiStreamSettings {
  refuse(problems(args, where));
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

function replicaProblems(settings: EcsAiStreamSettings, where: string): string[] {
  const replicas = settings.openWebUi.minReplicas;
  const range = wholeNumber(`${where}.openWebUi.replicas`, replicas, 1, MOST_OPEN_WEBUI_REPLICAS, "tasks");
  if (range.length > 0) return range;
  const state = {
    redis: settings.redis !== undefined,
    pgvector: settings.pgvector,
  };
  return sharedStateProblems(where, replicas, state).map(tell);
}

function accountProblems(
  { openWebUi }: EcsAiStreamArgs,
  asked: EcsAiStreamSettings,
  where: string,
): string[] {
  const { singleSignOn } = openWebUi;
  return [
    ...inForm(`${where}.adminEmail`, asked.adminEmail, FORMS.email),
    ...oneOf(`${where}.signUp`, asked.signUp, Object.values(SignUp), "Set it to closed."),
    ...(singleSignOn ? singleSignOnProblems(singleSignOn, `${where}.singleSignOn`) : []),
  ];
}

function emailProblems(where: string, emails: string[]): string[] {
  // A budget takes ten addresses at the most.
  const sound = emails.length >= 1 && emails.length <= 10 && new Set(emails).size === emails.length;
  const wrong = sound ? emails.filter((email) => faultOf(FORMS.email, email)) : [];
  if (sound && wrong.length === 0) return [];
  return [
    tell({
      where,
      wrong: "is not a list of addresses",
      got: sound ? wrong : emails,
      expected: "1 to 10 email addresses, none twice",
      change: "Name at least one mailbox that somebody reads.",
    }),
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
