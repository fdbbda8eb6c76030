/** The `tandem` command: what it can be told, and how it ends. Each subcommand has a file, loaded when it is called. */
import yargs, { type Argv } from "yargs";
import { hideBin } from "yargs/helpers";
import { CommandError, EXIT, mistake } from "./exit";
import { environments } from "./project";
import { paint } from "./terminal";

/** An option that takes a value takes one: of two, nobody can say which was meant. @throws CommandError */
function requireOnce(args: Record<string, unknown>): true {
  for (const [name, value] of Object.entries(args)) {
    if (name === "_" || !Array.isArray(value)) continue;
    const got = value.map((one) => JSON.stringify(one)).join(" and ");
    throw mistake(EXIT.config, `--${name}`, "given twice", got, "it once", "Take one out.");
  }
  return true;
}

/** Runs a subcommand to its exit code; an expected failure is a clean line, anything else an internal error. */
async function end(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const expected = error instanceof CommandError;
    process.exitCode = expected ? error.code : EXIT.internal;
    const message = expected ? error.message : `internal error, please report it: ${(error as Error).stack}`;
    process.stderr.write(`${paint.red("error:")} ${message}\n`);
  }
}

function missingEnvironment(): string {
  return `the environment is missing, got none; expected one of ${environments(process.cwd()).join(", ")}. Name one`;
}

/** After the command's name come the environments; before it, yargs knows best. */
function completions(
  current: string,
  argv: { _: unknown[] },
  standard: () => unknown,
  done: (all: string[]) => void,
) {
  if (argv._.length <= 2) return standard();
  return done(environments(process.cwd()).filter((env) => env.startsWith(current)));
}

function onEnvironment<T>(command: Argv<T>) {
  return command
    .positional("env", { type: "string", demandOption: true, describe: "environment, like bc1" })
    .option("sandbox", {
      type: "boolean",
      default: false,
      describe: "run on the stand-in for the cloud, on this machine",
    });
}

const yes = { type: "boolean", alias: "y", default: false, describe: "do not ask" } as const;
const json = {
  type: "boolean",
  default: false,
  describe: "print one JSON document on stdout, all else on stderr",
} as const;

const publish = {
  type: "boolean",
  default: false,
  describe: "write the JSON document to where the agents' crews read it",
} as const;

const cli = yargs(hideBin(process.argv))
  .scriptName("./tandem")
  .usage(
    "Usage: ./tandem <command> [env]\n\nA small platform team's estate on AWS and K3s, with a budget and gates.",
  )
  .command(
    "up <env>",
    "bring an environment up: preview, gates, budget, then the real thing",
    (command) =>
      onEnvironment(command)
        .option("yes", yes)
        .option("json", json)
        .option("publish", publish)
        .option("expect-no-changes", {
          type: "boolean",
          default: false,
          describe: "fail (7) when there would be any change",
        })
        .example("./tandem up bc1 --sandbox --yes", "try bc1 without a cloud account")
        .example("./tandem up bc1 --publish", "and tell the crews how it went"),
    (args) => end(async () => (await import("./up")).up(args)),
  )
  .command(
    "preview <env>",
    "show what up would change, and what it would cost",
    (command) =>
      onEnvironment(command)
        .option("json", json)
        .option("expect-no-changes", {
          type: "boolean",
          default: false,
          describe: "fail (7) when there would be any change",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          describe: "write Pulumi's own preview document to this file",
        })
        .example("./tandem preview bc1 --sandbox", ""),
    (args) => end(async () => (await import("./preview")).previewCommand(args)),
  )
  .command(
    "down <env>",
    "take an environment down, and list what is left",
    (command) =>
      onEnvironment(command)
        .option("yes", yes)
        .option("json", json)
        .option("keep-data", {
          type: "boolean",
          default: false,
          describe: "keep a final snapshot, secrets that can be restored, and uploaded files",
        })
        .option("delete-data", {
          type: "boolean",
          default: false,
          describe: "leave nothing; --sandbox --yes means it too",
        })
        .example("./tandem down bc1 --keep-data", ""),
    (args) => end(async () => (await import("./down")).down(args)),
  )
  .command(
    "cost [env]",
    "what an environment, or any Pulumi program, costs in a month",
    (command) =>
      command
        .positional("env", { type: "string", describe: "environment, like bc1" })
        .option("sandbox", {
          type: "boolean",
          default: false,
          describe: "plan on the stand-in for the cloud, on this machine",
        })
        .option("json", json)
        .option("publish", publish)
        .option("from", {
          type: "string",
          requiresArg: true,
          describe: "a preview (pulumi preview --json --show-sames) or a state (pulumi stack export)",
        })
        .option("cap", {
          type: "string",
          requiresArg: true,
          describe: "with --from: the cap in USD for the hours",
        })
        .option("hours", {
          type: "string",
          requiresArg: true,
          describe: "with --from: the hours that the cap is for [default: the program's own, else 730]",
        })
        .option("region", {
          type: "string",
          requiresArg: true,
          describe: "with --from: where it is, where neither it nor its provider says so",
        })
        .example("./tandem cost bc1 --sandbox", "line by line against the cap")
        .example("./tandem cost bc1 --publish", "into the stack's bucket for reports")
        .example("./tandem cost --from preview.json --cap 200", "any Pulumi program"),
    (args) => end(async () => (await import("./cost")).cost(args)),
  )
  .command(
    "triggers <env>",
    "how the gates of an environment stand on its evidence",
    (command) =>
      command
        .positional("env", { type: "string", demandOption: true, describe: "environment, like bc1" })
        .option("sandbox", {
          type: "boolean",
          default: false,
          describe: "with --publish: into .tandem/reports/ of this checkout",
        })
        .option("json", json)
        .option("publish", publish)
        .example("./tandem triggers bc1 --publish", "into the stack's bucket for reports"),
    (args) => end(async () => (await import("./triggers")).triggers(args)),
  )
  .command(
    "recover <env>",
    "after a run that was killed or failed: make the state say what exists",
    (command) => onEnvironment(command).option("json", json),
    (args) => end(async () => (await import("./recover")).recover(args)),
  )
  .command(
    "doctor",
    "what this machine has; gets a Pulumi engine when there is none",
    (command) => command.option("json", json),
    (args) => end(async () => (await import("./doctor")).doctor(args)),
  )
  .command(
    "env <env>",
    "exports with which plain pulumi works on the same stack in the sandbox",
    (command) => onEnvironment(command).example('eval "$(./tandem env bc1 --sandbox)"', ""),
    (args) => end(async () => (await import("./env")).env(args)),
  )
  .completion("completion", "print a completion script for bash or zsh", completions)
  .demandCommand(1, "name a command; ./tandem --help lists them")
  .recommendCommands()
  .strict()
  .check(requireOnce)
  .version(false)
  .wrap(Math.min(80, process.stdout.columns ?? 80))
  .fail((message, error: unknown) => {
    if (error instanceof CommandError) {
      process.stderr.write(`${paint.red("error:")} ${error.message}\n`);
      process.exit(error.code);
    }
    const said = /^Not enough non-option/.test(message) ? missingEnvironment() : (message ?? error);
    process.stderr.write(`${paint.red("error:")} ${said}\n`);
    if (message) process.stderr.write(`Run ./tandem --help for what there is.\n`);
    process.exit(EXIT.config);
  });

cli.parseAsync();
