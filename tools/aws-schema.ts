/**
 * Makes `aws/schema.json` and `test/fixtures/aws-plans.json` of a dump of the Terraform AWS provider's own schema:
 * `npx tsx tools/aws-schema.ts DUMP`. They hold the types that the sandbox serves, and of these what is read. The dump
 * comes from the provider's resource constructors, run without AWS; the files say which version, and when.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { TABLE } from "../sandbox/providers/aws/types";

type Json = Record<string, unknown>;

/** PutMetricAlarm takes any multiple of 60 too, which the validator does not list. */
const PARTLY_LISTED: ReadonlySet<string> = new Set(["period"]);

interface Property extends Json {
  m: string;
  props?: Record<string, Property>;
}

interface Type extends Json {
  required: string[];
  props: Record<string, Property>;
  autoName?: { prop: string; max: number; sep: string; note?: string };
}

/** What a check, a diff or a secret follows from. */
const KEPT =
  /^(new|def|secret|enum|range|len|each_(enum|range|len)|conflicts|exactlyOne|atLeastOne|requires)$/;

function main(dump: string): void {
  const { source, types, planRuns } = JSON.parse(fs.readFileSync(dump, "utf8"));
  const served = [...TABLE.keys()].sort();
  const rows = served.map((type) => `  ${JSON.stringify(type)}: ${JSON.stringify(compact(types[type]))}`);
  const from = { upstream: source.upstream, made: source.made };
  write("aws/schema.json", `{\n"source": ${JSON.stringify(from)},\n"types": {\n${rows.join(",\n")}\n}\n}\n`);
  const runs = (planRuns as { type: string }[]).filter(({ type }) => TABLE.has(type));
  const lines = runs.map((run) => JSON.stringify(run)).join(",\n");
  write("test/fixtures/aws-plans.json", `{\n"source": ${JSON.stringify(from)},\n"runs": [\n${lines}\n]\n}\n`);
}

function write(file: string, text: string): void {
  fs.writeFileSync(path.resolve(__dirname, "..", file), text);
}

function compact({ required, autoName, noTags, global, noUpdate, secretOutputs, props }: Type): Json {
  return {
    required,
    ...(autoName ? { autoName: named(autoName) } : {}),
    ...(noTags ? {} : { tags: true }),
    ...(global ? {} : { regional: true }),
    ...(noUpdate ? { noUpdate: true } : {}),
    ...(secretOutputs ? { secrets: secretOutputs } : {}),
    props: Object.fromEntries(Object.entries(props).map(([name, one]) => [name, property(name, one)])),
  };
}

function named({ prop, max, sep, note = "" }: NonNullable<Type["autoName"]>): Json {
  return { property: prop, longest: max, separator: sep, ...(note.includes("lower") ? { lower: true } : {}) };
}

/** A property of which there is only to say who sets it is that one word. */
function property(name: string, { m, props, ...facts }: Property): unknown {
  const whole = !(PARTLY_LISTED.has(name) || "match" in facts);
  const kept = Object.fromEntries(
    Object.entries(facts).filter(([key]) => KEPT.test(key) && (whole || key !== "enum")),
  );
  const inner = Object.entries(props ?? {})
    .map(([name, one]) => [name, property(name, one)] as const)
    .filter(([, one]) => typeof one !== "string");
  if (inner.length > 0 && m !== "C") kept.props = Object.fromEntries(inner);
  return Object.keys(kept).length === 0 ? m : { m, ...kept };
}

main(process.argv[2] ?? "");
