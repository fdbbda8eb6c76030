/** Asking before something happens; with `--yes` nobody is asked, and without a terminal nobody can be. */
import * as readline from "node:readline/promises";
import { CommandError, EXIT, mistake } from "./exit";

/** @throws CommandError when the answer is no (8), or there is nobody to ask (2). */
export async function confirm({ env, yes }: { env: string; yes: boolean }, question: string): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) {
    throw mistake(
      EXIT.config,
      env,
      "nobody to ask",
      "no --yes",
      "it where there is no terminal",
      "Add --yes",
    );
  }
  const prompt = readline.createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(EXIT.cancelled, `${env}: nothing was changed`);
}
