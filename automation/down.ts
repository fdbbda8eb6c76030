/** `tandem down`: takes the environment down; what it leaves is what it lists. */
import { isLocked } from "../aws/data";
import { priceOf } from "../policies/budget/prices";
import type { ResourceState } from "../pulumi/state";
import { nameOf } from "../pulumi/urn";
import { summary } from "./changes";
import { CommandError, codeOf, EXIT, type ExitCode, mistake } from "./exit";
import { isProtected, type Leftover, leftovers, type Prices, retained } from "./leftovers";
import { Operations } from "./operations";
import { confirm } from "./prompt";
import { reasonOf, requireReady } from "./ready";
import { openSession, requireGoing, type Session } from "./session";
import { readState, writeState } from "./state";
import { note, say, sayTo } from "./terminal";

export interface DownOptions {
  env: string;
  sandbox: boolean;
  yes: boolean;
  json: boolean;
  keepData: boolean;
  deleteData: boolean;
}

export type Data = "keep" | "delete";

export async function down(options: DownOptions): Promise<number> {
  const session = await openSession(options.env, { sandbox: options.sandbox, create: false });
  try {
    const before = (await requireReady(session)).resources ?? [];
    const data = await chooseData(options, before);
    if (before.length > 0) await confirm(options, `Take ${options.env} down?`);
    const operations = new Operations(sayTo(options.json ? "stderr" : "stdout"));
    const { left, strays } = await takeDown(session, before, data, operations);
    report(options, operations, left, strays);
    return strays.length > 0 ? EXIT.resource : EXIT.done;
  } finally {
    await session.close();
  }
}

/** What is left after a destroy: by choice, and not. */
export interface Remains {
  left: Leftover[];
  strays: string[];
}

/** Lifts the protection of what is protected, then destroys all. */
export async function takeDown(
  session: Session,
  before: ResourceState[],
  data: Data | undefined,
  operations: Operations,
): Promise<Remains> {
  const watch = session.cloud.watch();
  const released = await liftProtection(session, before, data, operations);
  const resources = data === "keep" ? await keepBuckets(session) : released;
  const left = leftovers(resources, prices(session, before), new Date());
  requireGoing(session);
  const { interruption: signal } = session;
  await session.stack
    .destroy({ continueOnError: true, onEvent: operations.onEvent, signal })
    .catch((error: Error) => {
      throw new CommandError(...failure(session, operations, error));
    });
  return { left, strays: watch.strays(left.map(({ urn }) => urn)) };
}

/** Protected data is never let go of in passing: somebody says what is to become of it. */
async function chooseData(options: DownOptions, resources: ResourceState[]): Promise<Data | undefined> {
  if (options.keepData && options.deleteData) {
    throw mistake(
      EXIT.config,
      "down",
      "two answers for the data",
      "--keep-data and --delete-data",
      "one",
      "Take one out",
    );
  }
  const kept = resources.filter(isProtected);
  if (kept.length === 0) return undefined;
  if (options.keepData) return "keep";
  if (options.deleteData || (options.sandbox && options.yes)) return "delete";
  const names = kept.map(({ urn }) => nameOf(urn)).join(", ");
  throw mistake(
    EXIT.config,
    options.env,
    `its data is protected (${names})`,
    "no word on it",
    "--keep-data (a final snapshot, secrets that can be restored, buckets as they are) or --delete-data (nothing is left)",
    "Nothing was changed. Say which",
  );
}

/**
 * Lifts the protection of just the protected resources, by an update of them alone: nothing else is made or changed.
 * Returns what the state holds then.
 */
async function liftProtection(
  session: Session,
  resources: ResourceState[],
  data: Data | undefined,
  operations: Operations,
): Promise<ResourceState[]> {
  const refused = ({ type, inputs = {} }: ResourceState) => isLocked(type, inputs);
  const target = resources.filter(data === "delete" ? isProtected : refused).map(({ urn }) => urn);
  if (data === undefined || target.length === 0) return resources;
  session.stack.workspace.envVars.TANDEM_DATA = data;
  note(`lifting the protection of ${target.length} resources`);
  const { interruption: signal } = session;
  await session.stack.up({ target, onEvent: operations.onEvent, signal }).catch((error: Error) => {
    throw new CommandError(...failure(session, operations, error));
  });
  return (await readState(session)).deployment.resources ?? [];
}

/** Marks in the state what a destroy shall leave as it is, and returns what the state holds then. */
async function keepBuckets(session: Session): Promise<ResourceState[]> {
  const state = await readState(session);
  const { deployment, urns } = retained(state.deployment);
  if (urns.length === 0) return deployment.resources ?? [];
  await writeState(session, { ...state, deployment }, "-kept");
  await session.cloud.disown(urns);
  return deployment.resources ?? [];
}

function failure(session: Session, operations: Operations, error: Error): [ExitCode, string] {
  const said = reasonOf(session, operations, error, "what is not deleted yet stays");
  return [operations.failures.length > 0 ? EXIT.resource : codeOf(said), said];
}

function prices({ config }: Session, resources: ResourceState[]): Prices {
  const region = resources.find(({ type }) => type === "pulumi:providers:aws")?.inputs?.region;
  const usd = (item: string) =>
    typeof region === "string" ? (priceOf("aws", region, item)?.usd ?? null) : null;
  return {
    snapshotUsdPerGb: usd("rds-backup-over-free"),
    bucketUsdPerGb: usd("s3-standard-first-50tb"),
    bucketGb: config.usage.s3StorageGb,
  };
}

function report(options: DownOptions, operations: Operations, left: Leftover[], strays: string[]): void {
  const { env, json } = options;
  if (json) {
    const result = strays.length > 0 ? "left-behind" : "down";
    say(
      JSON.stringify(
        { environment: env, result, changes: operations.changes, cost: null, leftovers: left, strays },
        null,
        2,
      ),
    );
    return;
  }
  say(`${env}: ${summary(operations.changes)}`);
  for (const { what, usdPerMonth, until } of left) {
    const price = usdPerMonth === null ? "price unknown" : `$${usdPerMonth.toFixed(2)} a month`;
    say(
      `left behind by choice: ${what}, ${price}${until ? `, until ${until.slice(0, 10)}` : ", until you delete it"}`,
    );
  }
  for (const stray of strays)
    say(`left behind: ${stray}. Run ./tandem recover ${env}, then ./tandem down ${env} again`);
}
