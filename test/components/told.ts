import { type Problem, sentence, written } from "../../words/problem";

/** Problems as people read them, below the component `name`. */
export function told(problems: readonly Problem[], name: string): string[] {
  return problems.map((problem) => sentence(written(problem.path, name), problem));
}
