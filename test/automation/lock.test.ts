import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { lockOwners, removeEmptySidecars } from "../../automation/lock";

describe("the owners of a stack's lock", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-lock-"));
  const folder = path.join(root, ".pulumi", "locks", "organization", "tandem", "bc1");
  before(() => fs.mkdirSync(folder, { recursive: true }));
  after(() => fs.rmSync(root, { recursive: true }));

  function ownerOf(lock: object): string | undefined {
    const file = path.join(folder, "one.json");
    fs.writeFileSync(file, JSON.stringify({ username: "ada", timestamp: "2026-11-21T10:00:00Z", ...lock }));
    return lockOwners(`file://${root}?metadata=skip`, "tandem", "bc1")[0]?.state;
  }

  it("are alive when their process runs on this machine", () => {
    assert.equal(ownerOf({ pid: process.pid, hostname: os.hostname() }), "alive");
  });

  it("are dead when it has ended", () => {
    const { pid } = spawnSync("true");
    assert.equal(ownerOf({ pid, hostname: os.hostname() }), "dead");
  });

  it("are elsewhere on another machine, where nobody here can tell", () => {
    assert.equal(ownerOf({ pid: process.pid, hostname: "another" }), "elsewhere");
  });

  it("are not looked for in a backend that is no folder", () => {
    assert.deepEqual(lockOwners("s3://bucket", "tandem", "bc1"), []);
  });
});

describe("an empty file that a killed engine left beside a state", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-sidecar-"));
  const folder = path.join(root, ".pulumi", "stacks", "tandem");
  before(() => fs.mkdirSync(folder, { recursive: true }));
  after(() => fs.rmSync(root, { recursive: true }));

  it("is taken away; states and whole files are left alone", () => {
    fs.writeFileSync(path.join(folder, "bc1.json"), "");
    fs.writeFileSync(path.join(folder, "bc1.json.attrs"), "");
    fs.writeFileSync(path.join(folder, "other.json.attrs"), "{}");
    removeEmptySidecars(`file://${root}`, "tandem");
    assert.deepEqual(fs.readdirSync(folder).toSorted(), ["bc1.json", "other.json.attrs"]);
  });
});
