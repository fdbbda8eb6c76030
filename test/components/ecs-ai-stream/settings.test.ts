/** What the stream may be asked for, and what it costs at the most. */
import assert from "node:assert/strict";
import type { EcsAiStreamArgs } from "../../../components/ecs-ai-stream/args";
import { bounds, openWebUiParts, problems, resolve } from "../../../components/ecs-ai-stream/settings";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

const image = STREAM_ARGS.openWebUi.image;

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

  it("are never fewer agents at the most than at the least", () => {
    assert.equal(resolve({ ...STREAM_ARGS, agents: { image, minReplicas: 5 } }).agents.maxReplicas, 5);
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
      // The database's URL and the session key.
      secret: 2,
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
      secret: 4,
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
  const shared = { redis: {}, sharedStorage: "s3" } as const;
  const three = { ...STREAM_ARGS, openWebUi: { image, replicas: 3 } };

  it("lets exactly one task change the database's schema", () => {
    assert.deepEqual(openWebUiParts(resolve({ ...three, ...shared })), [
      { role: "open-webui", replicas: 1, migrates: true },
      { role: "open-webui-more", replicas: 2, migrates: false },
    ]);
    assert.equal(openWebUiParts(resolve(STREAM_ARGS)).length, 1);
  });

  it("is refused without Redis and shared storage, in one line that names them", () => {
    assert.deepEqual(problems(three, "tandem:aiStream"), [
      "tandem:aiStream.openWebUi.replicas: more than one replica without redis and sharedStorage, got 3; " +
        "expected 1, or more together with redis, sharedStorage and postgres.pgvector. " +
        "Set tandem:aiStream.redis and tandem:aiStream.sharedStorage, or replicas to 1.",
    ]);
  });

  for (const [what, args] of [
    ["redis", { ...shared, redis: undefined }],
    ["sharedStorage", { ...shared, sharedStorage: "none" as const }],
    ["postgres.pgvector", { ...shared, postgres: { pgvector: false } }],
  ] as const) {
    it(`is refused without ${what}`, () => {
      const [line, ...others] = problems({ ...three, ...args }, "s");
      assert.deepEqual(others, []);
      assert.match(line!, new RegExp(`without ${what}, got 3`));
    });
  }

  it("is accepted with all three", () => {
    assert.deepEqual(problems({ ...three, ...shared }, "s"), []);
  });
});

describe("The stream's settings are refused", () => {
  for (const [what, args, message] of [
    [
      "with an image by tag",
      { openWebUi: { image: "ghcr.io/open-webui/open-webui:main" } },
      /^s\.openWebUi\.image: /,
    ],
    [
      "with a size that Fargate does not have",
      { agents: { image, memoryMiB: 700 } },
      /^s\.agents\.memoryMiB: /,
    ],
    [
      "with eleven replicas of Open WebUI",
      { openWebUi: { image, replicas: 11 } },
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
      "with storage that it does not know",
      { sharedStorage: "efs" as never },
      /^s\.sharedStorage: .*Set it to s3\.$/,
    ],
    [
      "with a retention that CloudWatch does not have",
      { logs: { retentionDays: 31 } },
      /^s\.logs\.retentionDays: /,
    ],
    ["with nobody to tell", { notifyEmails: [] }, /^s\.notifyEmails: /],
    ["with the same address twice", { notifyEmails: ["a@b.co", "a@b.co"] }, /^s\.notifyEmails: /],
    ["with an address that is none", { notifyEmails: ["ops"] }, /^s\.notifyEmails: .*got \["ops"\]/],
    ["with cents in the cap", { budgetCapUsd: 179.5 }, /^s\.budgetCapUsd: .*Set it to 180\.$/],
    ["with an account that lost its zeros", { accountId: "123" }, /^s\.accountId: /],
    [
      "with a host name in capitals",
      { domain: { hostname: "AI.example.com", zoneId: "Z0123456789ABC" } },
      /^s\.domain\.hostname: /,
    ],
  ] as const) {
    it(what, () => {
      const found = problems({ ...STREAM_ARGS, ...args } as EcsAiStreamArgs, "s");
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
