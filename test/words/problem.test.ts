/** The one sentence in which a mistake is told. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { sentence, written } from "../../words/problem";
import { verbatim } from "../../words/shown";

describe("The sentence of a problem", () => {
  const told = { wrong: "is odd", got: "x\ny", expected: "z", change: "Set it to z." };

  it("says where, what is wrong, what was got, what is allowed and what to change", () => {
    assert.equal(sentence("a.b", told), 'a.b: is odd, got "x\\ny"; expected z. Set it to z.');
  });

  it("takes a text of ours as it is", () => {
    assert.match(sentence("a", { ...told, got: verbatim("no --yes") }), /, got no --yes; /);
  });

  it("is one line without control characters, whatever other people write", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u001b[31mred", "a\u2028b", "\u0085", "\r\n"),
    );
    fc.assert(
      fc.property(text, text, text, (where, got, expected) => {
        for (const value of [got, verbatim(got), [got], { [got]: got }])
          assert.doesNotMatch(sentence(where, { ...told, got: value, expected }), /[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe("A path in words", () => {
  it("has dots between keys and brackets around places in a list", () => {
    assert.equal(written(["aiStream", "notifyEmails", 0]), "aiStream.notifyEmails[0]");
    assert.equal(written([2, "urn"]), "[2].urn");
  });

  it("goes on from what it lies in", () => {
    assert.equal(written(["cidr"], "Network"), "Network.cidr");
    assert.equal(written([], "Network"), "Network");
  });

  it("quotes a key that is no plain word", () => {
    assert.equal(written(["a", "b c\n"]), 'a."b c\\n"');
  });
});
