/** Other people's values, as messages show them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { redact, starred } from "../../words/redact";
import { inFull, outline, plainKey, shown } from "../../words/shown";

const TOKEN = "sk4k8dTz0qPq9xJm2vR7LwYb1";
const DIGEST = `ghcr.io/example/app@sha256:${"0123456789abcdef".repeat(4)}`;

describe("A value in a message", () => {
  for (const [value, text] of [
    [undefined, "nothing"],
    [null, "nothing"],
    ["", '""'],
    ["a\tb", '"a\\tb"'],
    [0, "0"],
    [Number.NaN, "NaN"],
    [false, "false"],
    [["secret"], "a list"],
    [{ apiKey: "secret" }, "a mapping"],
  ] as const) {
    it(`${JSON.stringify(value)} is ${text}`, () => assert.equal(shown(value), text));
  }

  it("is cut where it is long", () => {
    assert.equal(shown("x".repeat(81)), `"${"x".repeat(77)}..."`);
    assert.equal(shown("x".repeat(80)), `"${"x".repeat(80)}"`);
  });

  it("never has a token in it, in a list or a mapping neither", () => {
    for (const value of [
      `key ${TOKEN}`,
      inFull([TOKEN]),
      inFull({ a: { b: TOKEN } }),
      outline({ [TOKEN]: 1 }),
    ])
      assert.ok(!shown(value).includes(TOKEN), shown(value));
    assert.ok(!plainKey(TOKEN).includes(TOKEN));
  });

  it("is told with what it holds where that is no secret, and by its size where it may be anything", () => {
    assert.equal(shown(inFull(["a", 1])), '["a",1]');
    assert.equal(shown(inFull([])), "[]");
    assert.equal(shown(outline(["a", "b"])), "a list of 2");
    assert.equal(shown(outline({ name: "a", version: 1 })), "an object with name, version");
    assert.equal(shown(outline({})), "an empty object");
    assert.equal(shown(outline(null)), "null");
    assert.equal(shown(outline(3)), "3");
  });
});

describe("Text without secrets", () => {
  it("has no credentials of an address, no query and no token, but its host, and an image's digest", () => {
    assert.equal(
      redact("https://ops:hunter2@models.example.com/v1"),
      "https://[secret]@models.example.com/v1",
    );
    assert.equal(redact("https://example.com/?key=hunter2"), "https://example.com/?[secret]");
    assert.equal(redact(`Bearer ${TOKEN}!`), "Bearer [secret]!");
    assert.equal(redact(DIGEST), DIGEST);
  });

  it("keeps each character's place in a line of a file", () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        assert.equal(starred(line).length, line.length);
      }),
    );
    assert.equal(starred("  apiKey: hunter2"), "  apiKey: *******");
    assert.equal(starred(`- ${TOKEN}`), `- ${"*".repeat(TOKEN.length)}`);
  });
});
