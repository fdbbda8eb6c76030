import * as assert from "node:assert/strict";
import { fits } from "../../engine/find";

describe("an engine's version", () => {
  it("fits when it is the SDK's or newer, of the same major", () => {
    assert.ok(fits("3.259.0", "3.259.0"));
    assert.ok(fits("3.270.1", "3.259.0"));
  });

  it("does not fit when it is older, of another major, or no version at all", () => {
    for (const version of ["3.258.9", "4.0.0", "2.300.0", "", "dev"])
      assert.equal(fits(version, "3.259.0"), false);
  });
});
