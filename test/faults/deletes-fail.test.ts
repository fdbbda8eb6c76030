import { broughtUp, failedDeletes, faultsAt } from "../engine/faults";

for (const mode of ["before", "after"] as const) {
  it(`a fault ${mode} the effect of every delete: recover and down leave nothing`, async () => {
    const { project, urns } = await broughtUp();
    await failedDeletes(faultsAt("delete", urns, mode), project);
    project.remove();
  });
}
