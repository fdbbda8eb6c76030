/**
 * The shape of an environment's config: the keys that all have, and the sections of their blueprint. The one source of its
 * types, defaults, ranges and messages, of the editor's JSON schema and of docs/reference/config.md.
 */
import * as z from "zod/mini";
import { BUDGET_CAP_USD, DATA_PROTECTION } from "../../components/common-fields";
import {
  choice,
  type Field,
  type Fields,
  list,
  type Section,
  type Settings,
  secretPaths,
  section,
  text,
  whole,
} from "../../components/fields";
import type { Form } from "../../components/forms";
import { LIMITS } from "../../policies/budget/limits";
import { type BLUEPRINTS, type Blueprint, PLANNED, type Registry } from "../blueprints";
import type { Check } from "./context";
import { facts, schemaOf, sectionOfUsed, used } from "./fields";

const usage = z
  .strictObject({
    natGatewayGb: used("GB", "Data through the NAT gateways."),
    albLcu: z.optional(
      z.number().check(z.nonnegative()).register(facts, {
        about: "Load balancer capacity units in use at once, on average.",
        unit: "LCU",
        min: 0,
      }),
    ),
    egressGb: used("GB", "Data from the load balancer to the internet."),
    interZoneGb: used(
      "GB",
      "Data between zones, each GB once: it is paid where it leaves a zone and where it enters one.",
    ),
    logIngestGb: used("GB", "Logs written."),
    logStoredGb: used("GB", "Logs kept."),
    secretReads10k: used("tens of thousands of calls", "Calls to Secrets Manager."),
    route53QueriesM: used("millions of queries", "DNS queries answered."),
    snapshotGb: used("GB", "Database backups beyond the free amount, which is the database's own size."),
    s3StorageGb: used("GB", "Files kept in the stream's buckets: uploads, and reports."),
    emails100k: used("hundreds of thousands of emails", "Emails sent by alarms."),
    modelUsd: used("USD", "Money spent on calls to models, a figure that the environment sets for itself."),
  })
  .register(facts, {
    about: "Usage that is paid for as it happens. What is absent counts as 0, and the estimate says so.",
  });

const FEATURE: Form = {
  words: "a feature's name: lower-case letters, digits and hyphens",
  example: "k3s",
  pattern: /^[a-z][a-z0-9-]*$/,
};

const COMMON = {
  budgetCapUsd: BUDGET_CAP_USD,
  budgetHours: whole("The time that the cap is for; a month is 730.", {
    ...LIMITS.hours,
    default: 730,
  }),
  dataProtection: DATA_PROTECTION,
  features: list(
    text(FEATURE, "One feature."),
    "What is switched on beyond the baseline; each needs its gate to be open.",
    { min: 0, max: 30, source: "document 001", default: [] },
  ),
};

/** What every environment says. */
export interface Common extends Omit<Settings<typeof COMMON>, "features"> {
  blueprint: string;
  features: string[];
  usage: z.output<typeof usage>;
}

/** The config of an environment of one of these blueprints: whole, valid, with every default filled in. */
export type ConfigOf<R extends Registry> = {
  [Name in keyof R & string]: Common & { blueprint: Name } & Settings<
      R[Name]["places"] & R[Name]["sections"]
    >;
}[keyof R & string];

export type Config = ConfigOf<typeof BLUEPRINTS>;

/** What the keys of a config may be, and where among them its secrets and its lists stand. */
export interface Shape {
  root: Section;
  schema: z.ZodMiniType;
  secrets: readonly string[][];
  lists: readonly string[][];
  checks: readonly Check[];
  /** Blueprints that are built. */
  built: readonly string[];
  /** Those, and those that are planned. */
  names: readonly string[];
}

const SHAPES = new WeakMap<Registry, Map<string, Shape>>();

/** The shape of an environment of this blueprint; while there is none of that name, what any blueprint may have. */
export function shapeOf(registry: Registry, name?: unknown): Shape {
  const shapes = SHAPES.get(registry) ?? new Map<string, Shape>();
  SHAPES.set(registry, shapes);
  const known = typeof name === "string" && Object.hasOwn(registry, name) ? name : "";
  const shape = shapes.get(known) ?? makeShape(registry, known);
  shapes.set(known, shape);
  return shape;
}

function makeShape(registry: Registry, known: string): Shape {
  const built = Object.keys(registry);
  const names = [...built, ...PLANNED.filter((one) => !built.includes(one))];
  const rows = known ? [registry[known]!] : Object.values(registry);
  const root = section("One environment.", {
    blueprint: choice(names, "The wiring to use. Default: the stack's name, where it is one of these.", {
      optional: true,
    }),
    ...everywhere(rows, ({ places }) => places),
    ...COMMON,
    usage: sectionOfUsed(usage),
    ...everywhere(rows, ({ sections }) => sections),
  });
  const checks = [...new Set(rows.flatMap((row) => row.checks))];
  const [secrets, lists] = [secretPaths(root.fields), listPaths(root.fields)];
  return { root, schema: schemaOf(root), secrets, lists, checks, built, names };
}

/** The fields of all these blueprints; what only some of them have may be left out. */
function everywhere(rows: readonly Blueprint[], of: (row: Blueprint) => Fields): Fields {
  const all = Object.entries(Object.assign({}, ...rows.map(of)) as Fields);
  return Object.fromEntries(
    all.map(([key, field]): [string, Field] =>
      rows.every((row) => Object.hasOwn(of(row), key)) ? [key, field] : [key, { ...field, optional: true }],
    ),
  );
}

function listPaths(fields: Fields): string[][] {
  return Object.entries(fields).flatMap(([key, field]) => {
    if (field.kind === "list") return [[key]];
    if (field.kind === "section") return listPaths(field.fields).map((path) => [key, ...path]);
    if (field.kind !== "variants") return [];
    const inner = Object.values(field.options).flatMap((option) => listPaths(option.fields));
    return [...new Map(inner.map((path) => [path.join("."), [key, ...path]])).values()];
  });
}
