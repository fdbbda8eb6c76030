import { brokenDelete, broughtUp, sample } from "./faults";

describe("a delete, at three places each", () => {
  for (const mode of ["before", "after", "kill"] as const) {
    it(`that meets a fault (${mode}): recover and down leave nothing`, async () => {
      const { project, creates } = await broughtUp();
      const deletes = creates.map(({ urn }) => ({ op: "delete" as const, urn }));
      for (const operation of sample(deletes, 3)) await brokenDelete(operation, mode, project);
      project.remove();
    }).timeout(300_000);
  }
});
