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

/** One operation of a run, and what becomes of it. */
export interface Fault {
  operation: "create" | "delete";
  urn: string;
  mode: "before" | "after" | "kill";
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

/** Brings bc1 up once in a project of its own: the state that others start from, and the URNs of what was made. */
export async function broughtUp(): Promise<{ project: TestProject; urns: string[] }> {
  const project = unprotected();
  await onStack(project, (session) => apply(session, new Operations(silent)));
  const creates = project.world().log.filter(({ op, urn }) => op === "create" && urn !== "");
  assert.ok(creates.length > 50, "bc1 is made of more than 50 resources");
  return { project, urns: creates.map(({ urn }) => urn) };
}

/** What an unprotected bc1 is made of, as reviewed in its golden file: no run is needed to know it. */
export function goldenUrns(): string[] {
  const urns = fs.readFileSync(path.join(__dirname, "..", "golden", "bc1.txt"), "utf8").split("\n");
  const made = urns.filter((urn) => /(aws|random):\w+\/\w+:\w+::/.test(urn) && !/-final-snapshot$/.test(urn));
  assert.ok(made.length > 50, "bc1 is made of more than 50 resources");
  return made;
}

/** At most `count` of them, spread evenly over the whole run. */
export function sample<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(all.length / count, 1);
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)]!);
}

/** Each of these at its place, in the modes by turns. */
export function faultsAt(
  operation: Fault["operation"],
  urns: readonly string[],
  ...modes: Fault["mode"][]
): Fault[] {
  return urns.map((urn, index) => ({ operation, urn, mode: modes[index % modes.length]! }));
}

function setFaults(project: TestProject, faults: readonly Fault[]): void {
  const file = faults.map(({ mode, ...match }) => ({ match, mode }));
  fs.mkdirSync(project.scratch, { recursive: true });
  fs.writeFileSync(path.join(project.scratch, "faults.json"), JSON.stringify(file));
}

/** Those that really happened: the others prove nothing. */
function metOf(project: TestProject, faults: readonly Fault[]): Fault[] {
  const { log } = project.world();
  return faults.filter(({ urn, mode }) => log.some((line) => line.outcome === mode && line.urn === urn));
}

/** Faults in one run: one that fails keeps those that need it from being reached. */
const GROUP = 10;

/** Creates that fail, a few in each run, then recover and down: nothing is left. */
export async function failedCreates(faults: readonly Fault[]): Promise<void> {
  const project = unprotected();
  await onStack(project, async (session) => {
    const up = () => apply(session, new Operations(silent));
    for (let left = faults; left.length > 0; ) left = await meetSome(left, project, session, up);
  });
  project.remove();
}

/** Deletes that fail, a few in each run, then recover and down: nothing is left. */
export async function failedDeletes(faults: readonly Fault[], from: TestProject): Promise<void> {
  for (let left = faults; left.length > 0; ) {
    const project = from.copy();
    await onStack(project, async (session) => {
      left = await meetSome(left, project, session, () => bringDown(session));
    });
    project.remove();
  }
}

/** Returns those that the run did not reach, as something that they need has failed: they wait for another run. */
async function meetSome(
  faults: readonly Fault[],
  project: TestProject,
  session: Session,
  run: () => Promise<unknown>,
): Promise<Fault[]> {
  const group = sample(faults, GROUP);
  setFaults(project, group);
  await assert.rejects(run());
  await mend(session);
  setFaults(project, []);
  await bringDown(session);
  assert.deepEqual(project.world().resources, {}, `left after ${names(group)}`);
  const met = metOf(project, group);
  assert.ok(met.length > 0, "a run meets one of its faults at least");
  return faults.filter((fault) => !met.includes(fault));
}

function names(faults: readonly Fault[]): string {
  return faults.map(({ mode, operation, urn }) => `${mode} ${operation} ${urn.split("::").pop()}`).join(", ");
}

/** The engine is killed at the create of each of these, then recover and up: nothing twice, lost, or left to do. */
export async function killedCreates(urns: readonly string[], all: readonly string[]): Promise<void> {
  const project = unprotected();
  const up = (session: Session) => apply(session, new Operations(silent));
  await killedAt(project, faultsAt("create", urns, "kill"), up, async (session) => {
    const { resources = [], pending_operations = [] } = await requireReady(session);
    assert.deepEqual(pending_operations, []);
    const world = Object.values(project.world().resources).filter(({ urn }) => urn !== "");
    // What is random lives in the state alone: there is no such thing in an account.
    const wanted = all.filter((urn) => !urn.includes("random:index/"));
    assert.deepEqual(world.map(({ urn }) => urn).toSorted(), wanted.toSorted());
    const known = new Set(resources.map(({ type, id }) => `${type} ${id}`));
    const lost = world.filter(({ type, id }) => !known.has(`${type} ${id}`));
    assert.deepEqual(lost, [], "the state knows all that exists");
  });
}

/** The engine is killed at the delete of each of these, then recover and down: nothing is left. */
export async function killedDeletes(urns: readonly string[], from: TestProject): Promise<void> {
  const project = from.copy();
  const faults = faultsAt("delete", urns, "kill");
  await killedAt(project, faults, bringDown, async () => {
    assert.deepEqual(project.world().resources, {}, `left after ${names(faults)}`);
  });
}

/** Each run is killed at the first of them that it comes to, and goes on, after a recover, where the last one ended. */
async function killedAt(
  project: TestProject,
  faults: readonly Fault[],
  run: (session: Session) => Promise<unknown>,
  check: (session: Session) => Promise<void>,
): Promise<void> {
  await onStack(project, async (session) => {
    let left = [...faults];
    while (left.length > 0) {
      setFaults(project, left);
      await assert.rejects(run(session));
      const met = metOf(project, left);
      assert.ok(met.length > 0, "the kill happened");
      left = left.filter((fault) => !met.includes(fault));
      await mend(session);
    }
    setFaults(project, []);
    await run(session);
    await check(session);
  });
  project.remove();
}
