/** The form in which settings are refused. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { oneOf, tell, wholeNumber } from "../../components/checks";
import { refuse } from "../../components/refuse";

describe("A refused setting", () => {
  it("is told in one line: where, what is wrong, what was got, what is allowed, what to change", () => {
    const problem = { where: "a.b", wrong: "is odd", got: "x\ny", expected: "z", change: "Set it to z." };
    assert.equal(tell(problem), 'a.b: is odd, got "x\\ny"; expected z. Set it to z.');
  });

  it("says nothing where a value is missing, not undefined", () => {
    assert.match(oneOf("a", undefined, [1, 2], "Set it.")[0]!, /got nothing; expected 1, 2/);
  });

  it("stops the program without a stack trace, with every problem on a line of its own", () => {
    assert.throws(
      () => refuse(["one", "two"]),
      (error) => pulumi.RunError.isInstance(error) && error.message === "one\ntwo",
    );
  });

  it("stops nothing when there is none", () => {
    refuse([]);
  });
});

describe("A whole number in a range", () => {
  it("may be either end of the range", () => {
    assert.deepEqual([...wholeNumber("n", 2, 2, 3, "zones"), ...wholeNumber("n", 3, 2, 3, "zones")], []);
  });

  it("comes with the nearest one that is allowed", () => {
    const changes = [1, 4, 2.4, Number.NaN].map(
      (got) => wholeNumber("n", got, 2, 3, "zones")[0]!.split(". ")[1],
    );
    assert.deepEqual(changes, ["Set it to 2.", "Set it to 3.", "Set it to 2.", "Set it to 2."]);
  });
});
