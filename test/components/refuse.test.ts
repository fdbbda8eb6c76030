/** How a component refuses its settings. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../../components/refuse";

describe("A refused setting", () => {
  const problem = { wrong: "is odd", got: 1, expected: "2", change: "Set it to 2." };

  it("stops the program without a stack trace, with every problem on a line of its own", () => {
    const problems = [
      { path: ["agents", "cpuUnits"], ...problem },
      { path: ["modelIds", 0], ...problem },
    ];
    const said = "is odd, got 1; expected 2. Set it to 2.";
    assert.throws(
      () => refuse("ai", problems),
      (error) =>
        pulumi.RunError.isInstance(error) &&
        error.message === `ai.agents.cpuUnits: ${said}\nai.modelIds[0]: ${said}`,
    );
  });

  it("stops nothing when there is none", () => {
    refuse("ai", []);
  });
});
