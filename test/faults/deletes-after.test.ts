import { brokenDelete, broughtUp } from "../engine/faults";
import { forEach } from "./matrix";

it("a fault after the effect of every delete: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  const deletes = creates.map(({ urn }) => ({ op: "delete" as const, urn }));
  await forEach(deletes, (operation) => brokenDelete(operation, "after", project));
  project.remove();
});
