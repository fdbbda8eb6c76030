import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";

/** The command as it is called, with a shell that bash and zsh users have set. */
function tandem(...words: string[]): string {
  const env = { ...process.env, SHELL: "/bin/bash" };
  return execFileSync("./tandem", words, { cwd: path.resolve(__dirname, "../.."), encoding: "utf8", env });
}

describe("the completion script", () => {
  it("asks the command as people call it, and is told commands and environments", () => {
    const [, asks] = /<\((.+) --get-yargs-completions /.exec(tandem("completion")) ?? [];
    assert.equal(asks, "./tandem");
    assert.match(tandem("--get-yargs-completions", "./tandem", "tr"), /^triggers\b/m);
    assert.match(tandem("--get-yargs-completions", "./tandem", "up", "b"), /^bc1$/m);
  });
});
