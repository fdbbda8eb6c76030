/** The checks of settings, and how a component refuses them. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { oneOf, wholeNumber } from "../../components/checks";
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

describe("One of a list of values", () => {
  it("is what a missing value is not", () => {
    const [missing] = oneOf(["a"], undefined, [1, 2], "Set it.");
    assert.deepEqual(missing, {
      path: ["a"],
      wrong: "is not a known value",
      got: undefined,
      expected: "1, 2",
      change: "Set it.",
    });
  });
});

describe("A whole number in a range", () => {
  it("may be either end of the range", () => {
    assert.deepEqual([...wholeNumber(["n"], 2, 2, 3, "zones"), ...wholeNumber(["n"], 3, 2, 3, "zones")], []);
  });

  it("comes with the nearest one that is allowed", () => {
    const changes = [1, 4, 2.4, Number.NaN].map((got) => wholeNumber(["n"], got, 2, 3, "zones")[0]?.change);
    assert.deepEqual(changes, ["Set it to 2.", "Set it to 3.", "Set it to 2.", "Set it to 2."]);
  });
});
