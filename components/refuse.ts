/** How a component refuses its arguments. */
import * as pulumi from "@pulumi/pulumi";

/** Stops the program with these lines, without a stack trace; does nothing when there are none. */
export function refuse(lines: string[]): void {
  if (lines.length > 0) throw new pulumi.RunError(lines.join("\n"));
}
