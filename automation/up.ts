/** `tandem up`: previews, checks gates and budget, then really brings the environment up. */

import type { OutputMap } from "@pulumi/pulumi/automation";
import { fromPreview } from "../policies/budget/planned";
import { CommandError, codeOf, EXIT } from "./exit";
import { deployedUpperUsd, type Judgement, judge, passes, requireWithin } from "./judge";
import { minutesOnAws, sequence } from "./minutes";
import { Operations } from "./operations";
import { changesOf, preview } from "./plan";
import { confirm } from "./prompt";
import { reasonOf, recoverCommand, requireReady } from "./ready";
import type { Sandbox } from "./sandbox";
import { openSession, requireGoing, type Session } from "./session";
import { say, sayTo } from "./terminal";
import { type Tree, treeFor } from "./tree";
import { type Changes, isEmpty, summary } from "./words";

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
    const plan = await preview(session);
    const { resources } = fromPreview(plan);
    const judgement = judge(resources, { deployedUpperUsd: deployed });
    const planned = changesOf(plan);
    if (options.json && !passes(judgement)) reportRefusal(options.env, judgement);
    requireWithin(judgement);
    if (judgement.verdict.notWorse) session.stack.workspace.envVars.TANDEM_JUDGED = "not-worse";
    print(`${options.env}: ${summary(planned, "to be ")}`);
    if (options.expectNoChanges && !isEmpty(planned)) {
      throw new CommandError(
        EXIT.changes,
        `${options.env}: ${summary(planned, "to be ")}; expected no changes`,
      );
    }
    if (!isEmpty(planned)) await confirm(options, `Bring ${options.env} up?`);
    const since = session.sandbox ? sequence(session.project as Sandbox) : 0;
    const applied = await apply(session, print, treeFor(options.json));
    report(options, applied, judgement);
    const minutes = session.sandbox && minutesOnAws(session.project as Sandbox, since, resources);
    if (minutes && !options.json) say(`sandbox: ${minutes}`);
    return EXIT.done;
  } finally {
    await session.close();
  }
}

export interface Applied {
  changes: Changes;
  outputs: OutputMap;
}

/** Runs the update itself, its operations printed as they end, or drawn as a tree. */
export async function apply(session: Session, print: (line: string) => void, tree?: Tree): Promise<Applied> {
  requireGoing(session);
  const operations = new Operations(print, tree);
  tree?.start();
  const { interruption: signal } = session;
  const { outputs } = await session.stack
    .up({ continueOnError: true, onEvent: operations.onEvent, signal })
    .catch((error: Error) => {
      tree?.stop();
      const said = reasonOf(session, operations, error, "what was made stays");
      if (operations.failures.length === 0) throw new CommandError(codeOf(said), said);
      const names = operations.failures.map((urn) => urn.split("::").pop()).join(", ");
      const next = `${names} failed; what was made stays. Run ${recoverCommand(session)}, then up or down`;
      throw new CommandError(EXIT.resource, `${said}\n${session.project.env}: ${next}`);
    });
  tree?.stop();
  return { changes: operations.changes, outputs };
}

function reportRefusal(env: string, { document }: Judgement): void {
  const changes = { create: 0, update: 0, delete: 0, same: 0, replace: 0 };
  say(
    JSON.stringify({ environment: env, result: "refused", changes, cost: document, leftovers: [] }, null, 2),
  );
}

function report({ env, json }: UpOptions, { changes, outputs }: Applied, judgement: Judgement): void {
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
  for (const [name, { value, secret }] of Object.entries(outputs)) {
    say(`${name}: ${secret ? "[secret]" : typeof value === "string" ? value : JSON.stringify(value)}`);
  }
  say();
  process.stdout.write(judgement.text);
}
