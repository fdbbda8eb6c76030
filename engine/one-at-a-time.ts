/** Work that two processes must not do at once: the second waits for the first. */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alive } from "./alive";

const EVERY_MS = 50;

/** `lock` is a file that holds the owner's process id while it works; that of a process that has ended is taken away. */
export async function oneAtATime<T>(lock: string, work: () => Promise<T>, onWait = () => {}): Promise<T> {
  const mine = `${lock}.${crypto.randomUUID()}`;
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  fs.writeFileSync(mine, String(process.pid));
  try {
    for (let waited = false; !take(lock, mine); waited = true) {
      if (!waited) onWait();
      await sleep(EVERY_MS);
    }
  } finally {
    fs.rmSync(mine);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock);
  }
}

/** By a hard link, so that the lock holds its owner's id from its first moment. */
function take(lock: string, mine: string): boolean {
  try {
    fs.linkSync(mine, lock);
    return true;
  } catch {
    if (!isOwned(lock)) breakLock(lock, `${mine}.dead`);
    return false;
  }
}

/** Moved aside first: should another have taken the lock in this moment, it gets it back. */
function breakLock(lock: string, aside: string): void {
  try {
    fs.renameSync(lock, aside);
    if (isOwned(aside)) fs.linkSync(aside, lock);
  } catch {
    // Given back, or taken by a third.
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function isOwned(lock: string): boolean {
  try {
    return alive(Number(fs.readFileSync(lock, "utf8")));
  } catch {
    return false;
  }
}
