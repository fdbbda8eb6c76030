import { broughtUp, killedCreates } from "../engine/faults";
import { forEach } from "./matrix";

it("a kill at every create: after recover and up there is nothing twice and nothing lost", async () => {
  const { project, urns } = await broughtUp();
  project.remove();
  await forEach(urns, (urn) => killedCreates([urn], urns));
});
