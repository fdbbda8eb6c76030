import { broughtUp, failedCreates, faultsAt } from "../engine/faults";

for (const mode of ["before", "after"] as const) {
  it(`a fault ${mode} the effect of every create: recover and down leave nothing`, async () => {
    const { project, urns } = await broughtUp();
    project.remove();
    await failedCreates(faultsAt("create", urns, mode));
  });
}
