import { brokenDeletes, broughtUp, inGroups, type Operation, sample } from "./faults";
import type { TestProject } from "./project";

describe("a delete, at a few places", () => {
  let from: TestProject;
  let deletes: Operation[];
  before(async () => {
    const { project, creates } = await broughtUp();
    from = project;
    deletes = creates.map(({ urn }) => ({ op: "delete", urn }));
  });
  after(() => from.remove());

  for (const mode of ["before", "after"] as const) {
    it(`that meets a fault ${mode} its effect: recover and down leave nothing`, async () => {
      await inGroups(sample(deletes, 6), (group) => brokenDeletes(group, mode, from));
    });
  }

  it("at which the engine is killed: recover and down leave nothing", async () => {
    for (const operation of sample(deletes, 3)) await brokenDeletes([operation], "kill", from);
  });
}).timeout(300_000);
