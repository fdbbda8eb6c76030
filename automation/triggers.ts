/** `tandem triggers`: how the gates of an environment stand on its evidence. */
import { triggersDocument } from "../policies/gates/json";
import { triggersReport } from "../policies/gates/report";
import { readEvidence } from "../stacks/config/files";
import { CommandError, EXIT } from "./exit";
import { asMistake, checkSettings } from "./project";
import { bucketOf, folder, type Place, publish } from "./publish";
import { say } from "./terminal";

export interface TriggersOptions {
  env: string;
  sandbox: boolean;
  json: boolean;
  publish: boolean;
}

export async function triggers(options: TriggersOptions): Promise<number> {
  const { env } = options;
  const root = process.cwd();
  const now = new Date();
  // Gates stand the same in the sandbox and in the cloud: what only the cloud asks of the settings does not count here.
  const { blueprint, features } = checkSettings(root, env, true);
  const { evidence, overrides } = asMistake(() => readEvidence(root, env, now));
  const place = options.publish ? await placeFor(options) : undefined;
  const document = triggersDocument({
    environment: env,
    blueprint,
    features,
    evidence,
    overrides,
    now,
  });
  if (options.json) say(JSON.stringify(document, null, 2));
  else process.stdout.write(triggersReport(document));
  if (place) await publish(place, "triggers", document);
  return EXIT.done;
}

/** Gates stand on evidence whether or not anything is deployed: without a stack the checkout keeps the report. */
async function placeFor({ env, sandbox }: TriggersOptions): Promise<Place> {
  const here = folder(process.cwd(), env);
  if (sandbox) return here;
  // Only here does it need an engine, whose SDK takes longer to load than the rest to run.
  const [{ openSession }, { readState }] = await Promise.all([import("./session"), import("./state")]);
  const session = await openSession(env, { sandbox, create: false }).catch((error) => {
    if (error instanceof CommandError && error.code === EXIT.noSuchStack) return undefined;
    throw error;
  });
  if (!session) return here;
  try {
    const { deployment } = await readState(session);
    return deployment.resources?.length ? (await session.cloud.places())(bucketOf(deployment)) : here;
  } finally {
    await session.close();
  }
}
