/** The database: its password, its encryption, its protection. */
import assert from "node:assert/strict";
import { Postgres } from "../../../components/postgres";
import { bounds, type PostgresArgs, problems, resolve } from "../../../components/postgres/settings";
import { all, only, type Registered, register } from "../registered";
import { told } from "../told";

const ARGS: PostgresArgs = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], databaseName: "openwebui" };
const make = (args: Partial<PostgresArgs> = {}, outputs?: "known" | "unknown") =>
  register(() => new Postgres("db", { ...ARGS, ...args }), outputs);
const instanceOf = (found: Registered[]) => only(found, "aws:rds/instance:Instance").inputs;

describe("A Postgres database", () => {
  it("is small, in one zone, with a week of backups unless told otherwise", async () => {
    const db = instanceOf(await make());
    assert.deepEqual([db.engine, db.engineVersion, db.instanceClass], ["postgres", "17", "db.t4g.micro"]);
    assert.deepEqual([db.storageType, db.allocatedStorage, db.multiAz], ["gp3", 20, false]);
    assert.equal(db.backupRetentionPeriod, 7);
  });

  it("takes another class, storage and version, with the parameters of that version", async () => {
    const found = await make({ instanceClass: "db.t4g.small", storageGiB: 50, engineVersion: "16" });
    const db = instanceOf(found);
    assert.deepEqual([db.instanceClass, db.allocatedStorage, db.engineVersion], ["db.t4g.small", 50, "16"]);
    assert.equal(only(found, "aws:rds/parameterGroup:ParameterGroup").inputs.family, "postgres16");
  });

  it("stands by in a second zone when told to", async () => {
    assert.equal(instanceOf(await make({ multiAz: true })).multiAz, true);
  });

  it("keeps backups for the days asked for", async () => {
    assert.equal(instanceOf(await make({ backupRetentionDays: 30 })).backupRetentionPeriod, 30);
  });

  it("is encrypted, and speaks only TLS", async () => {
    const found = await make();
    assert.equal(instanceOf(found).storageEncrypted, true);
    const { parameters } = only(found, "aws:rds/parameterGroup:ParameterGroup").inputs;
    assert.deepEqual(parameters, [{ name: "rds.force_ssl", value: "1" }]);
  });

  it("is in private subnets, not public, and lets nobody in by itself", async () => {
    const found = await make();
    assert.equal(instanceOf(found).publiclyAccessible, false);
    assert.deepEqual(only(found, "aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds, [
      "subnet-1",
      "subnet-2",
    ]);
    assert.deepEqual(instanceOf(found).vpcSecurityGroupIds, ["db-security-group-id"]);
    assert.deepEqual(all(found, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
  });

  it("takes changes when they are asked for, minor versions by itself, and tags its snapshots", async () => {
    const db = instanceOf(await make());
    assert.deepEqual(
      [db.applyImmediately, db.autoMinorVersionUpgrade, db.copyTagsToSnapshot],
      [true, true, true],
    );
  });

  it("never slips into paid extended support", async () => {
    const support = instanceOf(await make()).engineLifecycleSupport;
    assert.equal(support, "open-source-rds-extended-support-disabled");
  });

  it("registers the same resources in a first preview", async () => {
    const names = (found: Registered[]) => found.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(names(await make({}, "unknown")), names(await make()));
  });
});

describe("A Postgres database's password", () => {
  it("is our own, needs no escaping in a URL, and changes with its version", async () => {
    const found = await make({ passwordVersion: 2 });
    const password = only(found, "random:index/randomPassword:RandomPassword").inputs;
    assert.deepEqual([password.special, password.keepers], [false, { version: "2" }]);
    assert.equal(instanceOf(found).manageMasterUserPassword, undefined);
    assert.equal(instanceOf(found).password, "[secret] result-of-db-password");
  });

  it("reaches tasks inside the URL that is stored as a secret", async () => {
    const version = only(await make(), "aws:secretsmanager/secretVersion:SecretVersion");
    assert.equal(
      version.inputs.secretString,
      "[secret] postgresql://openwebui:result-of-db-password@db.internal:5432/openwebui",
    );
  });

  it("is referred to by the secret's version, so that another one rolls the tasks", async () => {
    const { outputs } = only(await make(), "tandem:index:Postgres");
    assert.equal(outputs.urlReference, "arn:db-url:::version-1");
    assert.equal(outputs.urlSecretArn, "arn:db-url");
  });

  it("is stored only when the database has it", async () => {
    const version = only(await make(), "aws:secretsmanager/secretVersion:SecretVersion");
    assert.ok(version.inputDependencies.secretString!.includes("db-instance"));
  });

  it("is no part of what policies see", async () => {
    const { inputs } = only(await make(), "tandem:index:Postgres");
    assert.doesNotMatch(JSON.stringify(inputs), /result-of|\[secret\]/);
  });
});

describe("A protected Postgres database", () => {
  it("refuses deletion, leaves a snapshot under a new name, and keeps its secret for 30 days", async () => {
    const found = await make();
    const db = instanceOf(found);
    assert.deepEqual([db.deletionProtection, db.skipFinalSnapshot], [true, false]);
    assert.equal(db.finalSnapshotIdentifier, "bc1-db-instance-final-0a1b2c3d");
    assert.equal(only(found, "aws:secretsmanager/secret:Secret").inputs.recoveryWindowInDays, 30);
  });

  it("is gone at once without protection", async () => {
    const found = await make({ dataProtection: false });
    const db = instanceOf(found);
    assert.deepEqual([db.deletionProtection, db.skipFinalSnapshot], [false, true]);
    assert.equal(db.finalSnapshotIdentifier, undefined);
    assert.deepEqual(all(found, "random:index/randomId:RandomId"), []);
    assert.equal(only(found, "aws:secretsmanager/secret:Secret").inputs.recoveryWindowInDays, 0);
  });
});

describe("A Postgres database's alarms", () => {
  it("ring when a tenth of the storage is left, when its CPU is full, and when it is silent", async () => {
    const found = await make({ storageGiB: 50, alarmTopicArns: ["arn:topic"] });
    const storage = only(found, "aws:cloudwatch/metricAlarm:MetricAlarm", "db-storage-alarm").inputs;
    assert.deepEqual([storage.metricName, storage.threshold], ["FreeStorageSpace", 5 * 1024 ** 3]);
    assert.equal(storage.comparisonOperator, "LessThanThreshold");
    const cpu = only(found, "aws:cloudwatch/metricAlarm:MetricAlarm", "db-cpu-alarm").inputs;
    assert.deepEqual(cpu.dimensions, { DBInstanceIdentifier: "db-instance-0000000" });
    assert.deepEqual(cpu.alarmActions, ["arn:topic"]);
    assert.deepEqual([storage.treatMissingData, cpu.treatMissingData], ["notBreaching", "breaching"]);
  });
});

describe("The bounds of a Postgres database", () => {
  const lines = (args: Partial<PostgresArgs>) =>
    bounds("db", resolve({ ...ARGS, ...args })).map(({ child, item, amount }) => [child, item, amount]);

  it("are the instance, its storage, a secret and two alarms", () => {
    assert.deepEqual(lines({ storageGiB: 40 }), [
      ["db-instance", "rds-postgresql-db.t4g.micro-single-az", 1],
      ["db-instance", "rds-gp3-storage-single-az", 40],
      ["db-url", "secret", 1],
      ["db-storage-alarm", "alarm-standard", 1],
      ["db-cpu-alarm", "alarm-standard", 1],
    ]);
  });

  it("are at the prices of two zones when it stands by", () => {
    assert.deepEqual(lines({ multiAz: true }).slice(0, 2), [
      ["db-instance", "rds-postgresql-db.t4g.micro-multi-az", 1],
      ["db-instance", "rds-gp3-storage-multi-az", 20],
    ]);
  });
});

describe("A Postgres database's settings are refused", () => {
  for (const [what, args, message] of [
    ["with an EC2 instance type", { instanceClass: "t4g.micro" }, /^db\.instanceClass: /],
    ["with less storage than gp3 has", { storageGiB: 10 }, /^db\.storageGiB: .*Set it to 20\.$/],
    [
      "without backups while data is protected",
      { backupRetentionDays: 0 },
      /^db\.backupRetentionDays: no backups although dataProtection is on, .*Set it to 7/,
    ],
    [
      "with a version out of standard support",
      { engineVersion: "13" },
      /^db\.engineVersion: .*from 15 to 18/,
    ],
    ["with a name that Postgres would have to quote", { databaseName: "Open-WebUI" }, /^db\.databaseName: /],
    ["with password 0", { passwordVersion: 0 }, /^db\.passwordVersion: /],
  ] as const) {
    it(what, () => {
      const found = told(problems({ ...ARGS, ...args }), "db");
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, message);
    });
  }

  it("not without backups where data is not protected", () => {
    assert.deepEqual(told(problems({ ...ARGS, backupRetentionDays: 0, dataProtection: false }), "db"), []);
  });
});
