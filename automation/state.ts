/** The stack's state, as Pulumi exports and imports it. Secrets in it stay encrypted. */
import * as fs from "node:fs";
import * as path from "node:path";
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

/** Replaces the state by this one, which is kept in a file whose name ends so. */
export async function writeState(session: Session, state: StateDocument, suffix: string): Promise<void> {
  const file = path.join(session.project.root, keepFile(session, state, suffix));
  await stackCommand(session, "import", "--file", file);
}

/** Keeps a state beside the earlier ones, and returns its path in the checkout. */
export function keepFile(session: Session, state: StateDocument, suffix = ""): string {
  const folder = path.join(session.project.root, ".tandem", "backups");
  fs.mkdirSync(folder, { recursive: true });
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const file = path.join(folder, `${session.project.env}-${time}${suffix}.json`);
  fs.writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  return path.relative(session.project.root, file);
}

async function stackCommand(session: Session, ...args: string[]): Promise<string> {
  const { ok, stdout, stderr } = await pulumi(session, ["stack", ...args, "--stack", session.project.env]);
  if (!ok) throw new CommandError(EXIT.error, clean(stderr));
  return stdout;
}
