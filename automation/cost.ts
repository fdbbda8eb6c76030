/** `tandem cost`: what an environment costs, or any Pulumi program by its preview or its state. */
import * as fs from "node:fs";
import { DocumentError, fromDocument, fromPreview } from "../policies/budget/planned";
import { pricedRegions } from "../policies/budget/prices";
import { CommandError, EXIT } from "./exit";
import { type Judgement, judge } from "./judge";
import { preview } from "./plan";
import { openSession } from "./session";
import { say } from "./terminal";

export interface CostOptions {
  env?: string;
  sandbox: boolean;
  json: boolean;
  from?: string;
  cap?: number;
  hours?: number;
  region?: string;
}

export async function cost(options: CostOptions): Promise<number> {
  const judgement =
    options.from === undefined ? await ofEnvironment(options) : ofDocument(options, options.from);
  if (options.json) say(JSON.stringify(judgement.document, null, 2));
  else process.stdout.write(judgement.text);
  return judgement.verdict.verdict === "within" ? EXIT.done : EXIT.policy;
}

async function ofEnvironment({ env, sandbox }: CostOptions): Promise<Judgement> {
  if (env === undefined) {
    throw new CommandError(
      EXIT.config,
      "cost: nothing to price, got neither; expected an environment or --from. Name one",
    );
  }
  const session = await openSession(env, { sandbox, create: true });
  try {
    const { resources } = fromPreview(await preview(session));
    return judge(resources);
  } finally {
    await session.close();
  }
}

function ofDocument(options: CostOptions, file: string): Judgement {
  const { resources, missing } = readPlan(file);
  const known = pricedRegions("aws");
  if (options.region !== undefined && !known.includes(options.region)) {
    throw new CommandError(
      EXIT.config,
      `--region: no prices, got ${options.region}; expected one of ${known.join(", ")}. Add policies/budget/prices/aws/${options.region}.json`,
    );
  }
  const judgement = judge(resources, {
    name: options.env ?? file,
    capUsd: options.cap,
    hours: options.hours,
    region: options.region,
  });
  if (missing === 0) return judgement;
  throw new CommandError(
    EXIT.policy,
    `${file}: inconclusive, got ${missing} unchanged resources that it leaves out; expected all of them. ` +
      "Make it with pulumi preview --json --show-sames",
  );
}

function readPlan(file: string) {
  try {
    return fromDocument(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT" ? "no such file" : error instanceof DocumentError ? message : `not JSON (${message})`;
    throw new CommandError(EXIT.config, `--from: ${reason}, got ${file}. Name a preview or a state`);
  }
}
