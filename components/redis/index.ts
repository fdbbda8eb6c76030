/**
 * A Redis for what replicas of one service must share while they run: sessions and websocket events, nothing that may
 * not be lost. It is Valkey, which speaks the same protocol and costs a fifth less (ElastiCache prices, us-east-1).
 */
import type { SecurityGroup } from "@pulumi/aws/ec2";
import { ReplicationGroup, SubnetGroup } from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";
import { Self } from "../base";
import { NAME_LIMITS } from "../naming";
import { makeValue, storeSecret } from "../secret";
import { makeSecurityGroup } from "../security-group";
import { bounds, type RedisArgs, type RedisSettings, resolve } from "./settings";

/** TCP port that it listens on. */
export const PORT = 6379;

/** The cache. See `RedisArgs` for its options. */
export class Redis extends pulumi.ComponentResource {
  /** Security group of the cache; it lets nobody in until a service's rules say so. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Secret with the connection URL, `rediss://:<token>@<host>:<port>/0`. */
  readonly urlSecretArn: pulumi.Output<string>;
  /** The version of that secret with the token of now, as a container's `valueFrom` names it. */
  readonly urlReference: pulumi.Output<string>;

  constructor(name: string, args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolve(args, name);
    super("tandem:index:Redis", name, { ...settings, bounds: bounds(name, settings) }, opts);
    const self = new Self(this, name);
    const group = makeSecurityGroup(self, args.vpcId, `Cache of ${name}`);
    // ElastiCache takes 16 to 128 characters.
    const token = makeValue(self, "token", 64, settings.tokenVersion);
    const cache = makeCache(self, args, settings, { group, token });
    const url = storeSecret(self, "url", {
      description: `Connection URL of ${name}`,
      value: pulumi.interpolate`rediss://:${token}@${cache.primaryEndpointAddress}:${PORT}/0`,
      dataProtection: settings.dataProtection,
    });

    this.securityGroupId = group.id;
    this.urlSecretArn = url.arn;
    this.urlReference = url.reference;
    this.registerOutputs({
      securityGroupId: this.securityGroupId,
      urlSecretArn: this.urlSecretArn,
      urlReference: this.urlReference,
    });
  }
}

function makeCache(
  self: Self,
  args: RedisArgs,
  settings: RedisSettings,
  parts: { group: SecurityGroup; token: pulumi.Output<string> },
): ReplicationGroup {
  const subnets = self.child("subnets");
  const subnetGroup = new SubnetGroup(
    subnets.name,
    { description: `Subnets of ${self.name}`, subnetIds: args.subnetIds, tags: subnets.tags },
    subnets.opts,
  );
  const { name, tags, opts } = self.child("cache", {}, NAME_LIMITS.replicationGroup);
  return new ReplicationGroup(
    name,
    {
      description: `What the replicas of ${self.name} share`,
      engine: "valkey",
      engineVersion: "8.0",
      nodeType: settings.nodeType,
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      port: PORT,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [parts.group.id],
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      authToken: parts.token,
      snapshotRetentionLimit: 0,
      applyImmediately: true,
      tags,
    },
    opts,
  );
}
