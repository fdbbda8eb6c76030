import * as assert from "node:assert/strict";
import { TestProject } from "./project";

describe("tandem up and down on the sandbox", () => {
  const project = new TestProject();
  after(() => project.remove());

  it("brings bc1 up, then finds nothing to do, then leaves nothing in the world", async () => {
    const up = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(up.code, 0, up.stderr);
    assert.ok(Object.keys(project.world().resources).length > 10, "the world holds what was made");

    const again = await project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stdout, /^bc1: nothing to do, \d+ unchanged$/m);

    const down = await project.tandem("down", "bc1", "--sandbox", "--yes");
    assert.equal(down.code, 0, down.stderr);
    assert.deepEqual(project.world().resources, {});
  });
});
