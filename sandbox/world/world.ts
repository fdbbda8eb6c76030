/**
 * The sandbox's world: what exists in the stand-in account, as one JSON value. Pure: who holds the world
 * reads and writes it (`store.ts`).
 */
import { createHash } from "node:crypto";
import type { Properties } from "../../pulumi/values";

/** A thing that exists in the account. Secrets are hashed before they come here. */
export interface WorldResource {
  /** Provider id, as the state has it. */
  id: string;
  /** What tells it apart within its type where the id does not, such as a task definition's ARN. */
  key?: string;
  /** Pulumi type token. Things that no program registers (network interfaces, snapshots) have tokens too. */
  type: string;
  /** URN that the engine gave at create; empty for what a controller of AWS made. */
  urn: string;
  inputs: Properties;
  outputs: Properties;
  /** Keys of the resources that this one uses; what each use means for a delete is `uses[key]`. */
  uses: Record<string, "blocks" | "ends" | "free">;
  /** Key of the resource whose controller made this one; absent for what a program made. */
  maker?: string;
  /** Seed of the generated parts of ids and ARNs, kept for its lifetime. */
  seed: string;
}

/** A name that AWS keeps taken after the thing is gone. */
export interface Reservation {
  type: string;
  name: string;
  /** Milliseconds since the epoch. */
  until: number;
}

/** One operation, in the order in which they took effect. */
export interface LogLine {
  seq: number;
  op: "create" | "update" | "delete" | "read";
  urn: string;
  type: string;
  id: string;
  startMs: number;
  finishMs: number;
  /** done; refused: an error of the world's own rules; otherwise the fault that fired. */
  outcome: "done" | "refused" | "before" | "after" | "hang" | "kill" | "kill-before";
}

export interface World {
  format: 1;
  accountId: string;
  region: string;
  /** Mixed into every hashed secret, so that two worlds do not share hashes. */
  salt: string;
  seq: number;
  resources: Record<string, WorldResource>;
  reservations: Reservation[];
  /** Numbers that never go back, such as a task definition family's revision. */
  counters: Record<string, number>;
  /** How often each fault has fired, by the fault's own JSON. */
  fired: Record<string, number>;
  log: LogLine[];
}

/** An error as AWS gives it. `code` is AWS's own error code. */
export class WorldError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** An error that goes away when something else does: AWS's provider tries such a delete again for a while. */
export class InUse extends WorldError {}

/** An empty account. `salt` should be random. */
export function newWorld(accountId: string, region: string, salt: string): World {
  const empty = { seq: 0, resources: {}, reservations: [], counters: {}, fired: {}, log: [] };
  return { format: 1, accountId, region, salt, ...empty };
}

/** The key of a resource: ids are unique only within a type. */
export function keyOf(type: string, id: string): string {
  return `${type}|${id}`;
}

export function lookUp(world: World, type: string, id: string): WorldResource | undefined {
  return world.resources[keyOf(type, id)];
}

/** All resources of a type. */
export function ofType(world: World, type: string): WorldResource[] {
  return Object.values(world.resources).filter((resource) => resource.type === type);
}

/** What was created for this URN and still exists: more than one after a create that the state has lost. */
export function findByUrn(world: World, urn: string): WorldResource[] {
  return Object.values(world.resources).filter((resource) => resource.urn === urn);
}

/** What stands in the world where a secret was. */
export function hashed(world: World, secret: unknown): string {
  return `hashed:${createHash("sha256").update(world.salt).update(JSON.stringify(secret)).digest("hex").slice(0, 32)}`;
}

/** Whether this is what `hashed` makes. */
export function isHashed(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("hashed:");
}
