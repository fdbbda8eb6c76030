/**
 * Writes docs/cost-bc1.md, the estimate of the shipped bc1 beside the figure of document 000: `tsx stacks/cost-doc.ts`.
 * It is made of what the program itself checks first, config, bounds and prices; a test fails while it is older.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CostLine, type Estimate, estimateBounds } from "../policies/budget/estimate";
import { pricedRegions } from "../policies/budget/prices";
import { money } from "../policies/budget/report";
import { markdownTable } from "../words/table";
import { bounds } from "./blueprints/bc1";
import type { Config } from "./config";
import { parseConfig } from "./config/parse";
import { parseStackFile } from "./config/stack-file";

const FILE = "Pulumi.bc1.yaml";

/** What document 000 says of stream 1, in USD a month: this one figure, and nothing of sizes. */
const DOCUMENT_USD = 180;

/** Every item of the estimate, by what people think of as one thing; the document speaks of the first only. */
export const GROUPS: readonly { what: string; items: RegExp; naive: boolean; why: string }[] = [
  {
    what: "Fargate tasks",
    items: /^fargate-/,
    naive: true,
    why: "No size and no count; “Graviton4” is not for sale on Fargate, ARM64 is",
  },
  {
    what: "NAT gateway, by the hour",
    items: /^nat-gateway-hour$/,
    naive: true,
    why: "One or one in each zone",
  },
  {
    what: "NAT gateway, by the GB",
    items: /^nat-gateway-data$/,
    naive: false,
    why: "Images and model calls",
  },
  { what: "Load balancer, by the hour", items: /^alb-hour$/, naive: true, why: "" },
  {
    what: "Load balancer, by capacity units (LCU)",
    items: /^alb-lcu-hour$/,
    naive: false,
    why: "Grows with traffic",
  },
  {
    what: "Public IPv4 addresses",
    items: /^public-ipv4-hour$/,
    naive: false,
    why: "Paid since February 2024, also while in use: one at the NAT gateway, one in each zone of the load balancer",
  },
  {
    what: "Database and its storage",
    items: /^rds-/,
    naive: false,
    why: "Open WebUI's state must outlive its task",
  },
  {
    what: "Files",
    items: /^s3-/,
    naive: false,
    why: "What people upload must outlive the task too",
  },
  { what: "Data to the internet and between zones", items: /^(egress|inter-az)/, naive: false, why: "" },
  {
    what: "Logs, alarms, secrets, DNS, email",
    items: /^(logs-|alarm-|secret|route53-|sns-)/,
    naive: false,
    why: "",
  },
  {
    what: "Calls to models",
    items: /^model-spend$/,
    naive: false,
    why:
      "The one part that has no upper end of its own: a figure that the environment sets for itself; each new chat is " +
      "four calls, for the answer, its title, its tags and its follow-ups",
  },
];

/** Changes that are often asked for next. */
const VARIANTS: readonly { what: string; change(config: Config): Config }[] = [
  {
    what: "a NAT gateway in each zone (`network.nat: per-zone`)",
    change: (config) => withStream(config, { network: { ...config.aiStream.network, nat: "per-zone" } }),
  },
  {
    what: "a standby database in a second zone (`postgres.multiAz: true`)",
    change: (config) => withStream(config, { postgres: { ...config.aiStream.postgres, multiAz: true } }),
  },
  {
    what: "two replicas of Open WebUI, with the Redis that they share",
    change: (config) =>
      withStream(config, {
        openWebUi: { ...config.aiStream.openWebUi, replicas: 2 },
        redis: { nodeType: "cache.t4g.micro" },
      }),
  },
  {
    what: "no NAT gateway: tasks in public subnets (`network.nat: none`)",
    change: ({ usage: { natGatewayGb: _, ...usage }, ...config }) =>
      withStream({ ...config, usage }, { network: { ...config.aiStream.network, nat: "none" } }),
  },
];

/** The document, from the text of the shipped stack file. */
export function costDoc(stackFile: string): string {
  const config = read(stackFile);
  const estimate = estimateOf(config);
  return [
    "# What bc1 costs",
    "",
    `Generated from ${FILE} and the price rows by \`tsx stacks/cost-doc.ts\`; changes here are lost.`,
    "",
    `Document 000 gives stream 1 **$${DOCUMENT_USD} a month**. The shipped bc1 comes to at most ` +
      `**$${money(estimate.total.upper)}** in ${estimate.period.hours} hours in ${config.aws.region}: ` +
      `$${money(estimate.total.fixed)} for what exists, and $${money(estimate.total.usage)} for what is used, ` +
      "each at the most. Its cap is " +
      `$${config.budgetCapUsd}.`,
    "",
    ...lineByLine(estimate),
    ...leftOpen(estimate),
    ...variants(config, estimate),
    ...RECOMPUTE,
  ].join("\n");
}

function lineByLine({ lines, total }: Estimate): string[] {
  const sources = [...new Set(lines.map(({ source }) => source))];
  const row = (line: CostLine) => [
    line.urn,
    `\`${line.item}\``,
    figure(line.quantity),
    line.unit,
    String(line.unitPrice),
    `${line.kind === "usage" ? "~" : ""}${money(line.usd)}`,
    `[${sources.indexOf(line.source) + 1}]`,
    line.source.startsWith("tandem:") ? "" : line.asOf,
  ];
  return [
    "## Line by line",
    "",
    "A quantity times its unit price is the amount, in USD; amounts are rounded here only. `~` marks what is paid when it",
    "is used. A resource is named as in the stack; a type stands for usage that no one resource has alone.",
    "",
    ...markdownTable(
      ["Resource", "Item", "Quantity", "Unit", "Unit price", "USD", "Source", "As of"],
      lines.map(row),
    ),
    `| **upper figure** | | | | | **${money(total.upper)}** | | |`,
    "",
    "Sources:",
    "",
    ...sources.map((source, index) => `${index + 1}. ${source}`),
    "",
  ];
}

function leftOpen({ lines, total }: Estimate): string[] {
  const usdOf = (items: RegExp) =>
    lines.filter(({ item }) => items.test(item)).reduce((usd, line) => usd + line.usd, 0);
  const naive = GROUPS.filter((group) => group.naive).reduce((usd, { items }) => usd + usdOf(items), 0);
  return [
    `## What the document's $${DOCUMENT_USD} leaves open`,
    "",
    `The document gives the one figure, “$${DOCUMENT_USD}/mo — ECS Fargate Graviton4”: no task size, no count, no region, and`,
    "none of what tasks need around them. So there is nothing to compare line with line; this is what the figure has to hold:",
    "",
    ...markdownTable(
      ["What", "USD", "Note"],
      GROUPS.map(({ what, items, why }) => [what, money(usdOf(items)), why]),
    ),
    `| **together** | **${money(total.upper)}** | |`,
    "",
    `Tasks, load balancer and NAT gateway by the hour, which is where a first estimate often ends, are $${money(naive)} of it.`,
    `The other $${money(total.upper - naive)} are what such an estimate forgets.`,
    "",
  ];
}

function variants(config: Config, shipped: Estimate): string[] {
  const rows = VARIANTS.map(({ what, change }) => {
    const { upper } = estimateOf(change(config)).total;
    const more = upper - shipped.total.upper;
    const verdict = upper <= config.budgetCapUsd ? "within the cap" : "over the cap";
    return [what, `${more < 0 ? "−" : "+"}${money(Math.abs(more))}`, money(upper), verdict];
  });
  return [
    "## What would change it",
    "",
    "Each alone, on top of the shipped sizes:",
    "",
    ...markdownTable(["Change", "USD", "Upper figure", "Verdict"], rows),
    "",
  ];
}

const RECOMPUTE = [
  "## How to compute it again",
  "",
  "- One line by hand: its item is a row of `policies/budget/prices/aws/<region>.json`. Units by the hour are bought for",
  "  `tandem:budgetHours`; all other figures are for a month of 730 hours.",
  "- All lines for the environment as it is written now, also as JSON: `./tandem cost bc1 --sandbox [--json]`. That is the",
  "  estimate of the planned resources; this page is the sum of the bounds, which the program checks before it registers",
  "  anything, and which is never less.",
  "- This page: `tsx stacks/cost-doc.ts`, after a change of the stack file, the sizes or the prices.",
  "",
];

function read(stackFile: string): Config {
  const { raw, secretKeys } = parseStackFile(stackFile, FILE);
  return parseConfig(raw, {
    stack: "bc1",
    where: FILE,
    secretKeys,
    pricedRegions: pricedRegions("aws"),
    sandbox: true,
  });
}

function estimateOf(config: Config): Estimate {
  const { aws, budgetHours: hours, usage } = config;
  // The clock dates nothing but the environment's own figures, whose date is not shown.
  return estimateBounds({ region: aws.region, hours, usage, bounds: bounds(config), now: new Date(0) });
}

function withStream(config: Config, changes: Partial<Config["aiStream"]>): Config {
  return { ...config, aiStream: { ...config.aiStream, ...changes } };
}

function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}

if (require.main === module) {
  const root = join(__dirname, "..");
  writeFileSync(join(root, "docs", "cost-bc1.md"), costDoc(readFileSync(join(root, FILE), "utf8")));
}
