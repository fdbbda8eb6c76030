/** The engine's operations as people read them: one line each, when it is done. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { clean } from "./plan";
import { duration, paint, say } from "./terminal";

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
  const [, , types = "", name = urn] = urn.split("::").slice(-4);
  const head = color(`${mark.padEnd(2)} ${op.padEnd(7)}`);
  return `${head} ${shortType(types.split("$").pop() ?? "").padEnd(30)} ${name}`;
}

/** Follows one run of the engine: prints each operation, counts the changes, keeps what failed. */
export class Operations {
  readonly changes: Changes = { create: 0, update: 0, delete: 0, same: 0, replace: 0 };
  readonly failures: string[] = [];
  readonly diagnostics: string[] = [];
  readonly #started = new Map<string, number>();

  constructor(private readonly print: (line: string) => void = say) {}

  readonly onEvent = (event: EngineEvent): void => {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent, summaryEvent } = event;
    if (resourcePreEvent) this.#started.set(resourcePreEvent.metadata.urn, Date.now());
    if (resOutputsEvent && !resOutputsEvent.planning) this.#line(resOutputsEvent.metadata, paint.green);
    if (resOpFailedEvent) {
      this.failures.push(resOpFailedEvent.metadata.urn);
      this.#line(resOpFailedEvent.metadata, paint.red, "failed");
    }
    if (diagnosticEvent?.severity === "error") this.#diagnose(diagnosticEvent.message);
    if (summaryEvent) this.#count(summaryEvent.resourceChanges ?? {});
  };

  #line(metadata: Step, color: (text: string) => string, state = ""): void {
    const took = Date.now() - (this.#started.get(metadata.urn) ?? Date.now());
    const line = stepLine(metadata, color);
    if (line) this.print(`${line} ${paint.dim(state || duration(took))}`);
  }

  #diagnose(message: string): void {
    const text = clean(message);
    if (text && !/^(preview|update|destroy) failed$/.test(text)) this.diagnostics.push(text);
  }

  #count(changes: Partial<Record<string, number>>): void {
    for (const op of Object.keys(this.changes) as (keyof Changes)[]) this.changes[op] = changes[op] ?? 0;
  }
}

/** `aws:ecs/service:Service` as people write it: `aws:ecs:Service`. */
export function shortType(type: string): string {
  return type.replace(/^([^:]+):([^/:]+)(?:\/[^:]+)?:(.+)$/, "$1:$2:$3");
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
