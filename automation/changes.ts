/** The engine's operations and messages, in the words that people read. Pure. */
import { className, nameOf, typeOf } from "../pulumi/urn";
import { paint } from "./terminal";

export interface Changes {
  create: number;
  update: number;
  delete: number;
  same: number;
  replace: number;
}

const MARKS: Record<string, string> = {
  create: "+",
  update: "~",
  delete: "-",
  "create-replacement": "+-",
  "delete-replaced": "-",
  replace: "+-",
  refresh: "~",
};

export interface Step {
  op: string;
  urn: string;
}

/** One operation in one line; undefined for what is left as it is. */
export function stepLine(
  { op, urn }: Step,
  color: (text: string) => string = paint.green,
): string | undefined {
  const mark = MARKS[op];
  if (mark === undefined) return undefined;
  const head = color(`${mark.padEnd(2)} ${op.padEnd(7)}`);
  return `${head} ${nameOf(urn).padEnd(40)} ${className(typeOf(urn))}`;
}

export function isEmpty({ create, update, delete: deleted, replace }: Changes): boolean {
  return create + update + deleted + replace === 0;
}

/** `12 created, 1 updated`; `nothing to do` when all stayed as it was. */
export function summary(changes: Changes, tense = ""): string {
  const words: [keyof Changes, string][] = [
    ["create", "created"],
    ["update", "updated"],
    ["replace", "replaced"],
    ["delete", "deleted"],
  ];
  const done = words.filter(([op]) => changes[op] > 0).map(([op, word]) => `${changes[op]} ${tense}${word}`);
  return done.length === 0 ? `nothing to do, ${changes.same} unchanged` : done.join(", ");
}

/** Without the engine's colour marks and its own `error:` prefix. */
export function clean(message: string): string {
  return message
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/^(error|Diagnostics): ?/gm, "")
    .trim();
}
