/** What replicas share while they run. */
import assert from "node:assert/strict";
import { Redis } from "../../../components/redis";
import { bounds, problems, type RedisArgs, resolve } from "../../../components/redis/settings";
import { all, only, type Registered, register } from "../registered";
import { told } from "../told";

const ARGS: RedisArgs = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };
const make = (args: Partial<RedisArgs> = {}, outputs?: "known" | "unknown") =>
  register(() => new Redis("redis", { ...ARGS, ...args }), outputs);
const cacheOf = (found: Registered[]) =>
  only(found, "aws:elasticache/replicationGroup:ReplicationGroup").inputs;

describe("A Redis", () => {
  it("is one small Valkey node unless told otherwise", async () => {
    const cache = cacheOf(await make());
    assert.deepEqual(
      [cache.engine, cache.nodeType, cache.numCacheClusters],
      ["valkey", "cache.t4g.micro", 1],
    );
    assert.equal(cacheOf(await make({ nodeType: "cache.t4g.small" })).nodeType, "cache.t4g.small");
  });

  it("is encrypted at rest and in transit, and wants a token", async () => {
    const cache = cacheOf(await make());
    assert.deepEqual([cache.atRestEncryptionEnabled, cache.transitEncryptionEnabled], [true, true]);
    assert.equal(cache.authToken, "[secret] result-of-redis-token");
  });

  it("is in private subnets and lets nobody in by itself", async () => {
    const found = await make();
    assert.deepEqual(only(found, "aws:elasticache/subnetGroup:SubnetGroup").inputs.subnetIds, [
      "subnet-1",
      "subnet-2",
    ]);
    assert.deepEqual(all(found, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
  });

  it("gives out a TLS URL as a secret, by version", async () => {
    const found = await make();
    assert.equal(
      only(found, "aws:secretsmanager/secretVersion:SecretVersion").inputs.secretString,
      "[secret] rediss://:result-of-redis-token@cache.internal:6379/0",
    );
    assert.equal(only(found, "tandem:index:Redis").outputs.urlReference, "arn:redis-url:::version-1");
  });

  it("makes another token for another version of it", async () => {
    const token = only(await make({ tokenVersion: 3 }), "random:index/randomPassword:RandomPassword").inputs;
    assert.deepEqual([token.special, token.keepers], [false, { version: "3" }]);
  });

  it("keeps its secret for 30 days where data is protected", async () => {
    const days = async (dataProtection: boolean) =>
      only(await make({ dataProtection }), "aws:secretsmanager/secret:Secret").inputs.recoveryWindowInDays;
    assert.deepEqual([await days(true), await days(false)], [30, 0]);
  });

  it("has a name short enough for ElastiCache whatever its component is called", async () => {
    const found = await register(
      () => new Redis("a-component-with-a-name-of-fifty-characters-or-more", ARGS),
    );
    const { name } = only(found, "aws:elasticache/replicationGroup:ReplicationGroup");
    assert.ok(name.length + "-0123456".length <= 40);
  });

  it("registers the same resources in a first preview", async () => {
    const names = (found: Registered[]) => found.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(names(await make({}, "unknown")), names(await make()));
  });
});

describe("The bounds of a Redis", () => {
  it("are its node at Valkey's price and its secret", () => {
    const lines = bounds("redis", resolve(ARGS)).map(({ child, item, amount }) => [child, item, amount]);
    assert.deepEqual(lines, [
      ["redis-cache", "elasticache-valkey-cache.t4g.micro", 1],
      ["redis-url", "secret", 1],
    ]);
  });
});

describe("A Redis's settings are refused", () => {
  it("with an EC2 instance type", () => {
    assert.match(
      told(problems({ nodeType: "t4g.micro" }), "redis")[0]!,
      /^redis\.nodeType: .*cache\.t4g\.micro/,
    );
  });

  it("with token 0", () => {
    assert.match(told(problems({ tokenVersion: 0 }), "redis")[0]!, /^redis\.tokenVersion: /);
  });
});
