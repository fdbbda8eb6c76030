/**
 * The kinds of options that a component has, as data. A component's `fields.ts` is the one home of its options: from it
 * come its checks and defaults, the config's section with its messages, the editor's schema, the reference, and which
 * values are secrets.
 */
import type { Input } from "@pulumi/pulumi";
import type { Form } from "./forms";

interface Told {
  /** What it is, in a sentence. */
  about: string;
  /** The document that asked for it, or whose limit it is. */
  source?: string;
  /** It may be left out, and then is not there. What has a default may be left out too. */
  optional?: true;
}

export interface NumberField extends Told {
  kind: "number";
  whole: boolean;
  min: number;
  max?: number;
  /** What the value counts, as a message says it: `MiB`. */
  unit?: string;
  /** A likely value, for messages; where absent, the least. */
  example?: number;
  default?: number;
}

export interface TextField extends Told {
  kind: "text";
  form: Form;
  default?: string;
}

/** A text that is nobody's to see: always encrypted, never shown. */
export interface SecretField extends Told {
  kind: "secret";
  default?: undefined;
}

/** One of a few values. */
export interface ChoiceField<V extends string | number = string | number> extends Told {
  kind: "choice";
  values: readonly V[];
  unit?: string;
  default?: V;
}

export interface FlagField extends Told {
  kind: "flag";
  default?: boolean;
}

/** Entries of one kind, each once. */
export interface ListField extends Told {
  kind: "list";
  of: TextField | NumberField;
  min: number;
  max: number;
  default?: readonly (string | number)[];
}

/** Fields below one key. Its default is that of its fields. */
export interface Section<F extends Fields = Fields> extends Told {
  kind: "section";
  fields: F;
  default?: "its fields'";
}

/** Sections of which one field, the chooser, chooses one by its name. */
export interface Variants<C extends string = string, O extends Options = Options> extends Told {
  kind: "variants";
  chooser: C;
  options: O;
  default?: undefined;
}

type Options = Readonly<Record<string, Omit<Section, "kind">>>;

export type Field =
  | NumberField
  | TextField
  | SecretField
  | ChoiceField
  | FlagField
  | ListField
  | Section
  | Variants;
export type Fields = Readonly<Record<string, Field>>;

type Rest<F, Own extends keyof F> = Omit<F, Own | "kind" | "about">;

/** A whole number in a range, both ends included. */
export function whole<const R extends Rest<NumberField, "whole">>(about: string, rest: R) {
  return { kind: "number", whole: true, about, ...rest } as const;
}

/** A number that need not be whole, such as an amount of money. */
export function amount<const R extends Rest<NumberField, "whole">>(about: string, rest: R) {
  return { kind: "number", whole: false, about, ...rest } as const;
}

export function text<const R extends Rest<TextField, "form">>(form: Form, about: string, rest?: R) {
  return { kind: "text", form, about, ...(rest as R) } as const;
}

export function secret(about: string) {
  return { kind: "secret", about } as const;
}

export function choice<const V extends string | number, const R extends Rest<ChoiceField<V>, "values">>(
  values: readonly V[],
  about: string,
  rest?: R,
) {
  return { kind: "choice", values, about, ...(rest as R) } as const;
}

export function flag<const R extends Rest<FlagField, never>>(about: string, rest?: R) {
  return { kind: "flag", about, ...(rest as R) } as const;
}

export function list<E extends TextField | NumberField, const R extends Rest<ListField, "of">>(
  of: E,
  about: string,
  rest: R,
) {
  return { kind: "list", of, about, ...rest } as const;
}

export function section<F extends Fields, const R extends Rest<Section, "fields">>(
  about: string,
  fields: F,
  rest?: R,
) {
  return { kind: "section", about, fields, ...(rest as R) } as const;
}

export function variants<const C extends string, O extends Options>(about: string, chooser: C, options: O) {
  return { kind: "variants", about, chooser, options } as const;
}

/** The value of a field once it is judged, its defaults filled in. */
export type ValueOf<F> = F extends NumberField
  ? number
  : F extends TextField
    ? string
    : F extends SecretField
      ? Input<string>
      : F extends ChoiceField<infer V>
        ? V
        : F extends FlagField
          ? boolean
          : F extends { kind: "list"; of: infer E }
            ? ValueOf<E>[]
            : F extends { kind: "section"; fields: infer S }
              ? Settings<S>
              : F extends { kind: "variants"; chooser: infer C extends string; options: infer O }
                ? { [K in keyof O]: OptionOf<C, K, O[K]> }[keyof O]
                : never;
type OptionOf<C extends string, K, S> = Record<C, K> & (S extends { fields: infer F } ? Settings<F> : never);
type OptionalKey<T> = { [K in keyof T]: T[K] extends { optional: true } ? K : never }[keyof T];

/** The settings that these fields describe. */
export type Settings<T> = Flat<
  { -readonly [K in Exclude<keyof T, OptionalKey<T>>]: ValueOf<T[K]> } & {
    -readonly [K in OptionalKey<T>]?: ValueOf<T[K]>;
  }
>;
type Flat<T> = { [K in keyof T]: T[K] };

/** Settings while they may still be wrong: what is right by itself is there, all else is absent. */
export type Draft<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Draft<T[K]> }
    : T;

/** These fields of a table, and no others. */
export function pick<T extends Fields, K extends keyof T>(fields: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, fields[key]])) as unknown as Pick<T, K>;
}

/** The section that this value chooses; none while it chooses none. */
export function chosen({ chooser, options }: Variants, value: unknown): Omit<Section, "kind"> | undefined {
  const name = (value as Record<string, unknown> | null | undefined)?.[chooser];
  return typeof name === "string" && Object.hasOwn(options, name) ? options[name] : undefined;
}

/** Where the secrets are, below these fields; the nearest to the top first. */
export function secretPaths(fields: Fields): string[][] {
  const paths = Object.entries(fields).flatMap(([key, field]) => below(field).map((path) => [key, ...path]));
  const each = [...new Map(paths.map((path) => [path.join("."), path])).values()];
  return each.sort((one, other) => one.length - other.length);
}

function below(field: Field): string[][] {
  if (field.kind === "secret") return [[]];
  if (field.kind === "section") return secretPaths(field.fields);
  return field.kind === "variants"
    ? Object.values(field.options).flatMap(({ fields }) => secretPaths(fields))
    : [];
}
