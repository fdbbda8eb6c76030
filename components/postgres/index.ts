/**
 * A Postgres database on RDS for one service's state, with a password of our own: RDS would change one that it
 * manages every seven days under running tasks. Here the password changes when `passwordVersion` does: that `up` sets
 * it, stores a new version of the secret, and with it rolls the tasks that refer to that version.
 */
import type { SecurityGroup } from "@pulumi/aws/ec2";
import { Instance, ParameterGroup, SubnetGroup } from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";
import { alarm } from "../alarm";
import { Self } from "../base";
import { cut, NAME_LIMITS } from "../naming";
import { makeValue, storeSecret } from "../secret";
import { makeSecurityGroup } from "../security-group";
import { bounds, type PostgresArgs, type PostgresSettings, resolve } from "./settings";

/** TCP port that it listens on. */
export const PORT = 5432;

/** The database. See `PostgresArgs` for its options. */
export class Postgres extends pulumi.ComponentResource {
  /** Security group of the database; it lets nobody in until a service's rules say so. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Secret with the connection URL, `postgresql://<user>:<password>@<host>:<port>/<database>`. */
  readonly urlSecretArn: pulumi.Output<string>;
  /** The version of that secret with the password of now, as a container's `valueFrom` names it. */
  readonly urlReference: pulumi.Output<string>;

  constructor(name: string, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolve(args, name);
    super("tandem:index:Postgres", name, { ...settings, bounds: bounds(name, settings) }, opts);
    const self = new Self(this, name);
    const group = makeSecurityGroup(self, args.vpcId, `Database of ${name}`);
    const password = makeValue(self, "password", 40, settings.passwordVersion);
    const instance = makeInstance(self, args, settings, { group, password });
    const url = storeSecret(self, "url", {
      description: `Connection URL of ${name}`,
      value: connectionUrl(instance, password, settings),
      dataProtection: settings.dataProtection,
    });
    watch(self, instance, settings, args.alarmTopicArns ?? []);

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

/**
 * Without `sslmode`: what connects by libpq, as all of Open WebUI 0.11 does, tries TLS by itself, and the server refuses
 * anything else.
 */
function connectionUrl(
  instance: Instance,
  password: pulumi.Output<string>,
  settings: PostgresSettings,
): pulumi.Output<string> {
  const user = settings.databaseName;
  return pulumi.interpolate`postgresql://${user}:${password}@${instance.address}:${PORT}/${user}`;
}

function makeInstance(
  self: Self,
  args: PostgresArgs,
  settings: PostgresSettings,
  parts: { group: SecurityGroup; password: pulumi.Output<string> },
): Instance {
  const { name, tags, opts } = self.child(
    "instance",
    { customTimeouts: { create: "60m", update: "80m", delete: "60m" } },
    NAME_LIMITS.database,
  );
  return new Instance(
    name,
    {
      engine: "postgres",
      engineVersion: settings.engineVersion,
      // A major version that leaves standard support must be upgraded, not quietly billed by the vCPU-hour.
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      autoMinorVersionUpgrade: true,
      instanceClass: settings.instanceClass,
      allocatedStorage: settings.storageGiB,
      storageType: "gp3",
      storageEncrypted: true,
      dbName: settings.databaseName,
      username: settings.databaseName,
      password: parts.password,
      port: PORT,
      multiAz: settings.multiAz,
      publiclyAccessible: false,
      dbSubnetGroupName: makeSubnetGroup(self, args).name,
      vpcSecurityGroupIds: [parts.group.id],
      parameterGroupName: forceTls(self, settings).name,
      backupRetentionPeriod: settings.backupRetentionDays,
      copyTagsToSnapshot: true,
      // What an `up` says is done when it ends, not in the next maintenance window.
      applyImmediately: true,
      ...atTheEnd(self, name, settings),
      tags,
    },
    opts,
  );
}

function makeSubnetGroup(self: Self, args: PostgresArgs): SubnetGroup {
  const { name, tags, opts } = self.child("subnets");
  return new SubnetGroup(
    name,
    { description: `Subnets of ${self.name}`, subnetIds: args.subnetIds, tags },
    opts,
  );
}

function forceTls(self: Self, settings: PostgresSettings): ParameterGroup {
  const { name, tags, opts } = self.child("parameters");
  return new ParameterGroup(
    name,
    {
      description: `${self.name}: TLS for every connection`,
      family: `postgres${settings.engineVersion}`,
      parameters: [{ name: "rds.force_ssl", value: "1" }],
      tags,
    },
    opts,
  );
}

/** Protected data leaves a snapshot behind, under a name that the next environment of that name does not meet. */
function atTheEnd(self: Self, instanceName: string, { dataProtection }: PostgresSettings) {
  if (!dataProtection) return { deletionProtection: false, skipFinalSnapshot: true };
  const { name, opts } = self.child("final-snapshot");
  const unique = new RandomId(name, { byteLength: 4 }, opts);
  const prefix = cut(`${pulumi.getStack()}-${instanceName}-final`, 200);
  return {
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: pulumi.interpolate`${prefix}-${unique.hex}`,
  };
}

function watch(
  self: Self,
  instance: Instance,
  settings: PostgresSettings,
  topicArns: pulumi.Input<string>[],
): void {
  const watched = {
    namespace: "AWS/RDS",
    dimensions: { DBInstanceIdentifier: instance.identifier },
    topicArns,
  };
  alarm(self, "storage", {
    ...watched,
    description: `${self.name} has less than 10 % of its storage left`,
    metric: "FreeStorageSpace",
    statistic: "Minimum",
    comparison: "LessThanThreshold",
    threshold: Math.round(settings.storageGiB * 0.1 * 1024 ** 3),
    minutes: 10,
    silence: "good",
  });
  alarm(self, "cpu", {
    ...watched,
    description: `${self.name} has used more than 90 % of its CPU for 15 minutes, or has told nothing: it may be down`,
    metric: "CPUUtilization",
    statistic: "Average",
    comparison: "GreaterThanThreshold",
    threshold: 90,
    minutes: 15,
    silence: "bad",
  });
}
