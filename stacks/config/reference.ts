/**
 * Writes docs/reference/config.md and config.schema.json from the schema: `tsx stacks/config/reference.ts`.
 * A test fails while they are older than the schema.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Field, Fields, Section } from "../../components/fields";
import { allowedBy } from "../../components/verdict";
import { markdownTable } from "../../words/table";
import { BLUEPRINTS, type Registry } from "../blueprints";
import { facts } from "./fields";
import { shapeOf } from "./schema";

/** One key of the reference. `default` is as it is written in YAML; undefined: the key is required. */
interface Row {
  key: string;
  type: string;
  range: string;
  default: string | undefined;
  unit: string;
  about: string;
  source: string;
}

/** The table of all keys, as Markdown. */
export function reference(registry: Registry = BLUEPRINTS): string {
  const rows = below("tandem:", shapeOf(registry).root.fields, "");
  const cells = rows.map((row) => [
    `\`${row.key}\``,
    row.type,
    row.range,
    row.default === undefined ? "required" : row.default,
    row.unit,
    row.about,
    row.source,
  ]);
  return [
    "# Config of an environment",
    "",
    "Generated from the schema in `stacks/config/` by `tsx stacks/config/reference.ts`; changes here are lost.",
    "",
    "The keys of a `Pulumi.<env>.yaml`, below `config:`. Keys of other namespaces than `tandem:` are left to Pulumi; an",
    "unknown `tandem:` key is an error. A key marked _(bedrock)_, _(openai)_ or _(ollama)_ exists for that provider only.",
    "",
    ...markdownTable(["Key", "Type", "Allowed", "Default", "Unit", "What it is", "Source"], cells),
    "",
  ].join("\n");
}

/** The editor's JSON schema of a whole stack file. */
export function jsonSchema(registry: Registry = BLUEPRINTS): string {
  const config = z.toJSONSchema(shapeOf(registry).schema, {
    io: "input",
    target: "draft-07",
    override: describe,
  }) as {
    properties: object;
    required: string[];
  };
  const ours = Object.entries(config.properties).map(([key, value]) => [`tandem:${key}`, value]);
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Pulumi.<env>.yaml of Tandem",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(ours),
        required: config.required.map((key) => `tandem:${key}`),
        patternProperties: { "^(?!tandem:)[^:]+:": {} },
        additionalProperties: false,
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Adds to a node of the JSON schema what the editor can show, and the pattern of a text. */
function describe({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}) {
  delete jsonSchema.$schema;
  const known = facts.get(zodSchema as never) as Field | undefined;
  if (!known) return;
  const unit = "unit" in known && known.unit;
  jsonSchema.description = unit ? `${known.about} Unit: ${unit}.` : known.about;
  if (known.kind === "secret") {
    delete jsonSchema.type;
    Object.assign(jsonSchema, {
      type: "object",
      properties: { secure: { type: "string" } },
      required: ["secure"],
    });
  }
  if (known.kind === "text") jsonSchema.pattern = known.form.pattern.source;
}

function rowsOf(key: string, field: Field, variant: string): Row[] {
  const mapping = field.kind === "section" || field.kind === "variants";
  const row: Row = {
    key,
    type: typeOf(field),
    range: mapping ? "" : allowedBy(field),
    default: defaultOf(field),
    unit: ("unit" in field && field.unit) || "",
    about: `${field.about}${variant}`,
    source: field.source ?? "",
  };
  if (field.kind === "section") return [row, ...below(`${key}.`, field.fields, variant)];
  if (field.kind !== "variants") return [row];
  const options = Object.entries(field.options);
  return [row, ...options.flatMap(([name, option]) => variantRows(key, field.chooser, name, option))];
}

function variantRows(key: string, chooser: string, name: string, option: Omit<Section, "kind">): Row[] {
  const { about, source, fields } = option;
  const choice = { kind: "choice", values: [name], about, source } as const;
  return below(`${key}.`, { [chooser]: choice, ...fields }, ` _(${name})_`);
}

function below(start: string, fields: Fields, variant: string): Row[] {
  return Object.entries(fields).flatMap(([name, field]) => rowsOf(`${start}${name}`, field, variant));
}

const TYPES = {
  number: "number",
  text: "text",
  secret: "text",
  choice: "text",
  flag: "boolean",
  list: "list",
  section: "mapping",
  variants: "mapping",
} as const;

function typeOf(field: Field): string {
  if (field.kind === "choice" && typeof field.values[0] === "number") return "number";
  return TYPES[field.kind];
}

/** The default as YAML; "none" for what may be absent, undefined for what must be there. */
function defaultOf(field: Field): string | undefined {
  if (field.optional) return "none";
  if (field.default === undefined) return undefined;
  return field.kind === "section" ? "its keys' defaults" : JSON.stringify(field.default);
}

if (require.main === module) {
  const folder = join(__dirname, "../../docs/reference");
  writeFileSync(join(folder, "config.md"), reference());
  writeFileSync(join(folder, "config.schema.json"), jsonSchema());
}
