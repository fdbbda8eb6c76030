/** `tandem down`: takes the environment down. */
import { CommandError, codeOf, EXIT } from "./exit";
import { Operations, summary } from "./operations";
import { openSession } from "./session";
import { say } from "./terminal";

export interface DownOptions {
  env: string;
  sandbox: boolean;
  yes: boolean;
  json: boolean;
}

export async function down(options: DownOptions): Promise<number> {
  const session = await openSession(options.env, { sandbox: options.sandbox, create: false });
  try {
    const operations = new Operations();
    await session.stack.destroy({ onEvent: operations.onEvent }).catch((error: Error) => {
      const said = operations.diagnostics.join("\n") || error.message;
      throw new CommandError(operations.failures.length > 0 ? EXIT.resource : codeOf(said), said);
    });
    say(`${options.env}: ${summary(operations.changes)}`);
    return EXIT.done;
  } finally {
    await session.close();
  }
}
