import { broughtUp, failedDeletes, faultsAt, killedDeletes, sample } from "./faults";
import type { TestProject } from "./project";

describe("a delete", () => {
  let from: TestProject;
  let urns: string[];
  before(async () => {
    const { project, urns: made } = await broughtUp();
    from = project;
    urns = made;
  });
  after(() => from.remove());

  it("fails before its effect at ten places, and after it at ten: recover and down leave nothing", async () => {
    await failedDeletes(faultsAt("delete", sample(urns, 20), "before", "after"), from);
  });

  it("meets a killed engine, at ten places: recover and down leave nothing", async () => {
    await killedDeletes(sample(urns, 10), from);
  });
}).timeout(300_000);
