import { broughtUp, killedCreate, sample } from "./faults";

it("a kill at a create, at ten places: after recover and up there is nothing twice and nothing lost", async () => {
  const { project, creates } = await broughtUp();
  project.remove();
  for (const operation of sample(creates, 10)) await killedCreate(operation, creates);
}).timeout(300_000);
