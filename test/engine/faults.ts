/** Faults on the real engine: one operation fails or the engine is killed at it, then the commands that mend it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { takeDown } from "../../automation/down";
import { Operations } from "../../automation/operations";
import { requireReady } from "../../automation/ready";
import { mend } from "../../automation/recover";
import { openSession, type Session } from "../../automation/session";
import { apply } from "../../automation/up";
import { TestProject } from "./project";

export type Mode = "before" | "after" | "kill";

/** One operation of a run, as the world recorded it. */
export interface Operation {
  op: "create" | "update" | "delete";
  urn: string;
}

const silent = () => {};

/** Runs `work` on a project's stack in this process, as the command does, but without its previews. */
async function onStack<T>(project: TestProject, work: (session: Session) => Promise<T>): Promise<T> {
  const checkout = process.cwd();
  process.chdir(project.directory);
  try {
    const session = await openSession("bc1", { sandbox: true, create: true });
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  } finally {
    process.chdir(checkout);
  }
}

async function bringDown(session: Session): Promise<void> {
  const { resources = [] } = await requireReady(session);
  const { strays } = await takeDown(session, resources, "delete", new Operations(silent));
  assert.deepEqual(strays, []);
}

/** Brings bc1 up once in a project of its own: the state that others start from, and the operations of the way. */
export async function broughtUp(): Promise<{ project: TestProject; creates: Operation[] }> {
  const project = new TestProject();
  await onStack(project, (session) => apply(session, silent));
  const creates = project.world().log.filter(({ op, urn }) => op === "create" && urn !== "");
  assert.ok(creates.length > 50, "bc1 is made of more than 50 resources");
  return { project, creates: creates.map(({ urn }) => ({ op: "create", urn })) };
}

/** At most `count` of them, spread evenly over the whole run. */
export function sample<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(all.length / count, 1);
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)]!);
}

function setFault(project: TestProject, operation: Operation, mode: Mode): void {
  const fault = { match: { urn: operation.urn, operation: operation.op }, mode };
  fs.mkdirSync(project.scratch, { recursive: true });
  fs.writeFileSync(path.join(project.scratch, "faults.json"), JSON.stringify([fault]));
}

/** The fault must really have happened, or the case proves nothing. */
function requireFired(project: TestProject, mode: Mode): void {
  assert.ok(
    project.world().log.some(({ outcome }) => outcome === mode),
    "the fault fired",
  );
}

/** A create that fails, then recover and down: nothing is left. */
export async function failedCreate(operation: Operation, mode: "before" | "after"): Promise<void> {
  const project = new TestProject();
  setFault(project, operation, mode);
  await onStack(project, async (session) => {
    await assert.rejects(apply(session, silent));
    requireFired(project, mode);
    await mend(session);
    await bringDown(session);
  });
  assert.deepEqual(project.world().resources, {});
  project.remove();
}

/** The engine is killed at a create, then recover and up: nothing twice, nothing lost, and nothing left to do. */
export async function killedCreate(operation: Operation, all: readonly Operation[]): Promise<void> {
  const project = new TestProject();
  setFault(project, operation, "kill");
  await onStack(project, async (session) => {
    await assert.rejects(apply(session, silent));
    requireFired(project, "kill");
    await mend(session);
    await apply(session, silent);
    const { resources = [], pending_operations = [] } = await requireReady(session);
    assert.deepEqual(pending_operations, []);
    const world = Object.values(project.world().resources).filter(({ urn }) => urn !== "");
    // What is random lives in the state alone: there is no such thing in an account.
    const wanted = all.filter(({ urn }) => !urn.includes("random:index/"));
    assert.deepEqual(world.map(({ urn }) => urn).toSorted(), wanted.map(({ urn }) => urn).toSorted());
    const known = new Set(resources.map(({ type, id }) => `${type} ${id}`));
    const lost = world.filter(({ type, id }) => !known.has(`${type} ${id}`));
    assert.deepEqual(lost, [], "the state knows all that exists");
  });
  project.remove();
}

/** A delete fails or the engine is killed at it, then recover and down: nothing is left. */
export async function brokenDelete(operation: Operation, mode: Mode, from: TestProject): Promise<void> {
  const project = from.copy();
  setFault(project, operation, mode);
  await onStack(project, async (session) => {
    await assert.rejects(bringDown(session));
    requireFired(project, mode);
    await mend(session);
    await bringDown(session);
  });
  assert.deepEqual(project.world().resources, {});
  project.remove();
}
