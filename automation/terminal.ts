/** What people see: results on stdout, notes and progress on stderr, colour only on a terminal that wants it. */
import colors from "picocolors";

const { red, green, yellow, dim } = colors.createColors(process.stdout.isTTY && !process.env.NO_COLOR);
export const paint = { red, green, yellow, dim };

/** A note about what is being done: on stderr, so that `--json` stays alone on stdout. */
export function note(line: string): void {
  process.stderr.write(`tandem: ${line}\n`);
}

/** Where lines go that people read: stdout, or stderr when stdout is for one JSON document. */
export function sayTo(stream: "stdout" | "stderr"): (line: string) => void {
  return (line) => void process[stream].write(`${line}\n`);
}

/** A line of the result. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** 0.4 s, 12 s, 3 min 5 s. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
