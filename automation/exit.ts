/** How a command ends: Pulumi's own exit codes, derived from what happened (the plain CLI exits 1 for 4 and 5). */
import { sentence } from "../words/problem";
import { verbatim } from "../words/shown";

export const EXIT = {
  done: 0,
  error: 1,
  config: 2,
  credentials: 3,
  /** A resource failed, or something billable is left behind. */
  resource: 4,
  /** Over budget, gate closed, policy, or inconclusive. */
  policy: 5,
  noSuchStack: 6,
  /** Changes although `--expect-no-changes`. */
  changes: 7,
  cancelled: 8,
  timeout: 9,
  internal: 255,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with this code, after saying why: clean lines, no stack trace. */
export class CommandError extends Error {
  constructor(
    readonly code: ExitCode,
    message: string,
  ) {
    super(message);
  }
}

/** The same over a mistake, told in the one sentence for all. */
export function mistake(
  code: ExitCode,
  where: string,
  wrong: string,
  got: string,
  expected: string,
  change: string,
): CommandError {
  return new CommandError(code, sentence(where, { wrong, got: verbatim(got), expected, change }));
}

/** What the program's own checks print first (stacks/index.ts), and the engine's words for what went wrong. */
const CAUSES: [RegExp, ExitCode][] = [
  [/^tandem config: /m, EXIT.config],
  [/^tandem (budget|gate): /m, EXIT.policy],
  [/the stack is currently locked/, EXIT.error],
  [/no stack named|failed to load stack/, EXIT.noSuchStack],
  [
    /account ID not allowed|PULUMI_ACCESS_TOKEN must be set|ExpiredToken|InvalidClientTokenId|No valid credential|NoCredentialProviders/i,
    EXIT.credentials,
  ],
  [/incorrect passphrase|could not decrypt/, EXIT.config],
];

/** The code for a run that failed before any resource did, from what it printed. */
export function codeOf(printed: string): ExitCode {
  return CAUSES.find(([pattern]) => pattern.test(printed))?.[1] ?? EXIT.error;
}
