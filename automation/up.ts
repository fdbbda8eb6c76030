/** `tandem up`: previews, checks, then really brings the environment up. */
import { CommandError, codeOf, EXIT } from "./exit";
import { Operations, summary } from "./operations";
import { preview } from "./plan";
import { openSession } from "./session";
import { say } from "./terminal";

export interface UpOptions {
  env: string;
  sandbox: boolean;
  yes: boolean;
  json: boolean;
}

export async function up(options: UpOptions): Promise<number> {
  const session = await openSession(options.env, { sandbox: options.sandbox, create: true });
  try {
    await preview(session);
    const operations = new Operations();
    await session.stack.up({ onEvent: operations.onEvent }).catch((error: Error) => {
      const said = operations.diagnostics.join("\n") || error.message;
      throw new CommandError(operations.failures.length > 0 ? EXIT.resource : codeOf(said), said);
    });
    say(`${options.env}: ${summary(operations.changes)}`);
    return EXIT.done;
  } finally {
    await session.close();
  }
}
