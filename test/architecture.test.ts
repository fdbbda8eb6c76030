/** The rules of who may import whom can each be broken: a tree that breaks them all is told of all of them. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const CHECKOUT = path.resolve(__dirname, "..");

/** File and what it imports, by the rule that forbids it. */
const BROKEN: Record<string, [file: string, imports: string]> = {
  "no-circles": ["engine/one.ts", "./two"],
  "pulumi-stands-alone": ["pulumi/one.ts", "../words/one"],
  "words-stand-alone": ["words/one.ts", "../engine/two"],
  "aws-stands-alone": ["aws/one.ts", "../words/two"],
  "ground-is-pure": ["words/two.ts", "node:fs/promises"],
  "components-know-components": ["components/one/index.ts", "../../policies/budget/one"],
  "components-are-pure": ["components/one/files.ts", "node:fs/promises"],
  "policies-judge-any-program": ["policies/rules/one.ts", "../../components/one/files"],
  "budget-gates-and-rules-are-pure": ["policies/budget/one.ts", "node:https"],
  "engine-knows-no-one": ["engine/three.ts", "../sandbox/two"],
  "sandbox-knows-no-one": ["sandbox/one.ts", "../automation/two"],
  "stacks-wire": ["stacks/one.ts", "../automation/two"],
  "the-command-drives-from-outside": ["automation/one.ts", "../stacks/two"],
};

describe("The rules of who may import whom", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-rules-"));
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  before(() => {
    for (const room of ["engine", "sandbox", "automation", "stacks"]) write(`${room}/two.ts`, "export {};\n");
    write("engine/two.ts", 'import "./one";\n');
    for (const [file, imports] of Object.values(BROKEN)) write(file, `import "${imports}";\n`);
    write("tsconfig.json", "{}");
    fs.symlinkSync(path.join(CHECKOUT, "node_modules"), path.join(folder, "node_modules"));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("are each broken by a file that does what they forbid", () => {
    const config = path.join(CHECKOUT, ".dependency-cruiser.cjs");
    const rooms = fs.readdirSync(folder).filter((entry) => !/node_modules|tsconfig/.test(entry));
    const args = ["--config", config, "--output-type", "json", ...rooms];
    const { stdout, stderr } = spawnSync("node_modules/.bin/depcruise", args, {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    for (const [rule, [file]] of Object.entries(BROKEN)) {
      const told = summary.violations.filter(({ from, rule: { name } }) => from === file && name === rule);
      assert.ok(told.length > 0, `${file} breaks ${rule}`);
    }
  });

  it("are all of them tried", () => {
    const { forbidden } = require(path.join(CHECKOUT, ".dependency-cruiser.cjs"));
    const names = forbidden.map(({ name }: { name: string }) => name);
    assert.deepEqual(names.toSorted(), Object.keys(BROKEN).toSorted());
  });
});
