/** One server's link to its world: every operation is faulted, applied, saved and logged here. */
import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServerUnaryCall } from "@grpc/grpc-js";
import { changeWorld, type Fresh } from "../store";
import { count, due, type Fault } from "../world/faults";
import { InUse, type LogLine, type World, WorldError } from "../world/world";
import { callerPid } from "./caller";

/** How many lines the log keeps: every operation rewrites the file, and some twenty runs are in it. */
const LOG_LINES = 3000;

export interface ServeOptions extends Fresh {
  /** The world file; made when it is missing. */
  worldFile: string;
  /** JSON list of faults, read anew at each operation. A missing file is no faults. */
  faultsFile?: string;
  /** Waited before the effect of every operation, in milliseconds. Default 0. */
  latencyMs?: number;
  /** Process that a fault of kind `kill` kills. Default: the process that made the call. */
  killPid?: number;
  /** How long a delete is tried again while something still uses its target, in milliseconds. Default 2000. */
  patienceMs?: number;
}

/** Which operation, on what. */
export interface Subject {
  op: LogLine["op"];
  urn: string;
  type: string;
  id: string;
}

// biome-ignore lint/suspicious/noExplicitAny: any request; only the connection is looked at
export type Call = ServerUnaryCall<any, any>;

/** How one try of an operation went: it waits for others, a fault fired, AWS refused, or it has a result. */
interface Turn<T> {
  waiting?: boolean;
  fault?: Fault;
  error?: WorldError;
  result?: T;
}

export class WorldLink {
  #stop = new AbortController();

  constructor(readonly options: ServeOptions) {}

  /** Ends every operation that hangs. */
  cancel(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** Applies an effect to the world under the faults file. `id` is set from the result of a create. */
  async perform<T>(call: Call, subject: Subject, effect: (world: World) => T): Promise<T> {
    const startMs = Date.now();
    if (this.options.latencyMs) await sleep(this.options.latencyMs);
    const deadline = startMs + (this.options.patienceMs ?? 2000);
    for (;;) {
      const last = subject.op !== "delete" || Date.now() >= deadline;
      const turn = await this.#turn(subject, startMs, last, effect);
      if (turn.waiting) await sleep(50);
      else if (turn.fault) return this.#fail(call, turn.fault);
      else if (turn.error) throw turn.error;
      else return turn.result as T;
    }
  }

  /** One try. AWS's provider tries a delete again while its target is in use: such a try leaves no trace. */
  #turn<T>(subject: Subject, startMs: number, last: boolean, effect: (world: World) => T): Promise<Turn<T>> {
    const { worldFile } = this.options;
    const faults = this.#faults();
    return changeWorld<Turn<T>>(worldFile, this.options, (world) => {
      const note = (outcome: LogLine["outcome"], id = subject.id) => {
        world.log.push({ ...subject, id, seq: ++world.seq, startMs, finishMs: Date.now(), outcome });
        world.log.splice(0, world.log.length - LOG_LINES);
      };
      const fault = due(world, faults, subject);
      if (fault && fault.mode !== "after" && fault.mode !== "kill") {
        count(world, fault);
        note(fault.mode);
        return { fault };
      }
      try {
        const result = effect(world);
        if (fault) count(world, fault);
        const made = (result as { id?: unknown } | undefined)?.id;
        note(fault?.mode ?? "done", typeof made === "string" ? made : subject.id);
        return { fault, result };
      } catch (error) {
        if (!(error instanceof WorldError) || (error instanceof InUse && !last)) throw error;
        note("refused");
        return { error };
      }
    }).catch((error) => {
      if (error instanceof InUse) return { waiting: true };
      throw error;
    });
  }

  #faults(): Fault[] {
    const file = this.options.faultsFile;
    return file && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : [];
  }

  async #fail(call: Call, fault: Fault): Promise<never> {
    if (fault.mode === "kill" || fault.mode === "kill-before") {
      const engine = () => this.options.killPid ?? callerPid(call.getPeer());
      process.kill(fault.victim === "provider" ? process.pid : engine(), "SIGKILL");
    }
    if (fault.mode !== "before" && fault.mode !== "after") await this.#hang(call);
    throw new WorldError("InjectedFault", `a fault of kind "${fault.mode}" was asked for`);
  }

  #hang(call: Call): Promise<void> {
    return new Promise((resolve) => {
      call.on("cancelled", () => resolve());
      this.#stop.signal.addEventListener("abort", () => resolve());
      if (call.cancelled) resolve();
    });
  }
}
