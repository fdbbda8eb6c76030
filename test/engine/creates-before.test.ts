import { broughtUp, failedCreates, inGroups, sample } from "./faults";

it("a fault before the effect of a create, at ten places: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  project.remove();
  await inGroups(sample(creates, 10), (group) => failedCreates(group, "before"));
}).timeout(300_000);
