/**
 * Pricing a plan beside reading and parsing its document, and the policy pack's ledger beside the same plan priced at
 * once, at growing sizes: part of `npm run bench`. Ratios of medians; it judges nothing.
 */

import { fromDocument } from "../../policies/budget/documents";
import { estimate } from "../../policies/budget/estimate";
import type { PlannedResource } from "../../policies/budget/planned";
import { Crossing } from "../../policies/rules/budget-cap";
import { parseDocument } from "../../pulumi/document";
import { median } from "./median";

const RUNS = 7;
const NOW = new Date(0);
const SETTINGS = { region: null, hours: 730, usage: {}, bounds: [], now: NOW };

const urnOf = (type: string, name: string) => `urn:pulumi:bench::bench::${type}::${name}`;
const PROVIDER = urnOf("pulumi:providers:aws", "aws");

const TAGS = {
  project: "bench",
  environment: "bench",
  owner: "platform",
  stream: "ai",
  "managed-by": "pulumi",
};
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" }],
});

/** A service with what belongs to it: ten resources, each about as large as those of bc1 in its own state. */
function group(id: number): object[] {
  const made = (type: string, name: string, inputs: object, from: Record<string, string[]> = {}) => ({
    urn: urnOf(type, `${name}-${id}`),
    type,
    custom: true,
    id: `${name}-${id}`,
    provider: `${PROVIDER}::id`,
    created: "2026-11-20T12:00:00.000000000Z",
    modified: "2026-11-20T12:00:00.000000000Z",
    inputs: { __defaults: [], ...inputs, tags: TAGS, policy: POLICY },
    outputs: { ...inputs, tags: TAGS, tagsAll: TAGS, policy: POLICY, arn: `arn:aws:x::1:${name}/${id}` },
    dependencies: Object.values(from).flat(),
    propertyDependencies: from,
  });
  const task = urnOf("aws:ecs/taskDefinition:TaskDefinition", `task-${id}`);
  const service = urnOf("aws:ecs/service:Service", `service-${id}`);
  const address = urnOf("aws:ec2/eip:Eip", `address-${id}`);
  const size = { family: `f-${id}`, cpu: "256", memory: "512", requiresCompatibilities: ["FARGATE"] };
  const scaling = { serviceNamespace: "ecs", minCapacity: 1, maxCapacity: 3 };
  return [
    made("aws:ec2/eip:Eip", "address", { domain: "vpc", allocationId: `eipalloc-${id}` }),
    made(
      "aws:ec2/natGateway:NatGateway",
      "nat",
      { allocationId: `eipalloc-${id}` },
      { allocationId: [address] },
    ),
    made("aws:ecs/taskDefinition:TaskDefinition", "task", size),
    made(
      "aws:ecs/service:Service",
      "service",
      { name: `s-${id}`, desiredCount: 1 },
      { taskDefinition: [task] },
    ),
    made("aws:appautoscaling/target:Target", "target", scaling, { resourceId: [service] }),
    made("aws:secretsmanager/secret:Secret", "secret", { name: `secret-${id}` }),
    made("aws:iam/role:Role", "role", { path: "/" }),
    made("aws:iam/rolePolicy:RolePolicy", "policy", { name: "logs" }),
    made("aws:ec2/securityGroup:SecurityGroup", "group", { description: "bench" }),
    made("aws:cloudwatch/logGroup:LogGroup", "logs", { retentionInDays: 30 }),
  ];
}

function state(resources: number): Buffer {
  const provider = {
    urn: PROVIDER,
    type: "pulumi:providers:aws",
    custom: true,
    inputs: { region: "us-east-1" },
  };
  const all = [provider, ...Array.from({ length: resources / 10 }, (_, id) => group(id)).flat()];
  return Buffer.from(JSON.stringify({ version: 3, deployment: { manifest: {}, resources: all } }, null, 4));
}

/** Of the processor, which does not count what the machine does beside it. */
function milliseconds(run: () => void): number {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** The median of several runs of each, in turn. */
function medians(...runs: (() => void)[]): number[] {
  const times = Array.from({ length: RUNS + 1 }, () => runs.map(milliseconds)).slice(1);
  return runs.map((_, index) => median(times.map((row) => row[index]!)));
}

export function benchBudget(): void {
  for (const count of [1_000, 10_000, 100_000]) {
    const bytes = state(count);
    const [read, all] = medians(
      () => parseDocument(bytes),
      () => estimate(fromDocument(parseDocument(bytes)).resources, SETTINGS),
    ) as [number, number];
    console.log(
      `${count} resources of ${(bytes.length / count / 1000).toFixed(1)} KB: read and parsed in ${read.toFixed(0)} ms, with the verdict in ${all.toFixed(0)} ms; ` +
        `ratio ${(all / read).toFixed(2)}; ${((all / count) * 1000).toFixed(1)} µs each`,
    );
  }
  for (const count of [1_000, 4_000, 10_000]) {
    const { resources } = fromDocument(parseDocument(state(count)));
    const [once, each] = medians(
      () => estimate(resources, SETTINGS),
      () => ledger(resources),
    ) as [number, number];
    console.log(
      `the pack at ${count / 10} services: priced at once in ${once.toFixed(0)} ms, one by one in ` +
        `${each.toFixed(0)} ms; ratio ${(each / once).toFixed(2)}; ${((each / count) * 1000).toFixed(1)} µs each`,
    );
  }
}

function ledger(resources: readonly PlannedResource[]): void {
  const crossing = new Crossing({ capUsd: 1_000_000 }, NOW);
  for (const resource of resources) crossing.add(resource);
}

if (require.main === module) benchBudget();
