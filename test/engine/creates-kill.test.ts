import { goldenCreates, killedCreate, sample } from "./faults";

it("a kill at a create, at ten places: after recover and up there is nothing twice and nothing lost", async () => {
  const creates = goldenCreates();
  for (const operation of sample(creates, 10)) await killedCreate(operation, creates);
}).timeout(300_000);
