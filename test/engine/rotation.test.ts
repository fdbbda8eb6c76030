/** A new database password on the real engine: one `up` makes it, stores it, and rolls database and tasks to it. */
import * as assert from "node:assert/strict";
import { TestProject } from "./project";

describe("The next passwordVersion", () => {
  const project = new TestProject();
  after(() => project.remove());

  const up = async (...options: string[]) => {
    const { code, stdout, stderr } = await project.tandem("up", "bc1", "--sandbox", "--yes", ...options);
    assert.equal(code, 0, stderr);
    return stdout;
  };

  it("reaches database, secret and tasks in one up, touches nothing else, and the next up is empty", async () => {
    await up();
    const made = project.world().log.length;
    project.edit("Pulumi.bc1.yaml", "passwordVersion: 1", "passwordVersion: 2");
    await up();

    const log = project.world().log.slice(made);
    assert.ok(log.every(({ outcome }) => outcome === "done"));
    const done = log.map(({ op, urn }) => `${op} ${urn.split("::").pop()}`);
    // Each of these waits for the one before it: no task starts with a password that the database does not have yet.
    assert.deepEqual(done.slice(0, 5), [
      "create ai-database-password",
      "update ai-database-instance",
      "create ai-database-url-version",
      "create ai-open-webui-task",
      "update ai-open-webui-service",
    ]);
    assert.deepEqual(done.slice(5).sort(), [
      "delete ai-database-password",
      "delete ai-database-url-version",
      "delete ai-open-webui-task",
    ]);

    const rotated = project.world().log.length;
    assert.match(await up("--expect-no-changes"), /^bc1: nothing to do, \d+ unchanged$/m);
    assert.equal(project.world().log.length, rotated);
  });
});
