/** Running a program of the set-up, its output passed on line by line. */
import { spawn } from "node:child_process";
import * as readline from "node:readline";

/** Told what is being done, a line at a time; long steps say how far they are. */
export type Progress = (line: string) => void;

export interface Run {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Seconds before the program is ended. Default: no limit. */
  timeoutSeconds?: number;
  onLine?: (line: string) => void;
}

/**
 * Resolves to what the program printed on stdout.
 *
 * @throws Error with the last line of stderr when it cannot be started, fails, or takes too long.
 */
export function run(program: string, args: string[], options: Run = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: (options.timeoutSeconds ?? 0) * 1000,
      killSignal: "SIGKILL",
    });
    const out: string[] = [];
    let last = "";
    readline.createInterface({ input: child.stdout }).on("line", (line) => out.push(line));
    readline.createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.trim()) last = line.trim();
      options.onLine?.(line);
    });
    child.on("error", (error) => reject(new Error(`${program} cannot be started (${error.message})`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(out.join("\n"));
      else if (signal) reject(new Error(`${program} was ended after ${options.timeoutSeconds} s`));
      else reject(new Error(last || `${program} exited with ${code}`));
    });
  });
}
