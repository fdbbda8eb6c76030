/** `tandem cost`: what an environment costs, or any Pulumi program by its preview or its state. */
import * as fs from "node:fs";
import { explainDocument, fromDocument, fromPreview } from "../policies/budget/documents";
import type { CostDocument } from "../policies/budget/json";
import { typedFigure } from "../policies/budget/limits";
import { pricedRegions, staleRows } from "../policies/budget/prices";
import { costReport, money } from "../policies/budget/report";
import { type Given, givenProblems } from "../policies/rules/given";
import { DocumentError, parseDocument } from "../pulumi/document";
import { sentence } from "../words/problem";
import { plainKey } from "../words/shown";
import { CommandError, EXIT, mistake } from "./exit";
import { type Judgement, judge } from "./judge";
import { preview } from "./plan";
import { bucketOf, type Place, publish } from "./publish";
import { openSession } from "./session";
import { readState } from "./state";
import { note, say } from "./terminal";

export interface CostOptions {
  env?: string;
  sandbox: boolean;
  json: boolean;
  publish: boolean;
  from?: string;
  cap?: string;
  hours?: string;
  region?: string;
}

export async function cost(options: CostOptions): Promise<number> {
  const { judgement, place } =
    options.from === undefined ? await ofEnvironment(options) : ofDocument(options, options.from);
  warnOfOldPrices(judgement.document);
  if (options.json) say(JSON.stringify(judgement.document, null, 2));
  else process.stdout.write(judgement.text);
  if (place) await publish(place, "cost", judgement.document);
  return judgement.verdict.verdict === "within" ? EXIT.done : EXIT.policy;
}

/** A price does not get wrong on a day: old ones still count. */
function warnOfOldPrices({ lines }: CostDocument): void {
  const used = [...new Map(lines.map((line) => [line.item, line])).values()];
  const old = staleRows(used, new Date());
  if (old.length === 0) return;
  note(
    `${old.length} of the ${used.length} prices used are more than a year old, the oldest of ${old[0]?.asOf}`,
  );
}

interface Estimate {
  judgement: Judgement;
  /** Where it is published; undefined when nobody asked for that. */
  place?: Place;
}

async function ofEnvironment(options: CostOptions): Promise<Estimate> {
  const { env, sandbox, publish: asked } = options;
  requireNoneOf(options);
  if (env === undefined) {
    throw mistake(EXIT.config, "cost", "nothing to price", "neither", "an environment or --from", "Name one");
  }
  const session = await openSession(env, { sandbox, create: sandbox || !asked });
  try {
    const place = asked
      ? (await session.cloud.places())(bucketOf((await readState(session)).deployment))
      : undefined;
    const { resources } = fromPreview(await preview(session));
    return { judgement: judge(resources), place };
  } finally {
    await session.close();
  }
}

/** An environment is judged by its stack file alone: a cap beside it would be one that nobody holds it to. */
function requireNoneOf({ cap, hours, region }: CostOptions): void {
  for (const [option, value] of Object.entries({ "--cap": cap, "--hours": hours, "--region": region })) {
    if (value === undefined) continue;
    const change = "Take it out, or set it in the stack file.";
    throw mistake(EXIT.config, option, "not for an environment", value, "it with --from only", change);
  }
}

function ofDocument(options: CostOptions, file: string): Estimate {
  if (options.publish) {
    throw mistake(
      EXIT.config,
      "cost",
      "only what an environment costs is published",
      "--publish with --from",
      "an environment alone",
      "Take one out",
    );
  }
  const given = readGiven(options);
  const { resources, deployed, complete, reason } = readPlan(file);
  const known = pricedRegions("aws");
  if (options.region !== undefined && !known.includes(options.region)) {
    throw mistake(
      EXIT.config,
      "--region",
      "no prices",
      plainKey(options.region),
      `one of ${known.join(", ")}`,
      `Add policies/budget/prices/aws/${options.region}.json, and its row in policies/budget/prices.ts`,
    );
  }
  const judgement = judge(resources, { name: options.env ?? file, ...given });
  if (complete) {
    sayNotWorse(judgement, judge(deployed, given).document.total.upper);
    return { judgement };
  }
  return { judgement: incomplete(judgement, `${file}: inconclusive, as ${reason}`) };
}

/** As an up would: what is over its cap may still be made cheaper. */
function sayNotWorse({ document: { total }, verdict }: Judgement, deployedUpperUsd: number): void {
  if (verdict.verdict !== "over" || deployedUpperUsd < total.upper) return;
  note(`over the cap, but not more expensive than the $${money(deployedUpperUsd)} that are deployed`);
}

/** @throws CommandError (2) with a line for each figure that is none. */
function readGiven({ cap, hours, region }: CostOptions): Given {
  const typed = (text?: string) => (text === undefined ? undefined : typedFigure(text));
  const given = { capUsd: typed(cap), hours: typed(hours), region };
  const options: Record<string, string> = { capUsd: "--cap", hours: "--hours", region: "--region" };
  const lines = givenProblems(given).map(({ path, ...wrong }) => sentence(options[String(path[0])]!, wrong));
  if (lines.length > 0) throw new CommandError(EXIT.config, lines.join("\n"));
  return given as Given;
}

/** A sum of a part says nothing of the whole, however small it is. */
function incomplete({ document, verdict, violations }: Judgement, reason: string): Judgement {
  const doubted: CostDocument = {
    ...document,
    verdict: "inconclusive",
    assumptions: [reason, ...document.assumptions],
  };
  note(reason);
  return {
    document: doubted,
    text: costReport(doubted),
    verdict: { ...verdict, verdict: "inconclusive" },
    violations,
  };
}

function readPlan(file: string) {
  try {
    return fromDocument(parseDocument(fs.readFileSync(file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined && !(error instanceof DocumentError)) throw error;
    const reason =
      error instanceof DocumentError
        ? explainDocument(error)
        : code === "ENOENT"
          ? "no such file"
          : `cannot be read (${code})`;
    throw new CommandError(EXIT.config, `--from: ${reason}, got ${file}. Name a preview or a state`);
  }
}
