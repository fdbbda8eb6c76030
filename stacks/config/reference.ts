/**
 * Writes docs/reference/config.md and config.schema.json from the schema: `tsx stacks/config/reference.ts`.
 * A test fails while they are older than the schema.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { markdownTable } from "../../words/table";
import { facts } from "./fields";
import { FORMS } from "./forms";
import { allowedBy, providerOf, unwrap } from "./issues";
import { configSchema } from "./schema";

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

type Schema = z.core.$ZodTypes;

/** The table of all keys, as Markdown. */
export function reference(): string {
  const rows = Object.entries(configSchema._zod.def.shape).flatMap(([key, field]) =>
    rowsOf(`tandem:${key}`, field, ""),
  );
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
export function jsonSchema(): string {
  const config = z.toJSONSchema(configSchema, { io: "input", target: "draft-07", override: describe }) as {
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
  const known = facts.get(zodSchema as never);
  if (!known) return;
  jsonSchema.description = known.unit ? `${known.about} Unit: ${known.unit}.` : known.about;
  if (known.max === undefined && jsonSchema.type === "integer") delete jsonSchema.maximum;
  if (!known.form) return;
  if (known.form === "secret") {
    delete jsonSchema.type;
    Object.assign(jsonSchema, {
      type: "object",
      properties: { secure: { type: "string" } },
      required: ["secure"],
    });
  } else {
    jsonSchema.pattern = FORMS[known.form].pattern.source;
  }
}

function rowsOf(key: string, field: z.core.SomeType, variant: string): Row[] {
  const schema = unwrap(field);
  const { def } = schema._zod;
  const known = facts.get(schema as never);
  const row: Row = {
    key,
    type: typeOf(schema),
    range: def.type === "object" || def.type === "union" ? "" : allowedBy(schema),
    default: defaultOf(field),
    unit: known?.unit ?? "",
    about: `${known?.about ?? ""}${variant}`,
    source: known?.source ?? "",
  };
  if (def.type === "union") {
    return [row, ...def.options.flatMap((option) => below(key, option, ` _(${providerOf(option)})_`))];
  }
  return def.type === "object" ? [row, ...below(key, schema, variant)] : [row];
}

function below(key: string, schema: z.core.SomeType, variant: string): Row[] {
  const { shape } = unwrap(schema)._zod.def as z.core.$ZodObjectDef;
  return Object.entries(shape).flatMap(([name, field]) => rowsOf(`${key}.${name}`, field, variant));
}

function typeOf(schema: Schema): string {
  const { def } = schema._zod;
  if (def.type === "object" || def.type === "union") return "mapping";
  if (def.type === "array") return "list";
  if (def.type === "number") return "number";
  if (def.type === "boolean") return "boolean";
  return def.type === "literal" && typeof def.values[0] === "number" ? "number" : "text";
}

/** The default as YAML; "none" for what may be absent, undefined for what must be there. */
function defaultOf(field: z.core.SomeType): string | undefined {
  const { def } = (field as Schema)._zod;
  if (def.type === "prefault") return "its keys' defaults";
  if (def.type === "default") return JSON.stringify(def.defaultValue);
  return def.type === "optional" ? "none" : undefined;
}

if (require.main === module) {
  const folder = join(__dirname, "../../docs/reference");
  writeFileSync(join(folder, "config.md"), reference());
  writeFileSync(join(folder, "config.schema.json"), jsonSchema());
}
