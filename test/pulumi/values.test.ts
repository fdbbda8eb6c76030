/** Values as Pulumi writes them: what comes back from the wire, and what may be looked at in a document. */
import assert from "node:assert/strict";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import fc from "fast-check";
import {
  HIDDEN,
  hasSecret,
  hasUnknown,
  Reference,
  readPlain,
  readValue,
  reveal,
  SENTINELS,
  Secret,
  UNKNOWN,
  writeValue,
} from "../../pulumi/values";
import { propertiesOf, structOf } from "../../sandbox/protocol/wire";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (fields: object) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ...fields });
const output = (fields: object) => ({ [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...fields });

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
        assert.deepEqual(readValue(writeValue(one)), one);
        assert.deepEqual(propertiesOf(structOf({ one })), { one });
      }),
    );
  });

  it("are free of secrets once they are revealed", () => {
    fc.assert(fc.property(value, (one) => !hasSecret(reveal(one))));
  });

  it("read the engine's own signatures", () => {
    const sent = structOf({
      output: output({ secret: true, value: "x", dependencies: ["urn"] }),
      unknown: output({}),
      secret: secret({ value: ["x"] }),
      text: "[secret]",
    });
    const expected = {
      output: new Secret("x"),
      unknown: UNKNOWN,
      secret: new Secret(["x"]),
      text: "[secret]",
    };
    assert.deepEqual(propertiesOf(sent), expected);
  });
});

describe("unknown values", () => {
  it("have a sentinel for each of the seven kinds, the SDK's among them", () => {
    assert.equal(SENTINELS.size, 7);
    assert.ok(SENTINELS.has(unknownValue));
    assert.equal(writeValue(UNKNOWN), unknownValue);
  });

  for (const sentinel of SENTINELS) {
    it(`are known by ${sentinel} on the wire and in a document, however deep`, () => {
      const written = { list: [sentinel], secret: secret({ value: sentinel }) };
      assert.deepEqual(propertiesOf(structOf(written)), { list: [UNKNOWN], secret: new Secret(UNKNOWN) });
      assert.deepEqual(readPlain(written), { list: [UNKNOWN], secret: HIDDEN });
      assert.ok(hasUnknown(readValue(written)));
    });
  }
});

describe("values of a document", () => {
  it("keep zero, false, null and empty text apart from unknown", () => {
    const values = { a: 0, b: false, c: null, d: "", e: [] };
    assert.deepEqual(readPlain(values), values);
  });

  it("are a secret's own where the document was written with its secrets", () => {
    assert.deepEqual(readPlain(secret({ plaintext: '{"a":["db.t4g.micro"]}' })), { a: ["db.t4g.micro"] });
    assert.equal(readPlain(secret({ plaintext: "{" })), HIDDEN);
  });

  it("are hidden for every secret that is masked, encrypted or an output", () => {
    const secrets = [
      "[secret]",
      secret({ ciphertext: "v1:AAAA" }),
      output({ secret: true, value: "hunter2" }),
    ];
    for (const one of secrets) assert.equal(readPlain(one), HIDDEN);
  });

  it("keep what is no secret: an output's value, and an asset as it is written", () => {
    const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "x" };
    assert.deepEqual(readPlain(asset), asset);
    assert.equal(readPlain(output({ value: "x" })), "x");
  });
});
