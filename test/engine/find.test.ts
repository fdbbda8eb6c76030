import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { engineIn, fits } from "../../engine/find";

describe("an engine's version", () => {
  it("fits when it is the SDK's or newer, of the same major", () => {
    assert.ok(fits("3.259.0", "3.259.0"));
    assert.ok(fits("3.270.1", "3.259.0"));
  });

  it("does not fit when it is older, of another major, or no version at all", () => {
    for (const version of ["3.258.9", "4.0.0", "2.300.0", "", "dev"])
      assert.equal(fits(version, "3.259.0"), false);
  });
});

describe("the engine in a folder", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-engine-"));
  after(() => fs.rmSync(root, { recursive: true }));

  const answering = (script: string) => {
    fs.mkdirSync(path.join(root, "bin"), { recursive: true });
    fs.writeFileSync(path.join(root, "bin", "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return engineIn(root);
  };

  it("is none where there is none", async () => {
    assert.equal(await engineIn(path.join(root, "nowhere")), undefined);
  });

  it("is the one that answers with a version that fits", async () => {
    const engine = await answering("echo v3.999.1");
    assert.equal(engine?.version, "3.999.1");
    assert.equal(engine?.executable, path.join(root, "bin", "pulumi"));
    assert.equal(engine?.host, "official");
  });

  it("is none when it is too old, says no version, or does not start", async () => {
    for (const script of ["echo v3.1.0", "echo hello", "exit 1"])
      assert.equal(await answering(script), undefined);
  });
});
