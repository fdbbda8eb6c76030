/** `--publish`: a command's JSON document is written to where the crews of the agents service read it. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Deployment } from "../pulumi/state";
import { EXIT, mistake } from "./exit";
import { note } from "./terminal";

export type Report = "up" | "cost" | "triggers";

/** Where the reports of one environment lie. */
export interface Place {
  /** As people read it. */
  address: string;
  /** What to look at when it does not take a report. */
  check: string;
  /** Whole or not at all. */
  write(file: string, text: string): Promise<void>;
}

/** @throws CommandError (1) that names place and reason when the report could not be written. */
export async function publish(place: Place, report: Report, document: object): Promise<void> {
  const file = `${report}.json`;
  const where = `${place.address}/${file}`;
  const text = JSON.stringify({ publishedAt: new Date().toISOString(), document }, null, 2);
  await place.write(file, `${text}\n`).catch(({ name, message }: Error) => {
    const reason = `${name === "Error" ? "" : `${name}: `}${message.split("\n")[0]}`;
    throw mistake(
      EXIT.error,
      where,
      "the report could not be written",
      reason,
      "a place that takes it",
      place.check,
    );
  });
  note(`published ${where}`);
}

/** The output of the stack's last run; secrets in a state are encrypted, and this is none. */
export function bucketOf({ resources = [] }: Deployment): unknown {
  return resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.reportsBucket;
}

/** In the checkout, for agents on this machine. */
export function folder(root: string, env: string): Place {
  const address = path.join(".tandem", "reports", env);
  const directory = path.join(root, address);
  return {
    address,
    check: "Check who may write there",
    async write(file, text) {
      fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
      const next = path.join(directory, `.${file}.${process.pid}`);
      fs.writeFileSync(next, text, { mode: 0o600 });
      fs.renameSync(next, path.join(directory, file));
    },
  };
}
