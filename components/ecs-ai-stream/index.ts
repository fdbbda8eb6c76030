/**
 * The AI stream of documents 000 and 001: Open WebUI for everyone, and the agents service (FastAPI and CrewAI) behind
 * it, both on ECS Fargate ARM64, in a network of their own. It composes parts that know nothing of AI.
 */
import * as pulumi from "@pulumi/pulumi";
import { Self } from "../base";
import { judged } from "../judge";
import { LoadBalancer } from "../load-balancer";
import { Network } from "../network";
import { Postgres } from "../postgres";
import { Redis } from "../redis";
import { makeAgents } from "./agents";
import type { EcsAiStreamArgs } from "./args";
import { makeBudget, makeTopic } from "./notices";
import { makeOpenWebUi, OPEN_WEBUI_PORT } from "./open-webui";
import { makeReports } from "./reports";
import { storeSecrets } from "./secrets";
import { bounds, type EcsAiStreamSettings, resolve } from "./settings";
import { makeStage } from "./stage";
import { makeUploads } from "./uploads";

/** The stream. See `EcsAiStreamArgs` for its options. */
export class EcsAiStream extends pulumi.ComponentResource {
  /** `https://<host name>`, where Open WebUI answers. */
  readonly url: pulumi.Output<string>;
  /** ID of the stream's VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Name of the ECS cluster. */
  readonly clusterName: pulumi.Output<string>;
  /** Names of the ECS services: Open WebUI's first, the agents' last. */
  readonly serviceNames: pulumi.Output<string[]>;
  /** Secret with the password that the admin of Open WebUI signs in with at first. */
  readonly adminPasswordSecretArn: pulumi.Output<string>;
  /** Name of the bucket that reports are published to; only with crews. */
  readonly reportsBucket?: pulumi.Output<string>;

  constructor(name: string, args: EcsAiStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolve(args, name);
    super("tandem:index:EcsAiStream", name, { ...settings, bounds: bounds(name, settings) }, opts);
    const self = new Self(this, name);
    const alarmTopicArn = makeTopic(self, settings);
    makeBudget(self, settings);
    const network = makeNetwork(self, settings);
    const stage = makeStage(self, settings, network, alarmTopicArn);
    const balancer = makeBalancer(self, settings, network, alarmTopicArn);
    const database = makeDatabase(self, settings, network, alarmTopicArn);
    const redis = makeRedis(self, settings, network);
    const uploads = makeUploads(self, settings);
    const secrets = storeSecrets(self, settings, args);
    const reports = makeReports(self, settings);
    const agents = makeAgents(self, settings, stage, { secrets, reports });
    const neighbours = { stage, balancer, database, agents, redis, uploads, secrets };
    const openWebUi = makeOpenWebUi(self, settings, neighbours);

    this.url = balancer.url;
    this.vpcId = network.vpcId;
    this.clusterName = pulumi.output(stage.common.clusterName);
    this.serviceNames = pulumi.all([...openWebUi, agents].map((service) => service.serviceName));
    this.adminPasswordSecretArn = secrets.adminPassword.arn;
    this.reportsBucket = reports?.bucketName;
    this.registerOutputs({
      url: this.url,
      vpcId: this.vpcId,
      clusterName: this.clusterName,
      serviceNames: this.serviceNames,
      adminPasswordSecretArn: this.adminPasswordSecretArn,
      reportsBucket: this.reportsBucket,
    });
  }
}

function makeNetwork(self: Self, settings: EcsAiStreamSettings): Network {
  const { name, opts } = self.child("network");
  return new Network(name, judged(settings.network), opts);
}

function makeBalancer(
  self: Self,
  settings: EcsAiStreamSettings,
  network: Network,
  alarmTopicArn: pulumi.Output<string>,
): LoadBalancer {
  const { name, opts } = self.child("lb");
  return new LoadBalancer(
    name,
    judged({
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      zones: settings.network.zones,
      hostname: settings.hostname,
      zoneId: settings.zoneId,
      targetPort: OPEN_WEBUI_PORT,
      // Not `/ready`, which asks the database too: while that is away, ECS would replace tasks that are well.
      healthPath: "/health",
      dataProtection: settings.dataProtection,
      alarmTopicArns: [alarmTopicArn],
    }),
    opts,
  );
}

function makeDatabase(
  self: Self,
  settings: EcsAiStreamSettings,
  network: Network,
  alarmTopicArn: pulumi.Output<string>,
): Postgres {
  const { name, opts } = self.child("database");
  const inside = { vpcId: network.vpcId, subnetIds: network.privateSubnetIds };
  const args = { ...settings.postgres, ...inside, alarmTopicArns: [alarmTopicArn] };
  return new Postgres(name, judged(args), opts);
}

/** Only where it is asked for: what several replicas share while they run. */
function makeRedis(self: Self, settings: EcsAiStreamSettings, network: Network): Redis | undefined {
  if (!settings.redis) return undefined;
  const { name, opts } = self.child("redis");
  const inside = { vpcId: network.vpcId, subnetIds: network.privateSubnetIds };
  return new Redis(name, judged({ ...settings.redis, ...inside }), opts);
}
