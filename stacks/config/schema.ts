/**
 * The shape of an environment's config: the one source of its types, defaults, ranges and messages, of the editor's
 * JSON schema and of docs/reference/config.md (DESIGN 4).
 */
import * as z from "zod/mini";
import { LIMITS } from "../../policies/budget/limits";
import { type AiStreamConfig, aiStream } from "./ai-stream";

export type { AiStreamConfig } from "./ai-stream";

import { choice, facts, flag, list, text, used, whole } from "./fields";

export const BLUEPRINTS = ["bc1", "hybrid", "homelab", "demo", "omc"] as const;
export type Blueprint = (typeof BLUEPRINTS)[number];

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

/** The config of one environment, keyed without the `tandem:` before each key. */
export const configSchema = z
  .strictObject({
    blueprint: z.optional(
      choice(BLUEPRINTS, "The wiring to use. Default: the stack's name, where it is one of these."),
    ),
    aws: z
      .strictObject({
        accountId: text("accountId", "The only account that this environment may touch."),
        region: text("region", "The region of everything in it."),
      })
      .register(facts, { about: "Where it runs; never taken from the shell." }),
    budgetCapUsd: whole("The most that the environment may cost over `budgetHours`.", {
      ...LIMITS.capUsd,
      example: 180,
      source: "document 000",
    }),
    budgetHours: z._default(
      whole("The time that the cap is for; a month is 730.", {
        ...LIMITS.hours,
      }),
      730,
    ),
    dataProtection: z._default(flag("Deletion protection, and backups that outlive the stack."), true),
    features: z._default(
      list(
        text("feature", "One feature."),
        "What is switched on beyond the baseline; each needs its gate to be open.",
        0,
        30,
        "document 001",
      ),
      [],
    ),
    usage: z.prefault(usage, {}),
    aiStream,
  })
  .register(facts, { about: "One environment." });

type Parsed = z.output<typeof configSchema>;

/** One environment's config: whole, valid, with every default filled in. */
export interface Config extends Omit<Parsed, "blueprint" | "aiStream"> {
  blueprint: Blueprint;
  aiStream: AiStreamConfig;
}

/** The config while it may still be wrong: what is valid by itself is there, all else is absent. */
export type Draft = DeepPartial<Parsed>;
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;
