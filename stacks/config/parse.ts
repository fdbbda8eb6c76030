/** From the raw keys of an environment to its config, or to everything that is wrong with it at once. */
import type * as z from "zod/mini";
import type { Path } from "../../words/problem";
import type { ConfigContext } from "./context";
import { crossFieldProblems } from "./cross-field";
import { type KeyProblem, problemsOf, unwrap, valueAt } from "./issues";
import { ConfigError, keyPath, line } from "./problems";
import { BLUEPRINTS, type Blueprint, type Config, configSchema, type Draft } from "./schema";

const NAMESPACE = "tandem:";

/**
 * The config in `raw` (full keys, `tandem:aws`; other namespaces are not ours and are skipped), checked, with its
 * defaults. Throws one `ConfigError` with a line for each mistake; no line holds a secret.
 */
export function parseConfig(raw: Record<string, unknown>, context: ConfigContext): Config {
  const config = decoded(raw);
  const named = BLUEPRINTS.find((one) => one === context.stack);
  if (config.blueprint === undefined && named) config.blueprint = named;
  const result = configSchema.safeParse(config);
  const issues = result.error?.issues ?? [];
  const draft: Draft = result.success ? result.data : validPart(config, issues);
  const own = oncePerKey(issues.flatMap((issue) => problemsOf(issue, config)));
  const told = new Set(own.map(({ path }) => keyPath(path)));
  const between = crossFieldProblems(draft, context).filter(({ path }) => !told.has(keyPath(path)));
  const problems = [...own, ...between];
  if (!result.success || problems.length > 0)
    throw new ConfigError(problems.map((one) => line(context.where, one)));
  return { ...result.data, blueprint: result.data.blueprint as Blueprint };
}

/** Each key's first problem, without the keys that are missing only because they are misspelt. */
function oncePerKey(problems: readonly KeyProblem[]): KeyProblem[] {
  const told = new Set(problems.flatMap(({ meant }) => (meant ? [keyPath(meant)] : [])));
  return problems.filter(({ path, wrong }) => {
    const key = keyPath(path);
    if (told.has(key) && wrong !== "unknown key") return false;
    told.add(key);
    return true;
  });
}

/** Our keys without their namespace. Pulumi stores top-level values as text; they get their type back here. */
function decoded(raw: Record<string, unknown>): Record<string, unknown> {
  const shape = configSchema._zod.def.shape as Record<string, z.core.SomeType>;
  const ours = Object.entries(raw).filter(([key]) => key.startsWith(NAMESPACE));
  return Object.fromEntries(
    ours.map(([fullKey, value]) => {
      const key = fullKey.slice(NAMESPACE.length);
      const field = Object.hasOwn(shape, key) ? unwrap(shape[key]!) : undefined;
      return [key, typeof value === "string" && field ? typed(value, field._zod.def.type) : value];
    }),
  );
}

function typed(text: string, type: string): unknown {
  if (type === "number") {
    if (/^[+-]?\.?(inf|infinity|nan)$/i.test(text))
      return /nan/i.test(text) ? Number.NaN : Number.POSITIVE_INFINITY;
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
  }
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  return type === "object" || type === "array" ? unpacked(text) : text;
}

function unpacked(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // the schema says that it is not a mapping or list
  }
}

/**
 * What zod made of the input (defaults included), without the values that have an issue, so that one mistake does not
 * hide another. Zod's `safeParse` withholds it; `_zod.run` is what it calls.
 */
function validPart(config: unknown, issues: readonly z.core.$ZodIssue[]): Draft {
  const { value } = configSchema._zod.run({ value: config, issues: [] }, { async: false }) as {
    value: unknown;
  };
  for (const { code, path } of issues) {
    // A variant that nothing chooses was not looked at: none of it is known to be valid.
    if (code === "invalid_union") drop(value, path.slice(0, -1));
    else if (code !== "unrecognized_keys") drop(value, path);
  }
  return value as Draft;
}

/** Takes out what is at this path: of a list the whole list, as its other entries alone mean something else. */
function drop(value: unknown, path: Path): void {
  const list = path.findIndex((key) => typeof key === "number");
  const whole = list === -1 ? path : path.slice(0, list);
  const parent = valueAt(value, whole.slice(0, -1));
  if (typeof parent === "object" && parent !== null)
    delete (parent as Record<PropertyKey, unknown>)[whole.at(-1)!];
}
