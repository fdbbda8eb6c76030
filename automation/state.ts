/** The stack's state, as Pulumi exports and imports it. Secrets in it stay encrypted. */
import type { StateDocument } from "../pulumi/state";
import { clean } from "./changes";
import { CommandError, EXIT } from "./exit";
import { pulumi } from "./plan";
import type { Session } from "./session";

/** Not by the Automation API: it would decrypt the secrets, which nobody here needs, and that takes time. */
export async function readState(session: Session): Promise<StateDocument> {
  const { deployment, ...rest } = JSON.parse(await stackCommand(session, "export"));
  return { ...rest, deployment: deployment ?? {} };
}

/** Replaces the state by the one in this file, an absolute path. */
export async function writeState(session: Session, file: string): Promise<void> {
  await stackCommand(session, "import", "--file", file);
}

async function stackCommand(session: Session, ...args: string[]): Promise<string> {
  const { ok, stdout, stderr } = await pulumi(session, ["stack", ...args, "--stack", session.project.env]);
  if (!ok) throw new CommandError(EXIT.error, clean(stderr));
  return stdout;
}
