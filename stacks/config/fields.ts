/**
 * The kinds of keys that a config has, as schemas: made of the fields of components, which say what is known about each.
 * `zod/mini`: bundled, it starts in a third of the time that zod takes.
 */
import * as z from "zod/mini";
import type { Field, Fields, NumberField, Section } from "../../components/fields";
import { flawOf } from "../../components/forms";

// One parse per run: compiling a parser first costs more than it saves.
z.config({ jitless: true });

/** What is known about a schema; where it was not made of a field, what a field would say. */
export type Facts = Field | { about: string; unit?: string; min?: number };

export const facts = z.registry<Facts>();

/** Monthly usage: what is paid only when it is used, counted at what the environment says. */
export function used(unit: string, about: string) {
  return z.optional(
    z
      .number()
      .check(z.nonnegative())
      .register(facts, { about, unit: `${unit} a month`, min: 0 }),
  );
}

/** The section that a schema of used amounts stands for. */
export function sectionOfUsed(schema: z.ZodMiniObject): Section {
  const { shape } = schema._zod.def;
  const fields = Object.entries(shape).map(([key, field]): [string, NumberField] => {
    const inner = (field as z.ZodMiniOptional)._zod.def.innerType;
    const { about, unit } = facts.get(inner as never) as { about: string; unit?: string };
    return [key, { kind: "number", whole: false, about, unit, min: 0, optional: true }];
  });
  const { about } = facts.get(schema)!;
  return { kind: "section", about, fields: Object.fromEntries(fields), default: "its fields'" };
}

/** The schema of a field. */
export function schemaOf(field: Field): z.ZodMiniType {
  const required = bare(field).register(facts, field);
  if (field.optional) return z.optional(required);
  if (field.default === undefined) return required;
  return field.kind === "section" ? z.prefault(required, {}) : z._default(required, field.default);
}

function bare(field: Field): z.ZodMiniType {
  switch (field.kind) {
    case "number":
      return (field.whole ? z.int() : z.number()).check(
        z.minimum(field.min),
        ...(field.max === undefined ? [] : [z.maximum(field.max)]),
      );
    case "text":
      return z.string().check(z.refine((value) => flawOf(field.form, value) === undefined));
    case "secret":
      return z.string().check(z.refine((value) => /^\S+$/.test(value)));
    case "choice":
      return field.values.some((one) => typeof one === "number")
        ? z.literal(field.values as number[])
        : z.enum(field.values as string[]);
    case "flag":
      return z.boolean();
    case "list":
      return z.array(schemaOf(field.of)).check(z.minLength(field.min), z.maxLength(field.max));
    case "section":
      return z.strictObject(shapeOf(field.fields));
    case "variants": {
      const { chooser, options } = field;
      const variants = Object.entries(options).map(([name, { about, source, fields }]) => {
        const literal = z.literal(name).register(facts, { kind: "choice", values: [name], about, source });
        return z.strictObject({ [chooser]: literal, ...shapeOf(fields) });
      });
      return z.discriminatedUnion(chooser, variants as never);
    }
  }
}

function shapeOf(fields: Fields): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, schemaOf(field)]));
}
