/** Config and components judge by the same fields and rules: each refuses what the other does, in the same words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import type { EcsAiStreamArgs } from "../../components/ecs-ai-stream/args";
import { problems } from "../../components/ecs-ai-stream/settings";
import { refuseConfig } from "../../stacks/config";
import { parseConfig } from "../../stacks/config/parse";
import { ConfigError } from "../../stacks/config/problems";
import { parseStackFile } from "../../stacks/config/stack-file";
import { told } from "../components/told";

const SHIPPED = readFileSync(join(__dirname, "../../Pulumi.bc1.yaml"), "utf8");

/** The shipped settings with these values in place of their own, by path. */
function rawWith(changes: Record<string, unknown>): Record<string, unknown> {
  const { raw } = parseStackFile(SHIPPED, "Pulumi.bc1.yaml");
  for (const [path, value] of Object.entries(changes)) {
    const [first, ...rest] = path.split(".");
    const keys = [`tandem:${first}`, ...rest];
    const last = keys.pop()!;
    let section = raw;
    for (const key of keys) {
      section[key] ??= {};
      section = section[key] as Record<string, unknown>;
    }
    if (value === undefined) delete section[last];
    else section[last] = value;
  }
  return raw;
}

/** What the config says of these settings, each problem up to the value: `tandem:aiStream.x: too large`. */
function byConfig(raw: Record<string, unknown>): string[] {
  const secretKeys = new Set(["tandem:aiStream"]);
  const where = "Pulumi.bc1.yaml";
  try {
    parseConfig(raw, { stack: "bc1", where, secretKeys, pricedRegions: ["us-east-1"], sandbox: true });
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, `${error}`);
    return error.problems.map((line) => line.replace(`${where}: `, "").split(", got ")[0]!);
  }
}

/** What the stream says of them, in the same form. */
function byStream(raw: Record<string, unknown>): string[] {
  const { "tandem:aws": aws, "tandem:aiStream": aiStream } = raw as Record<string, object>;
  const { "tandem:dataProtection": dataProtection, "tandem:budgetCapUsd": budgetCapUsd } = raw;
  const args = { ...aws, dataProtection, budgetCapUsd, ...aiStream } as EcsAiStreamArgs;
  const lines = told(problems(args), "tandem:aiStream").map((line) => line.split(", got ")[0]!);
  return lines.map((line) =>
    line
      .replace(/^tandem:aiStream\.(budgetCapUsd|dataProtection)/, "tandem:$1")
      .replace(/^tandem:aiStream\.(accountId|region)/, "tandem:aws.$1")
      .replace("although dataProtection", "although tandem:dataProtection"),
  );
}

/** What only an environment can know. */
const OF_ENVIRONMENT =
  /which K3s uses for|than tandem:usage\.modelUsd counts|not the environment's region|^tandem:usage/;

function singleSignOn(issuer: string, domain: string): object {
  return { issuer, clientId: "open-webui", clientSecret: "canary", allowedDomains: [domain] };
}

/** For each key what lies at, around and far from the ends of its range. */
const VALUES: Record<string, unknown[]> = {
  budgetCapUsd: [1, 1_000_000, 1_000_001],
  dataProtection: [true, false],
  "aws.accountId": ["000000000000", "12345678901"],
  "aiStream.domain.hostname": [`${"a".repeat(52)}.example.com`, `${"a".repeat(53)}.example.com`, "x.io"],
  "aiStream.domain.zoneId": ["Z1234", "Z123", `Z${"A".repeat(31)}`],
  "aiStream.network.cidr": ["10.0.0.0/24", "10.0.0.0/25", "10.0.0.0/26", "100.64.0.0/16", "172.31.240.0/20"],
  "aiStream.network.zones": [1, 2, 3, 4],
  "aiStream.network.nat": ["single", "per-zone", "none"],
  "aiStream.openWebUi.cpuUnits": [256, 512, 8192, 32768, 65536],
  "aiStream.openWebUi.memoryMiB": [512, 1024, 4096, 30720, 61440, 249856],
  "aiStream.openWebUi.replicas": [1, 2, 10, 11],
  "aiStream.openWebUi.capacity": ["on-demand", "spot"],
  "aiStream.redis.nodeType": [undefined, "cache.t4g.micro", "t4g.micro"],
  "aiStream.openWebUi.adminEmail": ["a@b.co", "a@b"],
  "aiStream.openWebUi.signUp": ["closed", "approval", "open"],
  "aiStream.openWebUi.singleSignOn": [
    undefined,
    singleSignOn("https://id.example.com", "example.com"),
    singleSignOn("https://id.example.com/a/b", "b.co"),
    singleSignOn("https://id.example.com/", "example.com"),
    singleSignOn("https://id.example.com", "Example.com"),
  ],
  "aiStream.agents.minReplicas": [1, 3, 20, 21],
  "aiStream.agents.maxReplicas": [1, 3, 20, 21],
  "aiStream.agents.capacity": ["on-demand", "spot"],
  "aiStream.agents.keyVersion": [0, 1, 1_000_000, 1_000_001],
  "aiStream.postgres.instanceClass": ["db.m8g.48xlarge", "db.t4g.micro"],
  "aiStream.postgres.storageGiB": [19, 20, 65536, 65537],
  "aiStream.postgres.backupRetentionDays": [0, 1, 35, 36],
  "aiStream.postgres.engineVersion": ["14", "15", "18", "19"],
  "aiStream.postgres.passwordVersion": [0, 1, 1_000_000, 1_000_001],
  "aiStream.postgres.pgvector": [true, false],
  "aiStream.logs.retentionDays": [1, 2, 3653],
  "aiStream.models.modelIds": [
    ["amazon.nova-lite-v1:0", "amazon.nova-micro-v1:0", "a.b"],
    ["us.amazon.nova-lite-v1:0"],
    ["nova"],
    ["echo"],
  ],
  "aiStream.models.embeddingModelId": ["cohere.embed-english-v3", "cohere.embed-v4:0", "titan"],
  "aiStream.models.taskModelId": [undefined, "amazon.nova-lite-v1:0", "amazon.nova-pro-v1:0"],
  "aiStream.crews.modelId": ["amazon.nova-micro-v1:0", "amazon.nova-pro-v1:0"],
  "aiStream.crews.inputUsdPerMillionTokens": [-0.01, 0, 1000, 1001],
  "aiStream.crews.outputUsdPerMillionTokens": [-0.01, 0, 1000, 1001],
  "aiStream.crews.maxSteps": [1, 2, 100, 101],
  "aiStream.crews.maxTokens": [999, 1000, 10_000_000, 10_000_001],
  "aiStream.crews.maxSeconds": [4, 5, 300, 301],
  "aiStream.crews.maxUsdPerAnswer": [0, 0.001, 0.15, 0.2, 1000, 1001],
  "aiStream.crews.maxUsdPerDay": [0, 0.05, 0.1, 0.4, 0.5, 100_001],
  "aiStream.notifyEmails": [["a@b.co"], ["a@b..co"], ["a,b@c.de"]],
};

describe("bc1's config and its stream", () => {
  for (const [path, values] of Object.entries(VALUES)) {
    it(`say the same: ${path}`, () => {
      let passed = 0;
      for (const value of values) {
        const raw = rawWith({ [path]: value });
        const config = byConfig(raw).filter((line) => !OF_ENVIRONMENT.test(line));
        assert.deepEqual(config.sort(), byStream(raw).sort(), JSON.stringify(value));
        if (config.length === 0) passed++;
      }
      assert.ok(passed > 0, "one of the values is a right one");
    });
  }

  it("say the same, whatever stands together", () => {
    const pick = fc.record(
      Object.fromEntries(Object.entries(VALUES).map(([path, values]) => [path, fc.constantFrom(...values)])),
      { requiredKeys: [] },
    );
    let passed = 0;
    fc.assert(
      fc.property(pick, (changes) => {
        const raw = rawWith(Object.fromEntries(Object.entries(changes).slice(0, 4)));
        const config = byConfig(raw).filter((line) => !OF_ENVIRONMENT.test(line));
        assert.deepEqual(config.sort(), byStream(raw).sort());
        if (config.length === 0) passed++;
      }),
      { numRuns: 500 },
    );
    assert.ok(passed > 20, `${passed} configs passed`);
  });

  for (const [key, value, said] of [
    ["minReplicas", 3, "minReplicas: more than maxReplicas (2)"],
    ["maxReplicas", 21, "maxReplicas: too large"],
  ] as const) {
    it(`both refuse agents with nothing but ${key}: ${value}`, () => {
      const raw = rawWith({ "aiStream.crews": undefined });
      const stream = raw["tandem:aiStream"] as { agents: { image: string } };
      stream.agents = { image: stream.agents.image, [key]: value } as { image: string };
      assert.deepEqual(byConfig(raw), [`tandem:aiStream.agents.${said}`]);
      assert.deepEqual(byStream(raw), byConfig(raw));
    });
  }
});

describe("A refused config", () => {
  it("stops the program with a count and a line each, without a stack trace", () => {
    for (const [lines, head] of [
      [["one"], "tandem config: 1 problem"],
      [["one", "two"], "tandem config: 2 problems"],
    ] as const) {
      assert.throws(
        () => refuseConfig(lines),
        (error: Error) => pulumi.RunError.isInstance(error) && error.message === [head, ...lines].join("\n"),
      );
    }
  });

  it("is none when there is no line", () => {
    refuseConfig([]);
  });
});
