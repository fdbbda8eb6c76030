import { broughtUp, failedCreate, sample } from "./faults";

it("a fault before the effect of a create, at ten places: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  project.remove();
  for (const operation of sample(creates, Number(process.env.N ?? 10)))
    await failedCreate(operation, "before");
}).timeout(300_000);
