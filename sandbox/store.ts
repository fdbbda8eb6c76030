/**
 * The world file: one JSON document shared by several processes. Every change is load, modify, save under a lock,
 * and the save is an atomic rename, so that a kill at any moment leaves a readable world.
 */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { alive } from "../engine/alive";
import { type Lock, takeLock } from "../engine/lock";
import { newWorld, type World } from "./world/world";

/** What a new world starts with. */
export interface Fresh {
  /** Default 123456789012, the account that AWS uses in its own examples. */
  accountId?: string;
  /** Default us-east-1. */
  region?: string;
}

/** A change takes a few milliseconds. */
const OLDEST_LOCK_MS = 10_000;

/** Reads the world; undefined when there is no file. Needs no lock: the file is only ever replaced whole. */
export function readWorld(file: string): World | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Changes the world and saves it. `change` must be synchronous; when it throws, nothing is saved. It runs again when
 * the lock was taken away by a process that thought this one dead.
 */
export async function changeWorld<T>(file: string, fresh: Fresh, change: (world: World) => T): Promise<T> {
  for (;;) {
    const lock = await takeLock(`${file}.lock`, { everyMs: 2.5, oldestMs: OLDEST_LOCK_MS });
    try {
      const world =
        readWorld(file) ??
        newWorld(
          fresh.accountId ?? "123456789012",
          fresh.region ?? "us-east-1",
          randomBytes(16).toString("hex"),
        );
      const result = change(world);
      if (save(file, world, lock)) return result;
    } finally {
      lock.release();
    }
  }
}

function save(file: string, world: World, lock: Lock): boolean {
  const next = `${file}.${lock.ticket}.tmp`;
  fs.writeFileSync(next, JSON.stringify(world));
  if (lock.isHeld()) {
    fs.renameSync(next, file);
    return true;
  }
  fs.rmSync(next, { force: true });
  return false;
}

/** Removes what killed processes left beside the world. */
export function sweep(file: string): void {
  const folder = path.dirname(file);
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(file)}.`)) continue;
    const pid = /\.(\d+)-\d+-[0-9a-f]+\.(?:tmp|ticket|dead)$/.exec(name)?.[1];
    if (pid !== undefined && !alive(Number(pid))) fs.rmSync(path.join(folder, name), { force: true });
  }
}
