/** What a service may be asked for, and what it costs at the most. */
import assert from "node:assert/strict";
import type { FargateServiceArgs } from "../../../components/fargate-service/args";
import { bounds, problems, resolve } from "../../../components/fargate-service/settings";
import { told } from "../told";
import { SERVICE_ARGS } from "./service";

const lines = (args: Partial<FargateServiceArgs>) =>
  bounds("api", resolve({ ...SERVICE_ARGS, ...args })).map(({ child, item, amount, kind }) => [
    child,
    item,
    amount,
    kind,
  ]);
const ALARMS = [
  ["api-cpu-alarm", "alarm-standard", 1, "fixed"],
  ["api-memory-alarm", "alarm-standard", 1, "fixed"],
];

describe("The bounds of a Fargate service", () => {
  it("are the vCPUs and gigabytes of the tasks that always run, and its alarms", () => {
    assert.deepEqual(lines({ minReplicas: 3 }), [
      ["api-service", "fargate-arm-vcpu", 1.5, "fixed"],
      ["api-service", "fargate-arm-memory", 3, "fixed"],
      ...ALARMS,
    ]);
  });

  it("count what scaling may add as usage, and the two alarms that scaling keeps", () => {
    assert.deepEqual(lines({ minReplicas: 1, maxReplicas: 4 }), [
      ["api-service", "fargate-arm-vcpu", 0.5, "fixed"],
      ["api-service", "fargate-arm-memory", 1, "fixed"],
      ["api-scaling", "fargate-arm-vcpu", 1.5, "usage"],
      ["api-scaling", "fargate-arm-memory", 3, "usage"],
      ["api-scaling-by-cpu", "alarm-standard", 2, "fixed"],
      ...ALARMS,
    ]);
  });

  it("are at x86's prices for x86", () => {
    assert.deepEqual(
      lines({ architecture: "X86_64" }).map(([, item]) => item),
      ["fargate-x86-vcpu", "fargate-x86-memory", "alarm-standard", "alarm-standard"],
    );
  });

  it("count a public address for each task that has one", () => {
    const addresses = lines({ assignPublicIp: true, minReplicas: 2, maxReplicas: 3 }).filter(
      ([, item]) => item === "public-ipv4-hour",
    );
    assert.deepEqual(addresses, [
      ["api-service", "public-ipv4-hour", 2, "fixed"],
      ["api-scaling", "public-ipv4-hour", 1, "usage"],
    ]);
  });

  it("count spot at on-demand's items, as its price floats", () => {
    assert.deepEqual(lines({ capacity: "spot" }), lines({ capacity: "on-demand" }));
  });
});

describe("A Fargate service's settings are refused", () => {
  for (const [what, args, message] of [
    [
      "with an image by tag",
      { image: "ghcr.io/example/app:latest" },
      /^s\.image: the moving tag latest .*Find the digest with/,
    ],
    ["with a digest that is cut", { image: "ghcr.io/example/app@sha256:abc" }, /^s\.image: /],
    ["with a size that Fargate does not have", { memoryMiB: 8192 }, /^s\.memoryMiB: .*4096, the nearest/],
    ["with no task", { minReplicas: 0, maxReplicas: 1 }, /^s\.minReplicas: .*Set it to 1\.$/],
    [
      "with fewer tasks at the most than at the least",
      { minReplicas: 3, maxReplicas: 2 },
      /^s\.minReplicas: more than maxReplicas \(2\).*Set it to 2, or raise maxReplicas to 3\.$/,
    ],
    ["with more tasks than anyone means", { maxReplicas: 1000 }, /^s\.maxReplicas: .*Set it to 100\.$/],
    ["with an unknown capacity", { capacity: "reserved" as never }, /^s\.capacity: .*on-demand, spot/],
    [
      "with Graviton4 as processor, which Fargate cannot be asked for",
      { architecture: "Graviton4" as never },
      /^s\.architecture: .*expected one of ARM64, X86_64\./,
    ],
    ["with a retention that CloudWatch does not have", { logRetentionDays: 31 }, /^s\.logRetentionDays: /],
    [
      "with an account that lost its zeros",
      { accountId: "1122223333" },
      /^s\.accountId: .*expected the 12 digits of an AWS account, in quotes/,
    ],
    ["with port 65536", { port: 65536 }, /^s\.port: /],
    ["with an unknown rollout", { rollout: "canary" as never }, /^s\.rollout: .*rolling, recreate/],
  ] as const) {
    it(what, () => {
      const found = told(problems({ ...SERVICE_ARGS, ...args }), "s");
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, message);
    });
  }
});
