/** The files of an environment that are no YAML: one mistake, exit code 2, whatever asks for them. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "../engine/project";

const ROW = "{trigger: team-size, value: 4, measuredAt: 2026-11-20, source: staff}";
const ALIASES = Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}]`);

const WRONG: [what: string, content: string | Buffer | undefined, start: string][] = [
  ["a tab", `evidence:\n\t- ${ROW}\n`, ":2:1: a tab, "],
  ["an open bracket", "evidence: [\n", ":2:1: "],
  ["a key twice", "evidence: []\nevidence: []\n", ":2:1: a key that stands there twice, "],
  ["two documents", "evidence: []\n---\nevidence: []\n", ":2:1: a second document, "],
  ["an alias bomb", `a0: &a0 [x]\n${ALIASES.join("\n")}\n`, ": aliases that do not resolve, "],
  ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x80]), ": not text in UTF-8, "],
  ["a folder", undefined, ": cannot be read, got a folder; "],
];

describe("A file of an environment that is not YAML", function () {
  this.timeout(120_000);
  const project = new TestProject();
  after(() => project.remove());

  function put(file: string, content: string | Buffer | undefined): void {
    const full = path.join(project.directory, file);
    fs.rmSync(full, { recursive: true, force: true });
    if (content === undefined) fs.mkdirSync(full);
    else fs.writeFileSync(full, content);
  }

  async function refused(file: string, start: string, ...command: string[]): Promise<void> {
    const { code, stdout, stderr } = await project.tandem(...command);
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.ok(stderr.includes(file + start), stderr);
    assert.doesNotMatch(stderr, /internal error|^\s+at /m);
  }

  const files = ["evidence/bc1.yaml", "Pulumi.bc1.yaml"];
  for (const file of files) {
    const empty = file.startsWith("evidence") ? ": an empty file, " : ": tandem:aws: missing, ";
    const all: typeof WRONG = [...WRONG, ["nothing at all", "", empty]];
    for (const [what, content, start] of all) {
      it(`is a mistake in triggers: ${what} as ${file}`, async () => {
        const before = fs.readFileSync(path.join(project.directory, file));
        try {
          put(file, content);
          await refused(file, start, "triggers", "bc1");
        } finally {
          put(file, before);
        }
      });
    }
  }

  it("is a mistake in a preview and an up, which plan nothing", async () => {
    put("evidence/bc1.yaml", `evidence:\n\t- ${ROW}\n`);
    await refused("evidence/bc1.yaml", ":2:1: a tab, ", "preview", "bc1", "--sandbox");
    await refused("evidence/bc1.yaml", ":2:1: a tab, ", "up", "bc1", "--sandbox", "--yes");
    put("Pulumi.bc1.yaml", "config: [\n");
    for (const command of ["preview", "up", "cost", "down", "recover"])
      await refused("Pulumi.bc1.yaml", ":2:1: ", command, "bc1", "--sandbox");
    assert.deepEqual(project.changes(), []);
  });
});
