import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { ConfigContext } from "../../../stacks/config/context";
import { parseConfig } from "../../../stacks/config/parse";
import { ConfigError } from "../../../stacks/config/problems";
import { parseStackFile } from "../../../stacks/config/stack-file";
import { PRICED_REGIONS } from "./fixture";

const SHIPPED = readFileSync(join(__dirname, "../../../Pulumi.bc1.yaml"), "utf8");
const CANARY = "canary-5e7a0d";

/** Where junk is put: keys of every kind, the sections around the secret, and names that objects have by themselves. */
const JUNK_PATHS =
  `budgetCapUsd dataProtection features usage usage.egressGb aws aiStream aiStream.domain.hostname
  aiStream.network.cidr aiStream.openWebUi aiStream.openWebUi.singleSignOn aiStream.openWebUi.singleSignOn.issuer
  aiStream.openWebUi.singleSignOn.allowedDomains aiStream.crews aiStream.crews.maxUsdPerDay aiStream.models aiStream.models.baseUrl aiStream.models.provider aiStream.models.modelIds
  aiStream.openWebUi.image aiStream.agents aiStream.notifyEmails aiStream.logs.retentionDays
  nonsense aiStream.nonsense __proto__ constructor aiStream.constructor`.split(/\s+/);

function shipped() {
  const { raw, secretKeys } = parseStackFile(SHIPPED, "Pulumi.bc1.yaml");
  const context: ConfigContext = {
    stack: "bc1",
    where: "Pulumi.bc1.yaml",
    secretKeys,
    pricedRegions: PRICED_REGIONS,
    sandbox: true,
  };
  return { raw: raw as Record<string, Record<string, unknown>>, context };
}

/** The shipped config with an OpenAI-compatible endpoint in place of Bedrock, and with single sign-on. */
function withSecrets(apiKey: unknown, clientSecret: unknown = apiKey) {
  const { raw, context } = shipped();
  const models = {
    provider: "openai",
    baseUrl: "https://models.example.com/v1",
    apiKey,
    modelIds: ["gpt-oss-120b"],
    embeddingModelId: "text-embedding-3-small",
  };
  const singleSignOn = {
    issuer: "https://id.example.com",
    clientId: "open-webui",
    clientSecret,
    allowedDomains: ["example.com"],
  };
  const { crews: _, ...stream } = raw["tandem:aiStream"]!;
  const openWebUi = { ...(stream.openWebUi as object), singleSignOn };
  return { raw: { ...raw, "tandem:aiStream": { ...stream, models, openWebUi } }, context };
}

describe("parseConfig", () => {
  it("reads the shipped bc1: the sizes that the estimate and the documents speak of", () => {
    const { raw, context } = shipped();
    const { aiStream, usage, ...rest } = parseConfig(raw, context);
    assert.deepEqual(rest, {
      blueprint: "bc1",
      aws: { accountId: "123456789012", region: "us-east-1" },
      budgetCapUsd: 180,
      budgetHours: 730,
      dataProtection: true,
      features: [],
    });
    assert.equal(usage.modelUsd, 15);
    assert.equal(usage.natGatewayGb, 20);
    const { domain, openWebUi, agents, ...stream } = aiStream;
    assert.deepEqual(domain, { hostname: "ai.example.com", zoneId: "Z0123456789ABCDEFGHIJ" });
    assert.match(openWebUi.image, /^ghcr\.io\/open-webui\/open-webui@sha256:(?!0{64})[0-9a-f]{64}$/);
    assert.deepEqual(
      { ...openWebUi, image: "" },
      {
        image: "",
        adminEmail: "admin@example.com",
        signUp: "closed",
        cpuUnits: 1024,
        memoryMiB: 4096,
        replicas: 1,
        capacity: "on-demand",
      },
    );
    assert.deepEqual(
      { ...agents, image: "" },
      {
        image: "",
        cpuUnits: 512,
        memoryMiB: 1024,
        minReplicas: 1,
        maxReplicas: 2,
        capacity: "on-demand",
        keyVersion: 1,
      },
    );
    assert.deepEqual(stream, {
      network: { cidr: "10.20.0.0/16", zones: 2, nat: "single" },
      postgres: {
        instanceClass: "db.t4g.micro",
        storageGiB: 20,
        multiAz: false,
        backupRetentionDays: 7,
        engineVersion: "17",
        passwordVersion: 1,
        pgvector: true,
      },
      models: {
        provider: "bedrock",
        region: "us-east-1",
        modelIds: ["amazon.nova-lite-v1:0", "amazon.nova-micro-v1:0"],
        embeddingModelId: "amazon.titan-embed-text-v2:0",
        taskModelId: "amazon.nova-micro-v1:0",
      },
      crews: {
        modelId: "amazon.nova-lite-v1:0",
        inputUsdPerMillionTokens: 0.06,
        outputUsdPerMillionTokens: 0.24,
        maxSteps: 12,
        maxTokens: 60000,
        maxSeconds: 180,
        maxUsdPerAnswer: 0.05,
        maxUsdPerDay: 0.3,
      },
      logs: { retentionDays: 30 },
      notifyEmails: ["ops@example.com"],
    });
  });

  it("needs only what has no default", () => {
    const { raw, context } = shipped();
    const { domain, models, notifyEmails, openWebUi, agents } = raw["tandem:aiStream"] as Record<
      string,
      Record<string, unknown>
    >;
    const { embeddingModelId: _, ...leastModels } = models!;
    const least = {
      "tandem:aws": raw["tandem:aws"],
      "tandem:budgetCapUsd": 180,
      "tandem:aiStream": {
        domain,
        models: leastModels,
        notifyEmails,
        openWebUi: { image: openWebUi!.image, adminEmail: openWebUi!.adminEmail },
        agents: { image: agents!.image },
      },
    };
    const { aiStream, ...whole } = parseConfig(raw, context);
    const { crews, ...stream } = aiStream;
    assert.deepEqual(parseConfig(least, context), { ...whole, aiStream: stream, usage: {} });
  });

  it("leaves the keys of other namespaces to those who own them", () => {
    const { raw, context } = shipped();
    const beside = { ...raw, "pulumi:disable-default-providers": ["*"], "aws:region": "eu-west-1" };
    assert.deepEqual(parseConfig(beside, context), parseConfig(raw, context));
  });

  it("takes the blueprint from the stack's name unless it is set", () => {
    const { raw, context } = shipped();
    const staging = { ...context, stack: "staging" };
    assert.throws(() => parseConfig(raw, staging), /tandem:blueprint: missing/);
    assert.equal(parseConfig({ ...raw, "tandem:blueprint": "bc1" }, staging).blueprint, "bc1");
  });

  it("takes encrypted secrets, whether Pulumi names the section or the value", () => {
    const { raw, context } = withSecrets(CANARY);
    for (const keys of [
      ["tandem:aiStream"],
      ["tandem:aiStream.models", "tandem:aiStream.openWebUi.singleSignOn"],
      ["tandem:aiStream.models.apiKey", "tandem:aiStream.openWebUi.singleSignOn.clientSecret"],
    ]) {
      const { models, openWebUi } = parseConfig(raw, { ...context, secretKeys: new Set(keys) }).aiStream;
      assert.equal(models.provider === "openai" && models.apiKey, CANARY);
      assert.equal(openWebUi.singleSignOn?.clientSecret, CANARY);
    }
  });

  it("is not deceived by another value that is encrypted", () => {
    const { raw, context } = withSecrets(CANARY);
    const secretKeys = new Set(["tandem:usage", "tandem:aiStream.domain.hostname", "tandem:aiStreams"]);
    assert.throws(
      () => parseConfig(raw, { ...context, secretKeys }),
      /apiKey: a secret in plaintext, got \[secret\].*\n.*clientSecret: a secret in plaintext, got \[secret\]/,
    );
  });

  it("changes nothing in what it is given", () => {
    const { raw, context } = withSecrets(5);
    (raw["tandem:aiStream"] as { models: { provider: string } }).models.provider = "bedrok";
    const before = structuredClone(raw);
    assert.throws(() => parseConfig(raw, context), ConfigError);
    assert.deepEqual(raw, before);
  });

  it("throws nothing but a ConfigError, one line each, without the secret, whatever stands in the config", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\n", "\u2028x", "Ä\n.example", "%", "01.2.3.4/5\n", "constructor.x"),
    );
    const junk = fc.oneof(
      { maxDepth: 3 },
      text,
      fc.jsonValue(),
      fc.constantFrom(undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -0),
    );
    const paths = fc.constantFrom(...JUNK_PATHS);
    const keys = fc.oneof(
      fc.constant(CANARY),
      fc.constant({ deep: [CANARY] }),
      fc.constant([CANARY]),
      fc.constant(`${CANARY} \n`),
    );
    const changes = fc.array(fc.tuple(paths, junk), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(keys, changes, fc.boolean(), (apiKey, made, secret) => {
        const { raw, context } = withSecrets(apiKey);
        for (const [path, value] of made) set(raw, path, value);
        const secretKeys = new Set(secret ? ["tandem:aiStream"] : []);
        try {
          parseConfig(raw, { ...context, secretKeys });
        } catch (error) {
          assert.ok(error instanceof ConfigError, `${error instanceof Error ? error.stack : error}`);
          assert.ok(!error.message.includes(CANARY), error.message);
          for (const line of error.problems)
            assert.match(line, /^Pulumi\.bc1\.yaml: .+, got .+; expected .+\. .+$/);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("says of a whole section that is a text only that it is one, as the secret may be in it", () => {
    const { raw, context } = shipped();
    const lines = (value: unknown) => {
      try {
        parseConfig({ ...raw, "tandem:aiStream": value }, context);
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    };
    assert.match(
      lines(`models: {apiKey: ${CANARY}}`),
      /tandem:aiStream: not a mapping, got a string; expected/,
    );
    assert.doesNotMatch(lines(`{"models": {"apiKey": "${CANARY}"`), new RegExp(CANARY));
    assert.doesNotMatch(lines({ models: CANARY }), new RegExp(CANARY));
    assert.doesNotMatch(lines({ openWebUi: { singleSignOn: CANARY } }), new RegExp(CANARY));
  });
});

function set(raw: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop()!;
  let parent: Record<string, unknown> = raw;
  for (const [depth, key] of keys.entries()) {
    const name = depth === 0 ? `tandem:${key}` : key;
    if (typeof parent[name] !== "object" || parent[name] === null) return;
    parent[name] = { ...(parent[name] as object) };
    parent = parent[name] as Record<string, unknown>;
  }
  const name = keys.length === 0 ? `tandem:${last}` : last;
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true });
}
