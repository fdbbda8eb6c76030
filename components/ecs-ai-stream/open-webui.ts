/**
 * Open WebUI: the one public part. All that it knows is in its variables, so that what it does follows the config and
 * not what someone set at the first start; most of them stand in `open-webui-variables.ts`.
 */
import * as pulumi from "@pulumi/pulumi";
import { after, type Self } from "../base";
import { FargateService } from "../fargate-service";
import { type ContainerSecret, Rollout, type TargetPeer } from "../fargate-service/args";
import { judged } from "../judge";
import type { LoadBalancer } from "../load-balancer";
import { PORT as POSTGRES_PORT, type Postgres } from "../postgres";
import { PORT as REDIS_PORT, type Redis } from "../redis";
import { AGENTS_PORT } from "./agents";
import { openWebUiVariables } from "./open-webui-variables";
import { type StreamSecrets, secretVariable } from "./secrets";
import { type EcsAiStreamSettings, type OpenWebUiPart, openWebUiParts } from "./settings";
import type { Stage } from "./stage";
import type { Uploads } from "./uploads";

export const OPEN_WEBUI_PORT = 8080;
/**
 * A first start, which makes the schema, takes half a minute to a minute and fetches nothing. More grace than this would
 * only hide for longer that a start is broken.
 */
const GRACE_SECONDS = 300;

/** What Open WebUI stands on. */
export interface Neighbours {
  stage: Stage;
  balancer: LoadBalancer;
  database: Postgres;
  agents: FargateService;
  redis?: Redis;
  uploads: Uploads;
  secrets: StreamSecrets;
}

/** Makes the service; with more than one replica two of them, the second when the first is up. */
export function makeOpenWebUi(
  self: Self,
  settings: EcsAiStreamSettings,
  neighbours: Neighbours,
): FargateService[] {
  const services: FargateService[] = [];
  for (const part of openWebUiParts(settings)) {
    services.push(makePart(self, settings, neighbours, { part, before: services }));
  }
  return services;
}

function makePart(
  self: Self,
  settings: EcsAiStreamSettings,
  neighbours: Neighbours,
  { part, before }: { part: OpenWebUiPart; before: FargateService[] },
): FargateService {
  const { stage, balancer, agents, uploads } = neighbours;
  const agentsUrl = pulumi.interpolate`${agents.url!}/v1`;
  const { name, opts } = self.child(part.role);
  const migrates = after(
    part.migrates ? "True" : "False",
    before.map((service) => service.serviceName),
  );
  return new FargateService(
    name,
    judged({
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
      environment: {
        ...openWebUiVariables(settings),
        OPENAI_API_BASE_URLS: agentsUrl,
        RAG_OPENAI_API_BASE_URL: agentsUrl,
        S3_BUCKET_NAME: uploads.bucketName,
        ENABLE_DB_MIGRATIONS: migrates,
      },
      secrets: secretVariables(neighbours),
      statements: uploads.statements,
      callers: [{ name: "load-balancer", securityGroupId: balancer.securityGroupId }],
      targets: targets(neighbours),
    }),
    opts,
  );
}

function secretVariables({ database, redis, secrets }: Neighbours): ContainerSecret[] {
  const { sessionKey, adminPassword, agentsKey, singleSignOn } = secrets;
  const redisUrl = redis && { arn: redis.urlSecretArn, reference: redis.urlReference };
  return [
    secretVariable("DATABASE_URL", { arn: database.urlSecretArn, reference: database.urlReference }),
    secretVariable("WEBUI_SECRET_KEY", sessionKey),
    secretVariable("WEBUI_ADMIN_PASSWORD", adminPassword),
    secretVariable("OPENAI_API_KEYS", agentsKey),
    secretVariable("RAG_OPENAI_API_KEY", agentsKey),
    ...(singleSignOn ? [secretVariable("OAUTH_CLIENT_SECRET", singleSignOn)] : []),
    ...(redisUrl
      ? [secretVariable("REDIS_URL", redisUrl), secretVariable("WEBSOCKET_REDIS_URL", redisUrl)]
      : []),
  ];
}

function targets({ database, agents, redis }: Neighbours): TargetPeer[] {
  return [
    { name: "agents", securityGroupId: agents.securityGroupId, port: AGENTS_PORT },
    { name: "database", securityGroupId: database.securityGroupId, port: POSTGRES_PORT },
    ...(redis ? [{ name: "redis", securityGroupId: redis.securityGroupId, port: REDIS_PORT }] : []),
  ];
}
