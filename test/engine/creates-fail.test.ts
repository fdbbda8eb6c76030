import { failedCreates, faultsAt, goldenUrns, sample } from "./faults";

it("a create fails before its effect at ten places, and after it at ten: recover and down leave nothing", async () => {
  await failedCreates(faultsAt("create", sample(goldenUrns(), 20), "before", "after"));
}).timeout(300_000);
