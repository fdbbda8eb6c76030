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

/** Without protected data, whose release would be one more run of the engine in each case. */
function unprotected(): TestProject {
  const project = new TestProject();
  project.edit("Pulumi.bc1.yaml", "tandem:dataProtection: true", "tandem:dataProtection: false");
  return project;
}

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
  const project = unprotected();
  await onStack(project, (session) => apply(session, silent));
  const creates = project.world().log.filter(({ op, urn }) => op === "create" && urn !== "");
  assert.ok(creates.length > 50, "bc1 is made of more than 50 resources");
  return { project, creates: creates.map(({ urn }) => ({ op: "create", urn })) };
}

/** The creates of an unprotected bc1 as reviewed in its golden file: no run is needed to know them. */
export function goldenCreates(): Operation[] {
  const urns = fs.readFileSync(path.join(__dirname, "..", "golden", "bc1.txt"), "utf8").split("\n");
  const made = urns.filter((urn) => /(aws|random):\w+\/\w+:\w+::/.test(urn) && !/-final-snapshot$/.test(urn));
  assert.ok(made.length > 50, "bc1 is made of more than 50 resources");
  return made.map((urn) => ({ op: "create", urn }));
}

/** At most `count` of them, spread evenly over the whole run. */
export function sample<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(all.length / count, 1);
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)]!);
}

function setFaults(project: TestProject, operations: readonly Operation[], mode: Mode): void {
  const faults = operations.map(({ urn, op }) => ({ match: { urn, operation: op }, mode }));
  fs.mkdirSync(project.scratch, { recursive: true });
  fs.writeFileSync(path.join(project.scratch, "faults.json"), JSON.stringify(faults));
}

/** The fault must really have happened, or the case proves nothing. */
function fired(project: TestProject, mode: Mode, { urn }: Operation): boolean {
  return project.world().log.some((line) => line.outcome === mode && line.urn === urn);
}

/** Faults in one run: one that fails keeps those that need it from being reached. */
const GROUP = 6;

/**
 * Every one of these operations meets its fault, a few in each run. What a run does not reach, as something that it
 * needs has failed, waits for another run.
 */
export async function inGroups(
  operations: readonly Operation[],
  run: (group: readonly Operation[]) => Promise<readonly Operation[]>,
): Promise<void> {
  assert.ok(operations.length > 0, "there is something to break");
  let left = [...operations];
  while (left.length > 0) {
    const met = await run(sample(left, GROUP));
    assert.ok(met.length > 0, "a run meets one of its faults at least");
    left = left.filter((operation) => !met.includes(operation));
  }
}

/** Creates that fail, then recover and down: nothing is left. Returns those that were reached. */
export function failedCreates(
  operations: readonly Operation[],
  mode: "before" | "after",
): Promise<readonly Operation[]> {
  return broken(unprotected(), operations, mode, (session) => apply(session, silent));
}

/** Deletes that fail or at which the engine is killed, then recover and down: nothing is left. */
export function brokenDeletes(
  operations: readonly Operation[],
  mode: Mode,
  from: TestProject,
): Promise<readonly Operation[]> {
  return broken(from.copy(), operations, mode, bringDown);
}

async function broken(
  project: TestProject,
  operations: readonly Operation[],
  mode: Mode,
  run: (session: Session) => Promise<unknown>,
): Promise<readonly Operation[]> {
  setFaults(project, operations, mode);
  await onStack(project, async (session) => {
    await assert.rejects(run(session));
    await mend(session);
    setFaults(project, [], mode);
    await bringDown(session);
  });
  assert.deepEqual(project.world().resources, {}, `left after ${mode}: ${names(operations)}`);
  const met = operations.filter((operation) => fired(project, mode, operation));
  project.remove();
  return met;
}

function names(operations: readonly Operation[]): string {
  return operations.map(({ op, urn }) => `${op} ${urn.split("::").pop()}`).join(", ");
}

/** The engine is killed at a create, then recover and up: nothing twice, nothing lost, and nothing left to do. */
export async function killedCreate(operation: Operation, all: readonly Operation[]): Promise<void> {
  const project = unprotected();
  setFaults(project, [operation], "kill");
  await onStack(project, async (session) => {
    await assert.rejects(apply(session, silent));
    assert.ok(fired(project, "kill", operation), "the kill happened");
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
