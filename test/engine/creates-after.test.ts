import { failedCreates, goldenCreates, inGroups, sample } from "./faults";

it("a fault after the effect of a create, at ten places: recover and down leave nothing", async () => {
  await inGroups(sample(goldenCreates(), 10), (group) => failedCreates(group, "after"));
}).timeout(300_000);
