/** The `tandem` command. */
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { CommandError, EXIT } from "./exit";
import { paint } from "./terminal";

const commands = yargs(hideBin(process.argv))
  .scriptName("tandem")
  .usage("$0 <command> [env]")
  .option("sandbox", { type: "boolean", default: false, describe: "run on the local stand-in for the cloud" })
  .option("yes", { type: "boolean", alias: "y", default: false, describe: "do not ask" })
  .option("json", { type: "boolean", default: false, describe: "print one JSON document on stdout" })
  .command(
    "up <env>",
    "bring an environment up",
    (y) => y.positional("env", { type: "string", demandOption: true }),
    (args) => end(async () => (await import("./up")).up(args)),
  )
  .command(
    "down <env>",
    "take an environment down",
    (y) => y.positional("env", { type: "string", demandOption: true }),
    (args) => end(async () => (await import("./down")).down(args)),
  )
  .demandCommand(1, "name a command")
  .strict()
  .version(false);

/** Runs a subcommand to its exit code; an expected failure is a clean line, anything else an internal error. */
async function end(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = error instanceof CommandError ? error.code : EXIT.internal;
    const message =
      error instanceof CommandError ? error.message : `internal error: ${(error as Error).stack}`;
    process.stderr.write(`${paint.red("error:")} ${message}\n`);
  }
}

commands.parseAsync();
