import { broughtUp, killedDeletes } from "../engine/faults";
import { forEach } from "./matrix";

it("a kill at every delete: recover and down leave nothing", async () => {
  const { project, urns } = await broughtUp();
  await forEach(urns, (urn) => killedDeletes([urn], project));
  project.remove();
});
