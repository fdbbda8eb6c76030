import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";

const CHECKOUT = path.resolve(__dirname, "..", "..");

const TELL = `process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});`;

/** Runs a script in a process of its own, as patches stay. */
function run(script: string, patches?: string) {
  const env = { ...process.env, ...(patches === undefined ? {} : { TANDEM_SDK_PATCHES: patches }) };
  return spawnSync(process.execPath, ["-e", TELL + script], { cwd: CHECKOUT, env, encoding: "utf8" });
}
const PATCH = `require("./stacks/sdk").patchSdk();`;

describe("The patches of the Pulumi SDK", () => {
  it("find all that they replace in the SDK of the lock file", () => {
    const { status, stderr } = run(PATCH);
    assert.deepEqual([status, stderr], [0, ""]);
  });

  for (const [member, remove] of Object.entries({
    "log.debug": `delete require("@pulumi/pulumi/log").debug;`,
    "Resource.callsites": `delete require("@pulumi/pulumi/resource").Resource.callsites;`,
    debuggablePromise: `delete require("@pulumi/pulumi/runtime/debuggable").debuggablePromise;`,
    "runtime.registerResourceModule": `delete require("@pulumi/pulumi/runtime/rpc").registerResourceModule;`,
    // A module that the SDK no longer asks for by this name.
    typescript: `const M = require("node:module"), l = M._load;
      M._load = function (name, ...more) { return l.call(this, name === "typescript" ? "node:fs" : name, ...more); };
      require("@pulumi/pulumi");`,
  })) {
    it(`stop in one line when the SDK has no ${member} any more`, () => {
      const { status, stderr } = run(`const { PATCHES, patchSdk } = require("./stacks/sdk");
        ${member === "typescript" ? "PATCHES[0].apply = () => {};" : ""}
        ${remove}
        patchSdk();`);
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`^TANDEM_SDK_PATCHES: @pulumi/pulumi no longer has .*${member}.*\n$`));
    });
  }

  it("are all left out where they are switched off", () => {
    const untouched = `const log = require("@pulumi/pulumi/log").debug; ${PATCH}
      if (require("@pulumi/pulumi/log").debug !== log) process.exit(1);`;
    assert.equal(run(untouched, "off").status, 0);
  });

  it("refuse another word", () => {
    const { status, stderr } = run(PATCH, "no");
    assert.equal(status, 1);
    assert.match(stderr, /TANDEM_SDK_PATCHES: got "no"; expected off, or no such variable\./);
  });
});
