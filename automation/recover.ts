/** `tandem recover`: after a run that was killed or failed half way, makes the state say what really exists. */
import { pendingCreates } from "../pulumi/state";
import { CommandError, codeOf, EXIT, mistake } from "./exit";
import { describe, removeEmptySidecars } from "./lock";
import { Operations } from "./operations";
import { ownersOf, reasonOf } from "./ready";
import { repair } from "./repair";
import { openSession, type Session } from "./session";
import { keepFile, readState, writeState } from "./state";
import { note, say } from "./terminal";

export interface RecoverOptions {
  env: string;
  sandbox: boolean;
  json: boolean;
}

export async function recover(options: RecoverOptions): Promise<number> {
  removeEmptySidecars(process.env.PULUMI_BACKEND_URL ?? "", "tandem");
  const session = await openSession(options.env, { sandbox: options.sandbox, create: false });
  try {
    const mended = await mend(session);
    if (options.json)
      say(JSON.stringify({ environment: options.env, result: "recovered", ...mended }, null, 2));
    else report(session, mended);
    return EXIT.done;
  } finally {
    await session.close();
  }
}

export interface Mended {
  /** URNs of what exists, and the state did not know. */
  adopted: string[];
  /** URNs of creates that never took effect, or that do no harm when they are done again. */
  dropped: string[];
  /** The state as it was, a file in the checkout's `.tandem/`. */
  backup: string;
}

/** Takes a dead lock away, keeps the state, mends it, and has the engine read what exists. */
export async function mend(session: Session): Promise<Mended> {
  await breakDeadLock(session);
  const state = await readState(session);
  const backup = keepFile(session, state);
  const repaired = repair(state.deployment, await session.cloud.findCutOff(pendingCreates(state.deployment)));
  const { adopted, dropped } = repaired;
  if (adopted.length + dropped.length > 0) {
    await writeState(session, { ...state, deployment: repaired.deployment }, "-mended");
  }
  await refresh(session);
  return { ...(await confirmed(session, repaired)), backup };
}

async function refresh(session: Session): Promise<void> {
  const operations = new Operations(() => {});
  const { interruption: signal } = session;
  await session.stack.refresh({ onEvent: operations.onEvent, signal }).catch((error: Error) => {
    const said = reasonOf(session, operations, error, "run recover again");
    throw new CommandError(codeOf(said), said);
  });
}

/** What the refresh did not find was never made, although its id is known beforehand. */
async function confirmed(session: Session, { adopted, dropped }: Omit<Mended, "backup">) {
  if (adopted.length === 0) return { adopted, dropped };
  const { resources = [] } = (await readState(session)).deployment;
  const exists = (urn: string) => resources.some((one) => one.urn === urn);
  return {
    adopted: adopted.filter(exists),
    dropped: [...dropped, ...adopted.filter((urn) => !exists(urn))],
  };
}

const REFUSED = "up makes it; should AWS say that it exists already, take it over with pulumi import";

function report({ project: { env }, cloud }: Session, result: Mended): void {
  for (const urn of result.adopted) say(`adopted  ${urn}`);
  for (const urn of result.dropped)
    say(`dropped  ${urn}: ${cloud.refusesTwice(urn) ? REFUSED : "up makes it"}`);
  say(`${env}: the state says what exists; the state before is kept in ${result.backup}`);
  say(`go on with ./tandem up ${env}${cloud.flag} or ./tandem down ${env}${cloud.flag}`);
}

/** Takes the lock away from a process that has ended; never from one that lives, or may live on another host. */
async function breakDeadLock(session: Session): Promise<void> {
  const { env } = session.project;
  const owners = ownersOf(session);
  const living = owners.find(({ state }) => state === "alive");
  if (living) {
    throw mistake(
      EXIT.error,
      env,
      "another command is running",
      `a lock of ${describe(living)}`,
      "none",
      "Wait for it, or end it",
    );
  }
  const elsewhere = owners.find(({ state }) => state === "elsewhere");
  if (elsewhere) {
    throw mistake(
      EXIT.error,
      env,
      "locked from another machine",
      `a lock of ${describe(elsewhere)}`,
      "one of this machine",
      `Make sure that it has ended, run pulumi cancel -s ${env} there, then recover again`,
    );
  }
  if (owners.length === 0) return;
  note(`taking away the lock of ${describe(owners[0]!)}: that process has ended`);
  await session.stack.cancel();
}
