/** The options of a Postgres database, each once. */
import type { Problem } from "../../words/problem";
import { DATA_PROTECTION, version } from "../common-fields";
import { type Draft, flag, type Settings, text, whole } from "../fields";
import { FORMS, type Form } from "../forms";
import type { Name, Rule } from "../judge";

/** A name that Postgres takes without quotes. */
const DATABASE_NAME: Form = {
  words: "lower case letters, digits and _, at most 63",
  example: "openwebui",
  pattern: /^[a-z][a-z0-9_]{0,62}$/,
};

export const POSTGRES = {
  instanceClass: text(FORMS.instanceClass, "Size of the database.", {
    source: "AWS: RDS instance classes",
    default: "db.t4g.micro",
  }),
  storageGiB: whole("Storage (gp3).", {
    unit: "GiB",
    min: 20,
    max: 65536,
    source: "AWS: RDS gp3 storage",
    default: 20,
  }),
  multiAz: flag("A standby in a second zone, at twice the price.", { default: false }),
  backupRetentionDays: whole("How long automatic backups are kept.", {
    unit: "days",
    min: 0,
    max: 35,
    source: "AWS: RDS backups",
    default: 7,
  }),
  engineVersion: text(FORMS.engineVersion, "Major version of PostgreSQL.", { default: "17" }),
  databaseName: text(DATABASE_NAME, "Name of the database and of its user."),
  passwordVersion: version(
    "Counts passwords: the next number makes the next one, and an up rolls the tasks to it.",
  ),
  dataProtection: DATA_PROTECTION,
};

/** The plain arguments with every default filled in. */
export type PostgresSettings = Settings<typeof POSTGRES>;

type Kept = Pick<PostgresSettings, "backupRetentionDays" | "dataProtection">;

export const POSTGRES_RULES: readonly Rule<PostgresSettings>[] = [
  (draft, name) => backupProblems(draft, ["backupRetentionDays"], name),
];

/** What is protected has backups. */
export function backupProblems(kept: Draft<Kept>, path: Problem["path"], name: Name): Problem[] {
  if (!kept.dataProtection || kept.backupRetentionDays !== 0) return [];
  const { min, max, unit, default: usual } = { ...POSTGRES.backupRetentionDays, min: 1 };
  const protection = name(["dataProtection"]);
  return [
    {
      path,
      wrong: `no backups although ${protection} is on`,
      got: 0,
      expected: `${min} to ${max} ${unit}`,
      change: `Set it to ${usual}, or set ${protection} to false.`,
    },
  ];
}
