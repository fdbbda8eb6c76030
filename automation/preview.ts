/** `tandem preview`: what up would change, and what it would cost. Changes nothing. */
import * as fs from "node:fs";
import { fromPreview } from "../policies/budget/documents";
import { isEmpty, stepLine, summary } from "./changes";
import { CommandError, EXIT } from "./exit";
import { deployedUpperUsd, judge, requireWithin } from "./judge";
import { changesOf, preview } from "./plan";
import { requireReady } from "./ready";
import { openSession } from "./session";
import { say, sayTo } from "./terminal";

export interface PreviewOptions {
  env: string;
  sandbox: boolean;
  json: boolean;
  expectNoChanges: boolean;
  out?: string;
}

export async function previewCommand(options: PreviewOptions): Promise<number> {
  const { env, json, out } = options;
  const session = await openSession(env, { sandbox: options.sandbox, create: true });
  const print = sayTo(json ? "stderr" : "stdout");
  try {
    const deployed = deployedUpperUsd(await requireReady(session));
    const plan = await preview(session);
    if (out !== undefined) fs.writeFileSync(out, JSON.stringify(plan, null, 2));
    const { resources } = fromPreview(plan);
    const judgement = judge(resources, { deployedUpperUsd: deployed });
    const changes = changesOf(plan);
    for (const step of plan.steps) {
      const line = stepLine(step);
      if (line) print(line);
    }
    print(`${env}: ${summary(changes, "to be ")}`);
    if (json)
      say(
        JSON.stringify({ environment: env, result: "previewed", changes, cost: judgement.document }, null, 2),
      );
    else process.stdout.write(`\n${judgement.text}`);
    requireWithin(judgement, !json);
    if (options.expectNoChanges && !isEmpty(changes)) {
      throw new CommandError(EXIT.changes, `${env}: ${summary(changes, "to be ")}; expected no changes`);
    }
    return EXIT.done;
  } finally {
    await session.close();
  }
}
