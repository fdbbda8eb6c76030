/** bc1's options on the real engine: those that go together in one preview each, as each preview starts an engine. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "./project";

const FILE = "Pulumi.bc1.yaml";

interface Step {
  op: string;
  urn: string;
  newState: { type: string; inputs: Record<string, unknown> };
}

interface Planned {
  /** The document of `tandem preview --json`. */
  said: {
    changes: { create: number };
    cost: { verdict: string; cap: number; total: { upper: number }; lines: { item: string; urn: string }[] };
  };
  steps: Step[];
  /** How many resources of a type are made. */
  count(type: string): number;
  /** The inputs of the resource of this name and type. */
  inputs(type: string, name: string): Record<string, unknown>;
}

/** Previews bc1 with these changes of its settings, and reads what Pulumi itself planned. */
async function previewWith(changes: [from: string | RegExp, to: string][]): Promise<Planned> {
  const project = new TestProject();
  try {
    for (const [from, to] of changes) project.edit(FILE, from, to);
    const out = path.join(project.directory, "plan.json");
    const { code, stdout, stderr } = await project.tandem(
      "preview",
      "bc1",
      "--sandbox",
      "--json",
      "--out",
      out,
    );
    assert.equal(code, 0, stderr);
    const { steps } = JSON.parse(fs.readFileSync(out, "utf8")) as { steps: Step[] };
    const ofType = (type: string) => steps.filter(({ newState }) => newState.type === type);
    return {
      said: JSON.parse(stdout),
      steps,
      count: (type) => ofType(type).length,
      inputs: (type, name) => {
        const found = ofType(type).filter(({ urn }) => urn.endsWith(`::${name}`));
        assert.equal(found.length, 1, name);
        return found[0]!.newState.inputs;
      },
    };
  } finally {
    project.remove();
  }
}

describe("With three zones, a NAT gateway in each, three replicas of Open WebUI and Ollama, bc1", () => {
  let plan: Planned;
  before(async () => {
    plan = await previewWith([
      ["budgetCapUsd: 180", "budgetCapUsd: 400"],
      ["zones: 2", "zones: 3"],
      ["nat: single", "nat: per-zone"],
      ["replicas: 1 ", "replicas: 3 "],
      [/ {4}models:\n[\s\S]*?(?= {4}logs:)/, OLLAMA],
    ]);
  });

  it("makes a public and a private subnet, a gateway and its address for each zone", () => {
    const types = ["subnet:Subnet", "natGateway:NatGateway", "eip:Eip"];
    assert.deepEqual(
      types.map((type) => plan.count(`aws:ec2/${type}`)),
      [6, 3, 3],
    );
  });

  it("makes one service that may change the schema, one for the other two replicas, and the agents'", () => {
    const desired = ["ai-open-webui", "ai-open-webui-more", "ai-agents"].map(
      (name) => plan.inputs("aws:ecs/service:Service", `${name}-service`).desiredCount,
    );
    assert.equal(plan.count("aws:ecs/service:Service"), 3);
    assert.deepEqual(desired, [1, 2, 1]);
  });

  it("makes the Redis that the replicas share, and of the closed buckets only that of uploads, without crews", () => {
    assert.equal(plan.count("aws:elasticache/replicationGroup:ReplicationGroup"), 1);
    assert.equal(plan.count("aws:s3/bucket:Bucket"), 1);
    assert.equal(plan.count("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), 1);
    plan.inputs("aws:s3/bucket:Bucket", "ai-uploads");
  });

  it("lets the agents out to Ollama's port, and gives them no right on Bedrock", () => {
    const rules = plan.steps.filter(({ urn }) => /SecurityGroupEgressRule::ai-agents-/.test(urn));
    assert.ok(rules.some(({ newState }) => newState.inputs.fromPort === 11434));
    const policies = plan.steps.filter(({ newState }) => newState.type === "aws:iam/rolePolicy:RolePolicy");
    assert.doesNotMatch(JSON.stringify(policies), /bedrock:/);
  });

  it("creates all of it, within the raised cap and over the shipped one", () => {
    assert.equal(plan.said.changes.create, plan.steps.length);
    const { verdict, cap, total } = plan.said.cost;
    assert.deepEqual([verdict, cap], ["within", 400]);
    assert.ok(total.upper > 180, `${total.upper}`);
  });
});

const OLLAMA = `    redis: {}
    models:
      provider: ollama
      baseUrl: http://ollama.example.com:11434
      modelIds: [llama3.2:3b]
      embeddingModelId: nomic-embed-text
`;

describe("Without NAT and data protection, with a standby database and agents on spot, bc1", () => {
  let plan: Planned;
  before(async () => {
    plan = await previewWith([
      ["dataProtection: true", "dataProtection: false"],
      [/ {4}natGatewayGb: 20.*\n/, ""],
      ["nat: single", "nat: none"],
      ["multiAz: false", "multiAz: true"],
      [/(maxReplicas: 2.*\n {6}capacity:) on-demand/, "$1 spot"],
    ]);
  });

  it("makes no gateway and no address of its own, and gives each task one", () => {
    assert.deepEqual([plan.count("aws:ec2/natGateway:NatGateway"), plan.count("aws:ec2/eip:Eip")], [0, 0]);
    for (const name of ["ai-open-webui", "ai-agents"]) {
      const { networkConfiguration } = plan.inputs("aws:ecs/service:Service", `${name}-service`);
      assert.equal((networkConfiguration as { assignPublicIp: boolean }).assignPublicIp, true, name);
    }
  });

  it("lets database and load balancer be deleted, and keeps no final snapshot and no secret", () => {
    const database = plan.inputs("aws:rds/instance:Instance", "ai-database-instance");
    assert.deepEqual([database.deletionProtection, database.skipFinalSnapshot], [false, true]);
    const balancer = plan.inputs("aws:lb/loadBalancer:LoadBalancer", "ai-lb-alb");
    assert.equal(balancer.enableDeletionProtection, false);
    assert.equal(plan.inputs("aws:secretsmanager/secret:Secret", "ai-database-url").recoveryWindowInDays, 0);
    assert.equal(plan.count("random:index/randomId:RandomId"), 0);
  });

  it("runs the agents on spot and Open WebUI on demand", () => {
    const providers = ["ai-agents", "ai-open-webui"].map((name) => {
      const { capacityProviderStrategies } = plan.inputs("aws:ecs/service:Service", `${name}-service`);
      return (capacityProviderStrategies as { capacityProvider: string }[]).map(
        (one) => one.capacityProvider,
      );
    });
    assert.deepEqual(providers, [["FARGATE_SPOT"], ["FARGATE"]]);
  });

  it("pays for the standby and for each task's address, and stays within the shipped cap", () => {
    assert.equal(plan.inputs("aws:rds/instance:Instance", "ai-database-instance").multiAz, true);
    const items = plan.said.cost.lines.map(({ item, urn }) => `${item} ${urn.split("::").pop()}`);
    assert.ok(items.includes("rds-postgresql-db.t4g.micro-multi-az ai-database-instance"));
    assert.ok(items.includes("public-ipv4-hour ai-agents-service"));
    assert.ok(items.every((item) => !item.startsWith("nat-gateway")));
    assert.deepEqual([plan.said.cost.verdict, plan.said.cost.cap], ["within", 180]);
  });
});
