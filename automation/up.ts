/** `tandem up`: previews, checks gates and budget, then really brings the environment up. */
import type { OutputMap } from "@pulumi/pulumi/automation";
import { fromPreview } from "../policies/budget/documents";
import { nameOf } from "../pulumi/urn";
import { type Changes, isEmpty, summary } from "./changes";
import { CommandError, codeOf, EXIT } from "./exit";
import { deployedUpperUsd, type Judgement, judge, passes, requireWithin } from "./judge";
import { Operations } from "./operations";
import { changesOf, preview } from "./plan";
import { confirm } from "./prompt";
import { bucketOf, type Place, publish } from "./publish";
import { reasonOf, recoverCommand, requireReady } from "./ready";
import { openSession, requireGoing, type Session } from "./session";
import { note, say, sayTo } from "./terminal";
import { type Tree, treeFor } from "./tree";

export interface UpOptions {
  env: string;
  sandbox: boolean;
  yes: boolean;
  json: boolean;
  publish: boolean;
  expectNoChanges: boolean;
}

export async function up(options: UpOptions): Promise<number> {
  const session = await openSession(options.env, { sandbox: options.sandbox, create: true });
  const print = sayTo(options.json ? "stderr" : "stdout");
  try {
    const placeIn = options.publish ? await session.cloud.places() : undefined;
    const before = await requireReady(session);
    const plan = await preview(session);
    const { resources } = fromPreview(plan);
    const judgement = judge(resources, { deployedUpperUsd: deployedUpperUsd(before) });
    const planned = changesOf(plan);
    const tell = teller(options, judgement, placeIn);
    if (!passes(judgement)) await tell("refused", NONE, bucketOf(before)).catch(noteOnly);
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
    const watch = session.cloud.watch();
    const tree = treeFor(options.json);
    const operations = new Operations(print, tree);
    const outputs = await apply(session, operations, tree).catch(async (error) => {
      if (operations.began) await tell("failed", operations.changes, bucketOf(before)).catch(noteOnly);
      throw error;
    });
    if (!options.json) report(options.env, operations.changes, outputs, judgement);
    const minutes = options.json ? undefined : watch.minutes(resources);
    if (minutes) say(minutes);
    await tell("up", operations.changes, outputs.reportsBucket?.value).catch((error: Error) => {
      throw new CommandError(EXIT.error, `${options.env} is up, but not published: ${error.message}`);
    });
    return EXIT.done;
  } finally {
    await session.close();
  }
}

const NONE: Changes = { create: 0, update: 0, delete: 0, same: 0, replace: 0 };

/** Tells how an up ended: on stdout with --json, and to the crews when there is a place to publish in this bucket. */
function teller(
  { env, json }: UpOptions,
  { document: cost }: Judgement,
  placeIn?: (bucket: unknown) => Place,
) {
  return async (result: "up" | "refused" | "failed", changes: Changes, bucket: unknown): Promise<void> => {
    const document = { environment: env, result, changes, cost, leftovers: [] };
    if (json) say(JSON.stringify(document, null, 2));
    if (placeIn) await publish(placeIn(bucket), "up", document);
  };
}

/** An up that is refused or fails says that, and ends with its own code. */
function noteOnly({ message }: Error): void {
  note(message);
}

/** Runs the update itself, its operations printed as they end, or drawn as a tree. */
export async function apply(session: Session, operations: Operations, tree?: Tree): Promise<OutputMap> {
  requireGoing(session);
  tree?.start();
  const { interruption: signal } = session;
  const { outputs } = await session.stack
    .up({ continueOnError: true, onEvent: operations.onEvent, signal })
    .catch((error: Error) => {
      tree?.stop();
      const said = reasonOf(session, operations, error, "what was made stays");
      if (operations.failures.length === 0) throw new CommandError(codeOf(said), said);
      const names = operations.failures.map(nameOf).join(", ");
      const next = `${names} failed; what was made stays. Run ${recoverCommand(session)}, then up or down`;
      throw new CommandError(EXIT.resource, `${said}\n${session.project.env}: ${next}`);
    });
  tree?.stop();
  return outputs;
}

function report(env: string, changes: Changes, outputs: OutputMap, judgement: Judgement): void {
  say(`${env}: ${summary(changes)}`);
  for (const [name, { value, secret }] of Object.entries(outputs)) {
    say(`${name}: ${secret ? "[secret]" : typeof value === "string" ? value : JSON.stringify(value)}`);
  }
  say();
  process.stdout.write(judgement.text);
}
