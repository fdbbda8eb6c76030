/** The tags by which a lost resource is found. */
import assert from "node:assert/strict";
import { identityTags } from "../../components/tags";

describe("The identity tags", () => {
  it("tell stacks, projects and names apart", () => {
    const hashes = [
      identityTags("tandem", "bc1", "ai-lb-alb"),
      identityTags("tandem", "bc2", "ai-lb-alb"),
      identityTags("other", "bc1", "ai-lb-alb"),
      identityTags("tandem", "bc1", "ai-lb-targets"),
    ].map((tags) => tags["tandem:urn"]);
    assert.equal(new Set(hashes).size, hashes.length);
  });

  it("name the stack in clear", () => {
    assert.equal(identityTags("tandem", "bc1", "ai-lb-alb")["tandem:stack"], "bc1");
  });
});
