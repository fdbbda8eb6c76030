/** Planning: Pulumi's own preview document, and what the program said when there is none. */
import { execFile } from "node:child_process";
import type { PreviewDocument } from "../pulumi/preview";
import { type Changes, clean } from "./changes";
import { CommandError, codeOf } from "./exit";
import { requireGoing, type Session } from "./session";

/** How a run of the engine's command line ended. */
export interface Finished {
  ok: boolean;
  stdout: string;
  stderr: string;
}

/**
 * Previews the stack, its unchanged resources included. The program is told that it only plans: what the plan costs is
 * judged here, where the state is known, and shown also when it is too much.
 *
 * @throws CommandError with the program's or the engine's own words, and the exit code that they mean.
 */
export async function preview(session: Session): Promise<PreviewDocument> {
  const args = ["preview", "--json", "--show-sames", "--stack", session.project.env];
  const { ok, stdout, stderr } = await pulumi(session, args, { TANDEM_JUDGED: "later" });
  const document = parse(stdout);
  if (ok && document) return document;
  const printed = document ? errorsOf(document).join("\n") : "";
  const message = printed || clean(stderr) || clean(stdout);
  throw new CommandError(codeOf(message), message);
}

/** How many resources the plan would create, change, replace and delete. */
export function changesOf({ changeSummary }: PreviewDocument): Changes {
  const { create = 0, update = 0, delete: deleted = 0, same = 0, replace = 0 } = changeSummary;
  return { create, update, delete: deleted, same, replace };
}

/** Runs the engine's command line in the session's project, for what the Automation API has no method for. */
export async function pulumi(
  session: Session,
  args: string[],
  extra: Record<string, string> = {},
): Promise<Finished> {
  const { directory, variables } = session.project;
  const env = { ...process.env, ...variables, ...extra };
  const options = { cwd: directory, env, maxBuffer: 1 << 30, signal: session.interruption };
  const finished = await new Promise<Finished>((resolve) => {
    execFile("pulumi", [...args, "--non-interactive"], options, (error, stdout, stderr) =>
      resolve({ ok: !error, stdout, stderr }),
    );
  });
  requireGoing(session);
  return finished;
}

function parse(text: string): PreviewDocument | undefined {
  try {
    const document = JSON.parse(text);
    return Array.isArray(document?.steps) || Array.isArray(document?.diagnostics)
      ? { steps: [], changeSummary: {}, ...document }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The errors of a preview, each once; the engine's own summary only when there is nothing better. */
export function errorsOf(document: PreviewDocument): string[] {
  const errors = (document.diagnostics ?? []).filter(({ severity }) => severity === "error");
  const messages = [...new Set(errors.map(({ message }) => clean(message)))];
  const better = messages.filter((message) => !/^(preview failed|update failed)$/.test(message));
  return better.length > 0 ? better : messages;
}
