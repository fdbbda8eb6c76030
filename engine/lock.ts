/** A lock between processes: a file that holds its owner's ticket, which begins with the owner's process id. */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alive } from "./alive";

export interface LockOptions {
  /** Milliseconds between two tries, half more or less. */
  everyMs: number;
  /** Milliseconds after which no owner can still be at work; its process id may be another's by then. Default: never. */
  oldestMs?: number;
  /** Told once, when there is something to wait for. */
  onWait?: () => void;
}

export interface Lock {
  /** The owner's own: no other lock has had it. */
  ticket: string;
  /** False when it was taken away by a process that thought this one dead. */
  isHeld(): boolean;
  release(): void;
}

let tickets = 0;

/** Waits for the lock and takes it: by a hard link, so that the file holds its owner's ticket from its first moment. */
export async function takeLock(file: string, { everyMs, oldestMs, onWait }: LockOptions): Promise<Lock> {
  const ticket = `${process.pid}-${++tickets}-${randomBytes(4).toString("hex")}`;
  const mine = `${file}.${ticket}.ticket`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(mine, ticket);
  try {
    for (let waited = false; !link(mine, file); waited = true) {
      if (!isOwned(file, oldestMs)) breakLock(file, `${file}.${ticket}.dead`, oldestMs);
      else if (!waited) onWait?.();
      await sleep(everyMs * (0.5 + Math.random()));
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
  const isHeld = () => holder(file) === ticket;
  const release = () => {
    if (isHeld()) fs.rmSync(file, { force: true });
  };
  return { ticket, isHeld, release };
}

/** Work that two processes must not do at once: the second waits for the first. */
export async function oneAtATime<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  const lock = await takeLock(file, { everyMs: 50, onWait });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

/** Moved aside first: should another have taken the lock in this moment, it gets it back. */
function breakLock(file: string, aside: string, oldestMs?: number): void {
  try {
    fs.renameSync(file, aside);
    if (isOwned(aside, oldestMs)) link(aside, file);
    fs.rmSync(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** By a living process that can still be at work. */
function isOwned(file: string, oldestMs = Number.POSITIVE_INFINITY): boolean {
  const owner = holder(file);
  if (owner === undefined || !alive(Number.parseInt(owner, 10))) return false;
  const { mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
  return mtimeMs !== undefined && Date.now() - mtimeMs < oldestMs;
}

function holder(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
