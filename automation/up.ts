/** `tandem up`: previews, checks gates and budget, then really brings the environment up. */

import { fromPreview } from "../policies/budget/planned";
import { CommandError, codeOf, EXIT } from "./exit";
import { deployedUpperUsd, type Judgement, judge, requireWithin } from "./judge";
import { type Changes, isEmpty, Operations, summary } from "./operations";
import { changesOf, preview } from "./plan";
import { confirm } from "./prompt";
import { requireReady } from "./ready";
import { openSession, type Session } from "./session";
import { say, sayTo } from "./terminal";

export interface UpOptions {
  env: string;
  sandbox: boolean;
  yes: boolean;
  json: boolean;
  expectNoChanges: boolean;
}

export async function up(options: UpOptions): Promise<number> {
  const session = await openSession(options.env, { sandbox: options.sandbox, create: true });
  const print = sayTo(options.json ? "stderr" : "stdout");
  try {
    const deployed = deployedUpperUsd(await requireReady(session));
    const plan = await preview(session, deployed);
    const { resources } = fromPreview(plan);
    const judgement = judge(resources, { deployedUpperUsd: deployed });
    requireWithin(judgement);
    const planned = changesOf(plan);
    print(`${options.env}: ${summary(planned, "to be ")}`);
    if (options.expectNoChanges && !isEmpty(planned)) {
      throw new CommandError(
        EXIT.changes,
        `${options.env}: ${summary(planned, "to be ")}; expected no changes`,
      );
    }
    if (!isEmpty(planned)) await confirm(options, `Bring ${options.env} up?`);
    const changes = await apply(session, print);
    await report(options, session, changes, judgement);
    return EXIT.done;
  } finally {
    await session.close();
  }
}

/** Runs the update itself, its operations printed as they end. */
export async function apply(session: Session, print: (line: string) => void): Promise<Changes> {
  const operations = new Operations(print);
  await session.stack.up({ continueOnError: true, onEvent: operations.onEvent }).catch((error: Error) => {
    const said = operations.diagnostics.join("\n") || error.message;
    if (operations.failures.length === 0) throw new CommandError(codeOf(said), said);
    const flag = session.sandbox ? " --sandbox" : "";
    const names = operations.failures.map((urn) => urn.split("::").pop()).join(", ");
    const next = `${names} failed; what was made stays. Run ./tandem recover ${session.project.env}${flag}, then up or down`;
    throw new CommandError(EXIT.resource, `${said}\n${session.project.env}: ${next}`);
  });
  return operations.changes;
}

async function report(
  options: UpOptions,
  session: Session,
  changes: Changes,
  judgement: Judgement,
): Promise<void> {
  const { env, json } = options;
  if (json) {
    say(
      JSON.stringify(
        { environment: env, result: "up", changes, cost: judgement.document, leftovers: [] },
        null,
        2,
      ),
    );
    return;
  }
  say(`${env}: ${summary(changes)}`);
  for (const [name, { value, secret }] of Object.entries(await session.stack.outputs())) {
    say(`${name}: ${secret ? "[secret]" : typeof value === "string" ? value : JSON.stringify(value)}`);
  }
  say();
  process.stdout.write(judgement.text);
}
