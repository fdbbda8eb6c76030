/** The engine's operations as people read them: one line each, when it is done. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type Changes, clean, type Step, stepLine } from "./changes";
import { duration, paint, say } from "./terminal";
import type { Tree } from "./tree";

/** Follows one run of the engine: prints each operation, counts the changes, keeps what failed. */
export class Operations {
  readonly changes: Changes = { create: 0, update: 0, delete: 0, same: 0, replace: 0 };
  readonly failures: string[] = [];
  readonly diagnostics: string[] = [];
  readonly #started = new Map<string, number>();
  /** What the engine counts as deleted, and only forgets. */
  #forgotten = 0;

  /** `tree`: drawn on a terminal while the run goes on, instead of a line for each operation. */
  constructor(
    private readonly print: (line: string) => void = say,
    private readonly tree?: Tree,
  ) {}

  /** Whether the run came as far as a resource. */
  get began(): boolean {
    return this.#started.size > 0;
  }

  readonly onEvent = (event: EngineEvent): void => {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent, summaryEvent } = event;
    if (resourcePreEvent) {
      this.#started.set(resourcePreEvent.metadata.urn, Date.now());
      this.tree?.starts(resourcePreEvent.metadata);
    }
    if (resOutputsEvent && !resOutputsEvent.planning) {
      const { metadata } = resOutputsEvent;
      this.tree?.ends(metadata, "done");
      const forgets = metadata.op === "delete" && metadata.old?.retainOnDelete === true;
      if (forgets) this.#forgotten++;
      this.#line(metadata, paint.green, forgets ? "kept" : "");
    }
    if (resOpFailedEvent) {
      this.failures.push(resOpFailedEvent.metadata.urn);
      this.tree?.ends(resOpFailedEvent.metadata, "failed");
      this.#line(resOpFailedEvent.metadata, paint.red, "failed");
    }
    if (diagnosticEvent?.severity === "error") this.#diagnose(diagnosticEvent.message);
    if (summaryEvent) this.#count(summaryEvent.resourceChanges ?? {});
  };

  #line(metadata: Step, color: (text: string) => string, state = ""): void {
    if (this.tree) return;
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
    this.changes.delete -= this.#forgotten;
  }
}
