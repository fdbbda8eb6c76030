/** What the stream may be asked for, and what it costs at the most. */
import assert from "node:assert/strict";
import type { EcsAiStreamArgs } from "../../../components/ecs-ai-stream/args";
import { bounds, openWebUiParts, problems, resolve } from "../../../components/ecs-ai-stream/settings";
import { told } from "../told";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

const { image, adminEmail } = STREAM_ARGS.openWebUi;

/** How much of each item the bounds come to. */
function totals(args: EcsAiStreamArgs): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { item, amount } of bounds("ai", resolve(args))) sums[item] = (sums[item] ?? 0) + amount;
  return sums;
}

describe("The stream's defaults", () => {
  const settings = resolve(STREAM_ARGS);

  it("are one Open WebUI of 1 vCPU and 4 GiB, and one to two agents of half a vCPU and 1 GiB", () => {
    const { openWebUi, agents } = settings;
    assert.deepEqual([openWebUi.cpuUnits, openWebUi.memoryMiB, openWebUi.maxReplicas], [1024, 4096, 1]);
    assert.deepEqual([agents.cpuUnits, agents.memoryMiB], [512, 1024]);
    assert.deepEqual([agents.minReplicas, agents.maxReplicas], [1, 2]);
  });

  it("are one NAT gateway over two zones, the smallest database, and embeddings in it", () => {
    assert.deepEqual([settings.network.nat, settings.network.zones], ["single", 2]);
    assert.deepEqual([settings.postgres.instanceClass, settings.pgvector], ["db.t4g.micro", true]);
  });

  it("protect data and keep logs for 30 days", () => {
    assert.deepEqual([settings.dataProtection, settings.logRetentionDays], [true, 30]);
    assert.equal(settings.postgres.dataProtection, true);
  });

  it("are two agents at the most, which more at the least must raise: as in the config", () => {
    const [line, ...others] = told(problems({ ...STREAM_ARGS, agents: { image, minReplicas: 3 } }), "s");
    assert.deepEqual(others, []);
    assert.match(
      line!,
      /^s\.agents\.minReplicas: more than maxReplicas \(2\), got 3; .*raise maxReplicas to 3\.$/,
    );
  });
});

describe("The bounds of the stream", () => {
  it("at the shipped sizes are these amounts, counted by hand", () => {
    assert.deepEqual(totals(STREAM_ARGS), {
      "nat-gateway-hour": 1,
      // One at the NAT gateway, one in each of the load balancer's two zones.
      "public-ipv4-hour": 3,
      "alb-hour": 1,
      // Open WebUI 1 and 4, agents twice 0.5 and 1.
      "fargate-arm-vcpu": 2,
      "fargate-arm-memory": 6,
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp3-storage-single-az": 20,
      // Two each for load balancer, Open WebUI, agents and database, and the two that scaling keeps.
      "alarm-standard": 10,
      // The database's URL, the session key, the admin's password and the agents' key.
      secret: 4,
    });
  });

  it("with everything are these amounts, counted by hand", () => {
    assert.deepEqual(totals(EVERYTHING), {
      "nat-gateway-hour": 3,
      "public-ipv4-hour": 6,
      "alb-hour": 1,
      "fargate-arm-vcpu": 4,
      "fargate-arm-memory": 14,
      "rds-postgresql-db.t4g.micro-single-az": 1,
      "rds-gp3-storage-single-az": 20,
      "elasticache-valkey-cache.t4g.micro": 1,
      "alarm-standard": 12,
      // Those, and Redis's URL, the models' key and the client secret.
      secret: 7,
    });
  });

  it("without NAT have no gateway, but an address for each task", () => {
    const { "nat-gateway-hour": gateways, "public-ipv4-hour": addresses } = totals({
      ...STREAM_ARGS,
      network: { nat: "none" },
    });
    assert.deepEqual([gateways, addresses], [undefined, 5]);
  });

  it("count what scaling may add to the agents as usage", () => {
    const usage = bounds("ai", resolve(STREAM_ARGS)).filter(({ kind }) => kind === "usage");
    assert.deepEqual(
      usage.map(({ child, item, amount }) => [child, item, amount]),
      [
        ["ai-agents-scaling", "fargate-arm-vcpu", 0.5],
        ["ai-agents-scaling", "fargate-arm-memory", 1],
      ],
    );
  });
});

describe("Open WebUI with several replicas", () => {
  const shared = { redis: {} };
  const three = { ...STREAM_ARGS, openWebUi: { image, adminEmail, replicas: 3 } };

  it("lets exactly one task change the database's schema", () => {
    assert.deepEqual(openWebUiParts(resolve({ ...three, ...shared })), [
      { role: "open-webui", replicas: 1, migrates: true },
      { role: "open-webui-more", replicas: 2, migrates: false },
    ]);
    assert.equal(openWebUiParts(resolve(STREAM_ARGS)).length, 1);
  });

  it("is refused without Redis and pgvector, in one line that names them", () => {
    assert.deepEqual(told(problems({ ...three, postgres: { pgvector: false } }), "tandem:aiStream"), [
      "tandem:aiStream.openWebUi.replicas: more than one replica without redis and postgres.pgvector, got 3; " +
        "expected 1, or more together with redis and postgres.pgvector. " +
        "Set redis and postgres.pgvector, or replicas to 1.",
    ]);
  });

  for (const [what, args] of [
    ["redis", { ...shared, redis: undefined }],
    ["postgres.pgvector", { ...shared, postgres: { pgvector: false } }],
  ] as const) {
    it(`is refused without ${what}`, () => {
      const [line, ...others] = told(problems({ ...three, ...args }), "s");
      assert.deepEqual(others, []);
      assert.match(line!, new RegExp(`without ${what}, got 3`));
    });
  }

  it("is accepted with both", () => {
    assert.deepEqual(told(problems({ ...three, ...shared }), "s"), []);
  });
});

const SIGN_ON = EVERYTHING.openWebUi.singleSignOn!;
const OPEN_AI = EVERYTHING.models;
const CREWS = {
  modelId: "amazon.nova-lite-v1:0",
  inputUsdPerMillionTokens: 0.06,
  outputUsdPerMillionTokens: 0.24,
};

describe("The stream's settings are refused", () => {
  for (const [what, args, message] of [
    [
      "with an image by tag",
      { openWebUi: { image: "ghcr.io/open-webui/open-webui:main", adminEmail } },
      /^s\.openWebUi\.image: /,
    ],
    [
      "with a size that Fargate does not have",
      { agents: { image, memoryMiB: 700 } },
      /^s\.agents\.memoryMiB: /,
    ],
    [
      "with eleven replicas of Open WebUI",
      { openWebUi: { image, adminEmail, replicas: 11 } },
      /^s\.openWebUi\.replicas: .*Set it to 10\.$/,
    ],
    [
      "with fewer agents at the most",
      { agents: { image, minReplicas: 3, maxReplicas: 1 } },
      /^s\.agents\.minReplicas: /,
    ],
    ["with one zone", { network: { zones: 1 } }, /^s\.network\.zones: /],
    ["with a public range", { network: { cidr: "9.0.0.0/16" } }, /^s\.network\.cidr: /],
    [
      "with an EC2 type for the database",
      { postgres: { instanceClass: "t4g.micro" } },
      /^s\.postgres\.instanceClass: /,
    ],
    ["with an EC2 type for Redis", { redis: { nodeType: "t4g.micro" } }, /^s\.redis\.nodeType: /],
    [
      "with an admin who has no address",
      { openWebUi: { image, adminEmail: "admin" } },
      /^s\.openWebUi\.adminEmail: .*got "admin"/,
    ],
    [
      "with a sign-up that is open to all",
      { openWebUi: { image, adminEmail, signUp: "open" } },
      /^s\.openWebUi\.signUp: .*expected one of closed, approval\./,
    ],
    [
      "with an issuer that ends in a slash",
      { openWebUi: { image, adminEmail, singleSignOn: { ...SIGN_ON, issuer: "https://id.example.com/" } } },
      /^s\.openWebUi\.singleSignOn\.issuer: a trailing slash.*Write https:\/\/id\.example\.com\.$/,
    ],
    [
      "with a client id that has a space",
      { openWebUi: { image, adminEmail, singleSignOn: { ...SIGN_ON, clientId: "open webui" } } },
      /^s\.openWebUi\.singleSignOn\.clientId: /,
    ],
    [
      "with single sign-on for nobody",
      { openWebUi: { image, adminEmail, singleSignOn: { ...SIGN_ON, allowedDomains: [] } } },
      /^s\.openWebUi\.singleSignOn\.allowedDomains: a list of only 0/,
    ],
    [
      "with single sign-on for everybody",
      { openWebUi: { image, adminEmail, singleSignOn: { ...SIGN_ON, allowedDomains: ["*"] } } },
      /^s\.openWebUi\.singleSignOn\.allowedDomains\[0\]: /,
    ],
    [
      "with a key's version that is none",
      { agents: { image, keyVersion: 0 } },
      /^s\.agents\.keyVersion: .*Set it to 1\.$/,
    ],
    [
      "with vectors that Postgres would cut",
      { models: { ...OPEN_AI, embeddingModelId: "text-embedding-3-large" } },
      /^s\.models\.embeddingModelId: a model with vectors of 3072 numbers/,
    ],
    [
      "with crews that think with another model",
      { crews: { ...CREWS, modelId: "gpt-oss" } },
      /^s\.crews\.modelId: not one of modelIds, got "gpt-oss"/,
    ],
    [
      "with a model that has a crew's name",
      {
        models: { ...OPEN_AI, modelIds: ["gpt-oss", "finops-crew"] },
        crews: { ...CREWS, modelId: "gpt-oss" },
      },
      /^s\.models\.modelIds\[1\]: a model with the name of a crew, got "finops-crew"/,
    ],
    ["with crews of one step", { crews: { ...CREWS, maxSteps: 1 } }, /^s\.crews\.maxSteps: .*Set it to 2\.$/],
    [
      "with crews that take longer than Open WebUI waits",
      { crews: { ...CREWS, maxSeconds: 301 } },
      /^s\.crews\.maxSeconds: .*seconds from 5 to 300\./,
    ],
    [
      "with a price below nothing",
      { crews: { ...CREWS, outputUsdPerMillionTokens: -1 } },
      /^s\.crews\.outputUsdPerMillionTokens: too small, got -1; expected a number of USD from 0 to 1000\./,
    ],
    [
      "with a day that pays for less than an answer of each task",
      { crews: { ...CREWS, maxUsdPerAnswer: 0.3, maxUsdPerDay: 0.5 } },
      /^s\.crews\.maxUsdPerDay: less than one answer for each task.*, 0\.6\. Set it to 0\.6/,
    ],
    [
      "with a retention that CloudWatch does not have",
      { logs: { retentionDays: 31 } },
      /^s\.logs\.retentionDays: /,
    ],
    ["with nobody to tell", { notifyEmails: [] }, /^s\.notifyEmails: /],
    [
      "with the same address twice",
      { notifyEmails: ["a@b.co", "a@b.co"] },
      /^s\.notifyEmails\[1\]: a repetition/,
    ],
    ["with an address that is none", { notifyEmails: ["ops"] }, /^s\.notifyEmails\[0\]: .*got "ops"/],
    ["with cents in the cap", { budgetCapUsd: 179.5 }, /^s\.budgetCapUsd: .*Set it to 180\.$/],
    ["with an account that lost its zeros", { accountId: "123" }, /^s\.accountId: /],
    [
      "with a host name in capitals",
      { domain: { hostname: "AI.example.com", zoneId: "Z0123456789ABC" } },
      /^s\.domain\.hostname: /,
    ],
  ] as const) {
    it(what, () => {
      const found = told(problems({ ...STREAM_ARGS, ...args } as EcsAiStreamArgs), "s");
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, message);
    });
  }

  it("with all their problems in one go, each on a line", () => {
    const wrong = { ...STREAM_ARGS, notifyEmails: [], budgetCapUsd: 0, network: { zones: 9 } };
    assert.throws(() => resolve(wrong, "s"), {
      message: /^s\.network\.zones: .*\ns\.notifyEmails: .*\ns\.budgetCapUsd: .*$/,
    });
  });
});
