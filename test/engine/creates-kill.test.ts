import { goldenUrns, killedCreates, sample } from "./faults";

it("the engine is killed at a create, at ten places: after recover and up there is nothing twice and nothing lost", async () => {
  const urns = goldenUrns();
  await killedCreates(sample(urns, 10), urns);
}).timeout(300_000);
