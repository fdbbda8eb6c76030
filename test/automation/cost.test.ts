/** `tandem cost --from`: what it is given, and how it ends. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

const CASES = "test/policies/budget/fixtures/cases";

function cost(...args: string[]) {
  const all = ["automation/start.js", "cost", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: status, stdout, stderr };
}

/** Five gateways of 36.50 USD a month, where ten are deployed; it does not say where. */
const PLAN = `${CASES}/shrinking-over.json`;

describe("The figures that tandem cost is given", () => {
  const CAP = "expected a whole number of USD from 1 to 1000000.";
  const HOURS = "expected a whole number of hours from 1 to 8760.";
  const WRONG: [option: string, value: string, line: string][] = [
    ["--cap", "$50", `not a number, got "$50"; ${CAP}`],
    ["--cap", "50,00", `not a number, got "50,00"; ${CAP}`],
    ["--cap", "abc", `not a number, got "abc"; ${CAP}`],
    ["--cap", "", `not a number, got ""; ${CAP}`],
    ["--cap", "NaN", `not a number, got "NaN"; ${CAP}`],
    ["--cap", "0", `too small, got 0; ${CAP}`],
    ["--cap", "-730", `too small, got -730; ${CAP}`],
    ["--cap", "Infinity", `not a number, got "Infinity"; ${CAP}`],
    ["--cap", "1e999", `not a finite number, got Infinity; ${CAP}`],
    ["--hours", "0", `too small, got 0; ${HOURS}`],
    ["--hours", "-730", `too small, got -730; ${HOURS}`],
    ["--hours", "9e9", `too large, got 9000000000; ${HOURS}`],
    ["--hours", "7.5", `not a whole number, got 7.5; ${HOURS}`],
  ];
  for (const [option, value, line] of WRONG) {
    it(`are refused in one line when they are none: ${option} ${value}`, () => {
      const { code, stdout, stderr } = cost("--from", PLAN, `${option}=${value}`);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.ok(stderr.startsWith(`error: ${option}: ${line}`), stderr);
      assert.equal(stderr.trim().split("\n").length, 1);
    });
  }

  it("are refused when one is given twice, whatever it is", () => {
    const twice = [
      ["--from", PLAN, "--cap", "50", "--cap", "100"],
      ["--from", PLAN, "--from", PLAN],
    ];
    for (const args of twice) {
      const { code, stdout, stderr } = cost(...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^error: --\w+: given twice, got ".+" and ".+"; expected it once\. [^\n]+\n$/);
    }
  });

  it("are no caps of an environment, whose own counts", () => {
    const { code, stderr } = cost("bc1", "--sandbox", "--cap", "50");
    assert.equal(code, 2);
    assert.match(stderr, /^error: --cap: not for an environment, got 50; expected it with --from only\./);
  });

  it("are judged by when they are right", () => {
    assert.equal(cost("--from", PLAN, "--region", "us-east-1", "--cap", "182").code, 5);
    const { code, stdout } = cost("--from", PLAN, "--region", "us-east-1", "--cap", "183");
    assert.equal(code, 0);
    assert.match(stdout, /within the cap, \$0\.50 to spare/);
  });

  it("are no region by default: a plan that does not say where it is has no price", () => {
    const { code, stdout } = cost("--from", PLAN, "--cap", "1000");
    assert.equal(code, 5);
    assert.match(stdout, /^no price: nat0 .+: region is told neither by it nor by its provider: name it/m);
  });
});

describe("tandem cost of a plan that is over its cap", () => {
  it("says so when what is deployed is no cheaper", () => {
    const { code, stderr } = cost("--from", PLAN, "--region", "us-east-1", "--cap", "100");
    assert.equal(code, 5);
    assert.equal(stderr, "tandem: over the cap, but not more expensive than the $365.00 that are deployed\n");
  });
});
