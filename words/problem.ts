/** A mistake of somebody's as data, and the one sentence in which it is told. */
import { oneLine, plainKey, shown } from "./shown";

/** Keys from the outside in: `["aiStream", "notifyEmails", 0]`. */
export type Path = readonly PropertyKey[];

/** What is wrong, wherever it is. */
export interface Wrong {
  /** As the start of a sentence in lower case. */
  wrong: string;
  /** The value that stands there; `shown` says how it is told. */
  got: unknown;
  /** What is allowed, without a full stop. */
  expected: string;
  /** What to change: whole sentences. */
  change: string;
}

export interface Problem extends Wrong {
  path: Path;
}

/** `<where>: <what is wrong>, got <value>; expected <allowed>. <what to change>`, on one line. */
export function sentence(where: string, { wrong, got, expected, change }: Wrong): string {
  return oneLine(`${where}: ${wrong}, got ${shown(got)}; expected ${expected}. ${change}`);
}

/** The path in words: `aiStream.notifyEmails[0]`. After `within`, which it continues: `Network.cidr`. */
export function written(path: Path, within = ""): string {
  const keys = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${plainKey(String(key))}`));
  const text = within + keys.join("");
  return text.startsWith(".") ? text.slice(1) : text;
}
