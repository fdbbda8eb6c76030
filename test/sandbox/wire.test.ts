import assert from "node:assert/strict";
import fc from "fast-check";
import { decode, encode, hasSecret, Reference, reveal, Secret, UNKNOWN } from "../../sandbox/provider/wire";

const plain = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null), fc.constant(UNKNOWN));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    plain,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie("value"), { maxKeys: 3, noNullPrototype: true }),
    tie("value").map((inner) => new Secret(inner)),
    fc.string().map((id) => new Reference(`urn:pulumi:${id}`, id)),
  ),
}));

describe("values on the wire", () => {
  it("come back as they were sent: secrets, unknowns and references too", () => {
    fc.assert(
      fc.property(value, (one) => {
        assert.deepEqual(decode(encode({ one })), { one });
      }),
    );
  });

  it("are free of secrets once they are revealed", () => {
    fc.assert(fc.property(value, (one) => !hasSecret(reveal(one))));
  });

  it("read the engine's own signatures", () => {
    const signature = "4dabf18193072939515e22adb298388d";
    const output = {
      [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
      secret: true,
      value: "x",
      dependencies: ["urn"],
    };
    const unknown = { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" };
    const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: ["x"] };
    const sent = encode({ output, unknown, secret, later: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
    const expected = { output: new Secret("x"), unknown: UNKNOWN, secret: new Secret(["x"]), later: UNKNOWN };
    assert.deepEqual(decode(sent), expected);
  });
});
