/** How a component refuses its arguments. */
import * as pulumi from "@pulumi/pulumi";
import { type Problem, sentence, written } from "../words/problem";

/** Stops the program with a line for each problem, without a stack trace; does nothing when there are none. */
export function refuse(component: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => sentence(written(problem.path, component), problem));
  throw new pulumi.RunError(lines.join("\n"));
}
