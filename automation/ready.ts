/** Whether a stack may be touched: not while another run has it, nor after one that was cut off. */
import type { Deployment } from "../pulumi/state";
import { nameOf } from "../pulumi/urn";
import { CommandError, EXIT, mistake } from "./exit";
import { describe, lockOwners } from "./lock";
import type { Operations } from "./operations";
import type { Session } from "./session";
import { readState } from "./state";

/** The owners of the locks on the session's stack. */
export function ownersOf({ project }: Session) {
  const backend = project.variables.PULUMI_BACKEND_URL ?? process.env.PULUMI_BACKEND_URL ?? "";
  return lockOwners(backend, "tandem", project.env);
}

/** @throws CommandError that names the owner of the lock, or what to do after a run that was cut off. */
export async function requireReady(session: Session): Promise<Deployment> {
  const { env } = session.project;
  requireUnlocked(session);
  const { deployment } = await readState(session);
  const pending = deployment.pending_operations ?? [];
  if (pending.length > 0) {
    const names = pending.map(({ type, resource }) => `${type} ${nameOf(resource.urn)}`).join(", ");
    throw mistake(
      EXIT.resource,
      env,
      "an earlier run was cut off",
      `${pending.length} pending (${names})`,
      "none",
      `Run ${recoverCommand(session)}`,
    );
  }
  return deployment;
}

/** @throws CommandError that names the owner, when another run has the stack or died with it. */
export function requireUnlocked(session: Session): void {
  const [owner] = ownersOf(session);
  if (!owner) return;
  const dead = `That process has ended: run ${recoverCommand(session)}`;
  const change = owner.state === "dead" ? dead : "Wait for it, or end it";
  throw mistake(
    EXIT.error,
    session.project.env,
    "another run has this stack",
    `a lock of ${describe(owner)}`,
    "none",
    change,
  );
}

/**
 * Why a run of the engine failed: its errors, or else the last words of the Automation API.
 *
 * @throws CommandError when it was cancelled, with what that leaves, or when another run has the stack.
 */
export function reasonOf(
  session: Session,
  { diagnostics }: Operations,
  error: Error,
  leaves: string,
): string {
  if (session.interruption.aborted)
    throw new CommandError(EXIT.cancelled, `${session.project.env}: cancelled; ${leaves}`);
  const said = diagnostics.join("\n") || error.message;
  if (/currently locked/.test(said)) requireUnlocked(session);
  return said;
}

export function recoverCommand({ project, cloud }: Session): string {
  return `./tandem recover ${project.env}${cloud.flag}`;
}
