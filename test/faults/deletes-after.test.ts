import { brokenDeletes, broughtUp, inGroups } from "../engine/faults";

it("a fault after the effect of every delete: recover and down leave nothing", async () => {
  const { project, creates } = await broughtUp();
  const deletes = creates.map(({ urn }) => ({ op: "delete" as const, urn }));
  await inGroups(deletes, (group) => brokenDeletes(group, "after", project));
  project.remove();
});
