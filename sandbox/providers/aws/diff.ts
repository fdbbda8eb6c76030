/** What changes between two sets of inputs, and what a change asks for. */
import { isDeepStrictEqual } from "node:util";
import { factsOf } from "../../../aws/schema";
import type { Properties } from "../../../pulumi/values";
import type { Entry } from "./types/row";

export interface Difference {
  /** Top-level properties that differ. */
  changed: string[];
  /** Those that only a new resource can take. */
  replaces: string[];
  /** The new one cannot exist beside the old one: a name that the program fixed is unique and stays the same. */
  deleteBeforeReplace: boolean;
}

/** Compares inputs. Keys that start with `__` belong to the provider and are left out. */
export function diff(row: Entry, olds: Properties, news: Properties): Difference {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !key.startsWith("__"),
  );
  const changed = keys.filter((key) => !isDeepStrictEqual(olds[key] ?? null, news[key] ?? null)).sort();
  const forced = (key: string) =>
    row.schema.noUpdate || factsOf(row.schema, key)?.new !== undefined || row.replaceIf?.[key]?.(olds, news);
  const replaces = changed.filter(forced);
  return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && clashes(row, olds, news, changed) };
}

function clashes(row: Entry, olds: Properties, news: Properties, changed: string[]): boolean {
  if (row.unique === undefined || row.unique.properties.some((property) => changed.includes(property)))
    return false;
  const named = row.schema.autoName?.property;
  const automatic = (of: Properties) => Array.isArray(of.__defaults) && of.__defaults.includes(named);
  return named === undefined || !(automatic(olds) || automatic(news));
}
