import { broughtUp, failedCreates, inGroups } from "../engine/faults";

it("a fault after the effect of every create: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  project.remove();
  await inGroups(creates, (group) => failedCreates(group, "after"));
});
