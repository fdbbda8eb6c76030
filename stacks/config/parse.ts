/** From the raw keys of an environment to its config, or to everything that is wrong with it at once. */
import type { Field } from "../../components/fields";
import { soundPart } from "../../components/judge";
import type { Path } from "../../words/problem";
import { BLUEPRINTS, type Registry } from "../blueprints";
import type { ConfigContext } from "./context";
import { crossFieldProblems } from "./cross-field";
import { type Issue, type KeyProblem, problemsOf } from "./issues";
import { ConfigError, keyPath, line } from "./problems";
import { type Config, type ConfigOf, type Shape, shapeOf } from "./schema";

const NAMESPACE = "tandem:";

/**
 * The config in `raw` (full keys, `tandem:aws`; other namespaces are not ours and are skipped), checked, with its
 * defaults. Throws one `ConfigError` with a line for each mistake; no line holds a secret.
 */
export function parseConfig(raw: Record<string, unknown>, context: ConfigContext): Config;
export function parseConfig<R extends Registry>(
  raw: Record<string, unknown>,
  context: ConfigContext,
  registry: R,
): ConfigOf<R>;
export function parseConfig(
  raw: Record<string, unknown>,
  context: ConfigContext,
  registry: Registry = BLUEPRINTS,
): object {
  const shape = shapeOf(registry, raw[`${NAMESPACE}blueprint`] ?? context.stack);
  const config = decoded(raw, shape);
  if (config.blueprint === undefined && shape.names.includes(context.stack)) config.blueprint = context.stack;
  const { value, issues } = judgedOnce(shape, config);
  const draft = soundPart(value, issues.flatMap(wrongPath));
  const own = oncePerKey(issues.flatMap((issue) => problemsOf(issue, config, shape.root)));
  const told = new Set(own.map(({ path }) => keyPath(path)));
  const between = crossFieldProblems(draft, context, shape).filter(({ path }) => !told.has(keyPath(path)));
  const problems = [...own, ...between];
  if (problems.length > 0)
    throw new ConfigError(problems.map((one) => line(context.where, one, shape.secrets)));
  return draft;
}

/**
 * What zod made of the input (defaults included) and everything that it found, in one pass: so that one mistake does not
 * hide another. Zod's `safeParse` withholds the value; `_zod.run` is what it calls.
 */
function judgedOnce({ schema }: Shape, config: unknown): { value: object; issues: readonly Issue[] } {
  const payload = schema._zod.run({ value: config, issues: [] }, { async: false });
  const { value, issues } = payload as { value: object; issues: (Omit<Issue, "path"> & { path?: Path })[] };
  return { value, issues: issues.map((issue) => ({ ...issue, path: issue.path ?? [] })) };
}

/** What of the value is not valid. A variant that nothing chooses was not looked at: none of it is known to be valid. */
function wrongPath({ code, path }: Issue): Path[] {
  if (code === "unrecognized_keys") return [];
  return [code === "invalid_union" ? path.slice(0, -1) : path];
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
function decoded(raw: Record<string, unknown>, { root }: Shape): Record<string, unknown> {
  const ours = Object.entries(raw).filter(([key]) => key.startsWith(NAMESPACE));
  return Object.fromEntries(
    ours.map(([fullKey, value]) => {
      const key = fullKey.slice(NAMESPACE.length);
      const field = Object.hasOwn(root.fields, key) ? root.fields[key] : undefined;
      return [key, typeof value === "string" && field ? typed(value, field.kind) : value];
    }),
  );
}

function typed(text: string, kind: Field["kind"]): unknown {
  if (kind === "number") {
    if (/^[+-]?\.?(inf|infinity|nan)$/i.test(text))
      return /nan/i.test(text) ? Number.NaN : Number.POSITIVE_INFINITY;
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
  }
  if (kind === "flag") return text === "true" || (text === "false" ? false : text);
  return ["section", "variants", "list"].includes(kind) ? unpacked(text) : text;
}

function unpacked(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // the schema says that it is not a mapping or list
  }
}
