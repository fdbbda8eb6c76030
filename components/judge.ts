/** Judging a component's arguments by its fields and rules, and filling in what they leave out. Pure. */
import type { Path, Problem } from "../words/problem";
import { written } from "../words/problem";
import { verbatim } from "../words/shown";
import { chosen, type Draft, type Field, type Fields, type Settings, type Variants } from "./fields";
import { chooserOf, verdictOn } from "./verdict";

/** What a key is called where the problem is told: `redis` in a component, `tandem:aiStream.redis` in the config. */
export type Name = (path: Path) => string;

/**
 * What no field can say about itself: values that do not go together. A rule gets what is right by itself, is silent
 * while a value that it needs is not there, and tells paths below the arguments.
 */
export type Rule<S> = (draft: Draft<S>, name: Name) => readonly Problem[];

/** Everything that is wrong with these arguments. `at` is their path. */
export function problemsOf<F extends Fields>(
  fields: F,
  rules: readonly Rule<Settings<F>>[],
  args: object,
  at: Path = [],
): Problem[] {
  const own = inFields(fields, args, []);
  const draft = soundPart(
    fill(fields, args),
    own.map(({ path }) => path),
  ) as Draft<Settings<F>>;
  const told = new Set(own.map(({ path }) => written(path)));
  const between = rules
    .flatMap((rule) => rule(draft, written))
    .filter(({ path }) => !told.has(written(path)));
  return [...own, ...between].map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}

/** The arguments with every default filled in, right or wrong. */
export function fill<F extends Fields>(fields: F, args: object): Settings<F> {
  const values = args as Readonly<Record<string, unknown>>;
  const filled = Object.entries(fields).map(([key, field]) => [key, fillOne(field, values[key])] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined)) as Settings<F>;
}

/** The value without what stands at these paths; of a list all goes, as its other entries alone mean something else. */
export function soundPart(value: object, wrong: readonly Path[]): object {
  for (const path of wrong) {
    const list = path.findIndex((key) => typeof key === "number");
    const whole = list === -1 ? path : path.slice(0, list);
    const parent = valueAt(value, whole.slice(0, -1));
    if (typeof parent === "object" && parent !== null)
      delete (parent as Record<PropertyKey, unknown>)[whole.at(-1)!];
  }
  return value;
}

/** The value at this path, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** Entries of a list that stand there a second time: entries become names and subscriptions, which exist once. */
export function repetitions(entries: readonly unknown[], at: Path): Problem[] {
  return entries.flatMap((entry, index) =>
    entries.indexOf(entry) === index ? [] : [{ path: [...at, index], got: entry, ...REPETITION }],
  );
}

const REPETITION = { wrong: "a repetition", expected: "each entry once", change: "Remove it." };

/** Rules of a part, for whoever has its settings below a key. */
export function below<K extends string, P extends object>(key: K, rules: readonly Rule<P>[]) {
  return (draft: Partial<Record<K, Draft<P>>>, name: Name): Problem[] => {
    const part = draft[key];
    if (!part) return [];
    const told = rules.flatMap((rule) => rule(part as Draft<P>, (path) => name([key, ...path])));
    return told.map((problem) => ({ ...problem, path: [key, ...problem.path] }));
  };
}

const JUDGED = new WeakSet<object>();

/** Marks arguments that the caller has judged already, by the same fields and rules: a part need not ask again. */
export function judged<T extends object>(args: T): T {
  JUDGED.add(args);
  return args;
}

/** Whether exactly these arguments are marked; a copy of them is not. */
export function isJudged(args: object): boolean {
  return JUDGED.has(args);
}

function inFields(fields: Fields, values: object, at: Path): Problem[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    judge(field, (values as Record<string, unknown>)[key], [...at, key]),
  );
}

function judge(field: Field, value: unknown, at: Path): Problem[] {
  if (value === undefined && (field.optional || field.default !== undefined)) return [];
  // A secret may be known only later: what flows on is Pulumi's to check.
  if (field.kind === "secret" && typeof value === "object" && value !== null) return [];
  const verdict = verdictOn(field, value);
  if (verdict) return [{ path: at, got: hidden(field, value), ...verdict }];
  switch (field.kind) {
    case "section":
      return inFields(field.fields, value as object, at);
    case "variants":
      return inVariant(field, value as Record<string, unknown>, at);
    case "list": {
      const entries = value as unknown[];
      const wrong = entries.flatMap((entry, index) => judge(field.of, entry, [...at, index]));
      return [...wrong, ...repetitions(entries, at)];
    }
    default:
      return [];
  }
}

function inVariant(field: Variants, value: Record<string, unknown>, at: Path): Problem[] {
  const { chooser, options } = field;
  const variant = chosen(field, value);
  if (!variant) {
    const verdict = verdictOn(chooserOf(field), value[chooser])!;
    return [{ path: [...at, chooser], got: value[chooser], ...verdict }];
  }
  const others = Object.values(options).flatMap(({ fields }) => Object.entries(fields));
  const superfluous = new Map(others.filter(([key]) => !Object.hasOwn(variant.fields, key)));
  const meaningless = [...superfluous].filter(([key]) => value[key] !== undefined);
  return [
    ...inFields(variant.fields, value, at),
    ...meaningless.map(([key, other]) => ({
      path: [...at, key],
      wrong: `has no meaning for ${value[chooser]}`,
      got: hidden(other, value[key]),
      expected: "nothing",
      change: "Remove it.",
    })),
  ];
}

function hidden(field: Field, value: unknown): unknown {
  return field.kind === "secret" && value !== undefined && value !== null ? verbatim("[secret]") : value;
}

function fillOne(field: Field, value: unknown): unknown {
  if (field.kind === "section") {
    if (value === undefined && field.default === undefined) return undefined;
    return isMapping(value ?? {}) ? fill(field.fields, (value ?? {}) as object) : value;
  }
  if (field.kind === "variants") {
    const variant = chosen(field, value);
    if (!variant) return undefined; // none of it is known to mean anything
    const { [field.chooser]: name } = value as Record<string, unknown>;
    return { [field.chooser]: name, ...fill(variant.fields, value as object) };
  }
  return value ?? field.default;
}

function isMapping(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
