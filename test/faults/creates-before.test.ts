import { broughtUp, failedCreate } from "../engine/faults";
import { forEach } from "./matrix";

it("a fault before the effect of every create: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  project.remove();
  await forEach(creates, (operation) => failedCreate(operation, "before"));
});
