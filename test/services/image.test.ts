import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { pythonOf } from "./part";

const FOLDER = path.resolve(__dirname, "..", "..", "services", "agents");

describe("The Dockerfile of the agents service", () => {
  const text = fs.readFileSync(path.join(FOLDER, "Dockerfile"), "utf8");

  it("passes hadolint", () => {
    const hadolint = path.join(path.dirname(pythonOf("test/services/venv.sh")), "hadolint");
    const { status, stdout } = spawnSync(hadolint, ["Dockerfile"], { cwd: FOLDER, encoding: "utf8" });
    assert.deepEqual([status, stdout], [0, ""]);
  });

  it("builds on images that are pinned by digest", () => {
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base!);
    assert.ok(bases.length > 0);
    for (const base of bases) assert.match(base, /@sha256:[0-9a-f]{64}$/);
  });
});

describe("The release of Open WebUI that is tested", () => {
  it("is the one that bc1 pins by digest", () => {
    const read = (file: string) => fs.readFileSync(path.resolve(__dirname, "../..", file), "utf8");
    const tested = /^open-webui==(\S+)$/m.exec(read("test/services/python/direct.txt"))![1];
    const pinned = /Open WebUI v(\S+), the digest of/.exec(read("Pulumi.bc1.yaml"))![1];
    assert.equal(tested, pinned);
  });
});
