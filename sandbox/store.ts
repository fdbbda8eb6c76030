/**
 * The world file: one JSON document shared by several processes. Every change is load, modify, save under a lock,
 * and the save is an atomic rename, so that a kill at any moment leaves a readable world.
 */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alive } from "../engine/alive";
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

let tickets = 0;

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
    const ticket = await lock(file);
    try {
      const world =
        readWorld(file) ??
        newWorld(
          fresh.accountId ?? "123456789012",
          fresh.region ?? "us-east-1",
          randomBytes(16).toString("hex"),
        );
      const result = change(world);
      if (save(file, world, ticket)) return result;
    } finally {
      unlock(file, ticket);
    }
  }
}

function save(file: string, world: World, ticket: string): boolean {
  const next = `${file}.${ticket}.tmp`;
  fs.writeFileSync(next, JSON.stringify(world));
  if (holder(file) === ticket) {
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

/** Takes the lock: a hard link, so that the lock file always holds its owner's ticket from its first moment. */
async function lock(file: string): Promise<string> {
  const ticket = `${process.pid}-${++tickets}-${randomBytes(4).toString("hex")}`;
  const mine = `${file}.${ticket}.ticket`;
  fs.writeFileSync(mine, ticket);
  try {
    for (;;) {
      try {
        fs.linkSync(mine, `${file}.lock`);
        return ticket;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      breakIfDead(file, ticket);
      await sleep(1 + Math.random() * 3);
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function unlock(file: string, ticket: string): void {
  if (holder(file) === ticket) fs.rmSync(`${file}.lock`, { force: true });
}

function holder(file: string): string | undefined {
  try {
    return fs.readFileSync(`${file}.lock`, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * A lock whose process has ended is moved aside, and one that is older than any change can take, as its process id may
 * be another's by now. `save` asks for the ticket again, should this move a living one.
 */
function breakIfDead(file: string, ticket: string): void {
  const owner = holder(file);
  if (owner === undefined) return;
  const aside = `${file}.${ticket}.dead`;
  try {
    const age = Date.now() - fs.statSync(`${file}.lock`).mtimeMs;
    if (alive(Number.parseInt(owner, 10)) && age < OLDEST_LOCK_MS) return;
    fs.renameSync(`${file}.lock`, aside);
    fs.rmSync(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
