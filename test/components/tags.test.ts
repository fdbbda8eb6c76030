/** The tags by which a lost resource is found. */
import assert from "node:assert/strict";
import { identityTags, identityTagsOfUrn } from "../../components/tags";

describe("The identity tags", () => {
  it("are the same from the state's URN as from the program", () => {
    const urn =
      "urn:pulumi:bc1::tandem::tandem:index:EcsAiStream$aws:sns/topicSubscription:TopicSubscription::ai-alarms-ops::x";
    assert.deepEqual(identityTagsOfUrn(urn), identityTags("tandem", "bc1", "ai-alarms-ops::x"));
  });

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
