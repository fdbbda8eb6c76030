import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

describe("The config's door", () => {
  it("loads nothing of Pulumi, so that the command can check a file before it starts an engine", () => {
    const script = `
      require("./stacks/config/parse");
      require("./stacks/config/stack-file");
      console.log(JSON.stringify(Object.keys(require.cache)));`;
    const root = join(__dirname, "../../..");
    const printed = execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", script], { cwd: root });
    const loaded = JSON.parse(printed.toString()) as string[];
    assert.ok(loaded.some((file) => file.endsWith("components/fargate-service/sizes.ts")));
    assert.deepEqual(
      loaded.filter((file) => file.includes("@pulumi")),
      [],
    );
  });
});
