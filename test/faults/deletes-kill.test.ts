import { brokenDeletes, broughtUp } from "../engine/faults";
import { forEach } from "./matrix";

it("a kill at every delete: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  const deletes = creates.map(({ urn }) => ({ op: "delete" as const, urn }));
  await forEach(deletes, async (operation) => void (await brokenDeletes([operation], "kill", project)));
  project.remove();
});
