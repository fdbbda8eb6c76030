import { broughtUp, killedCreate } from "../engine/faults";
import { forEach } from "./matrix";

it("a kill at every create: after recover and up there is nothing twice and nothing lost", async () => {
  const { project, creates } = await broughtUp();
  project.remove();
  await forEach(creates, (operation) => killedCreate(operation, creates));
});
