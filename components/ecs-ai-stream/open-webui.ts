/**
 * Open WebUI: the one public part. All that it knows is in its variables, so that what it does follows the config and
 * not what someone set at the first start. Names and meanings: Open WebUI's "Environment Variable Configuration".
 */
import * as pulumi from "@pulumi/pulumi";
import { after, type Self } from "../base";
import { FargateService } from "../fargate-service";
import { type ContainerSecret, Rollout, type TargetPeer } from "../fargate-service/args";
import type { LoadBalancer } from "../load-balancer";
import { PORT as POSTGRES_PORT, type Postgres } from "../postgres";
import { PORT as REDIS_PORT, type Redis } from "../redis";
import { makeValue, storeSecret } from "../secret";
import { AGENTS_PORT } from "./agents";
import { type EcsAiStreamSettings, type OpenWebUiPart, openWebUiParts } from "./settings";
import type { Stage } from "./stage";
import type { Uploads } from "./uploads";

export const OPEN_WEBUI_PORT = 8080;
/** The first start fetches its embedding model and makes its schema, which can take a quarter of an hour. */
const GRACE_SECONDS = 900;

/** What Open WebUI stands on. */
export interface Neighbours {
  stage: Stage;
  balancer: LoadBalancer;
  database: Postgres;
  agents: FargateService;
  redis?: Redis;
  uploads?: Uploads;
}

/** Makes the service; with more than one replica two of them, the second when the first is up. */
export function makeOpenWebUi(
  self: Self,
  settings: EcsAiStreamSettings,
  neighbours: Neighbours,
): FargateService[] {
  const secrets = [...sharedSecrets(neighbours), storeSessionKey(self, settings)];
  const services: FargateService[] = [];
  for (const part of openWebUiParts(settings)) {
    services.push(makePart(self, settings, neighbours, { part, secrets, before: services }));
  }
  return services;
}

function makePart(
  self: Self,
  settings: EcsAiStreamSettings,
  neighbours: Neighbours,
  { part, secrets, before }: { part: OpenWebUiPart; secrets: ContainerSecret[]; before: FargateService[] },
): FargateService {
  const { stage, balancer, uploads } = neighbours;
  const { name, opts } = self.child(part.role);
  const migrates = after(
    part.migrates ? "True" : "False",
    before.map((service) => service.serviceName),
  );
  return new FargateService(
    name,
    {
      ...stage.common,
      ...settings.openWebUi,
      minReplicas: part.replicas,
      maxReplicas: part.replicas,
      port: OPEN_WEBUI_PORT,
      targetGroupArn: balancer.targetGroupArn,
      healthGraceSeconds: GRACE_SECONDS,
      // Two versions of Open WebUI must not meet on one database ("Updates and Migrations" in its documentation).
      rollout: Rollout.Recreate,
      connect: { namespaceArn: stage.namespaceArn },
      environment: { ...variables(settings, neighbours), ENABLE_DB_MIGRATIONS: migrates },
      secrets,
      statements: uploads?.statements ?? [],
      callers: [{ name: "load-balancer", securityGroupId: balancer.securityGroupId }],
      targets: targets(neighbours),
    },
    opts,
  );
}

function variables(
  settings: EcsAiStreamSettings,
  { agents, redis, uploads }: Neighbours,
): Record<string, pulumi.Input<string>> {
  const url = `https://${settings.hostname}`;
  return {
    WEBUI_URL: url,
    CORS_ALLOW_ORIGIN: url,
    WEBUI_SESSION_COOKIE_SECURE: "True",
    // Without this the first start writes settings into the database, and later variables are ignored.
    ENABLE_PERSISTENT_CONFIG: "False",
    DEFAULT_USER_ROLE: "pending",
    // The agents are the only models: no Ollama, no OpenAI, and no endpoint that a user brings along.
    ENABLE_OLLAMA_API: "False",
    ENABLE_DIRECT_CONNECTIONS: "False",
    ENABLE_OPENAI_API: "True",
    OPENAI_API_BASE_URLS: pulumi.interpolate`${agents.url!}/v1`,
    // Open WebUI wants a key for each endpoint; the agents take none, as only Open WebUI can reach them. No secret.
    OPENAI_API_KEYS: "not-a-secret",
    // An answer that streams for minutes is no error; its default cuts it after five.
    AIOHTTP_CLIENT_TIMEOUT: "3600",
    ...(settings.pgvector ? { VECTOR_DB: "pgvector" } : {}),
    ...(redis ? { WEBSOCKET_MANAGER: "redis", ENABLE_WEBSOCKET_SUPPORT: "True" } : {}),
    ...(uploads
      ? { STORAGE_PROVIDER: "s3", S3_BUCKET_NAME: uploads.bucketName, S3_REGION_NAME: settings.region }
      : {}),
  };
}

function sharedSecrets({ database, redis }: Neighbours): ContainerSecret[] {
  const databaseUrl = {
    variable: "DATABASE_URL",
    reference: database.urlReference,
    secretArn: database.urlSecretArn,
  };
  if (!redis) return [databaseUrl];
  const redisUrl = { reference: redis.urlReference, secretArn: redis.urlSecretArn };
  return [
    databaseUrl,
    { variable: "REDIS_URL", ...redisUrl },
    { variable: "WEBSOCKET_REDIS_URL", ...redisUrl },
  ];
}

/** Signs sessions and encrypts stored tokens: the same for all replicas and through all deployments. */
function storeSessionKey(self: Self, settings: EcsAiStreamSettings): ContainerSecret {
  const { arn, reference } = storeSecret(self, "session-key", {
    description: `Session key of Open WebUI in ${self.name}`,
    value: makeValue(self, "session-key-value", 64),
    dataProtection: settings.dataProtection,
  });
  return { variable: "WEBUI_SECRET_KEY", reference, secretArn: arn };
}

function targets({ database, agents, redis }: Neighbours): TargetPeer[] {
  return [
    { name: "agents", securityGroupId: agents.securityGroupId, port: AGENTS_PORT },
    { name: "database", securityGroupId: database.securityGroupId, port: POSTGRES_PORT },
    ...(redis ? [{ name: "redis", securityGroupId: redis.securityGroupId, port: REDIS_PORT }] : []),
  ];
}
