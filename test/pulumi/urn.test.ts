import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
  className,
  formatUrn,
  isOfStack,
  nameOf,
  packageOf,
  parseUrn,
  providerReference,
  typeOf,
} from "../../pulumi/urn";

const URN = "urn:pulumi:bc1::tandem::tandem:index:Network$awsx:ec2:Vpc$aws:ec2/vpc:Vpc::net-vpc";

describe("A URN", () => {
  it("has stack, project, the types of its parents and its own, and a name", () => {
    assert.deepEqual(parseUrn(URN), {
      stack: "bc1",
      project: "tandem",
      types: ["tandem:index:Network", "awsx:ec2:Vpc", "aws:ec2/vpc:Vpc"],
      name: "net-vpc",
    });
    assert.deepEqual([nameOf(URN), typeOf(URN)], ["net-vpc", "aws:ec2/vpc:Vpc"]);
  });

  it("is written as Pulumi's SDK writes it", async () => {
    const [outer, inner] = ["tandem:index:Network", "aws:ec2/vpc:Vpc"];
    const place = { stack: "bc1", project: "tandem" };
    const parent = formatUrn({ ...place, types: [outer], name: "net" });
    const child = pulumi.createUrn("net-vpc", inner, parent, "tandem", "bc1");
    const urn = await new Promise<string>((resolve) => void child.apply(resolve));
    assert.equal(formatUrn({ ...place, types: [outer, inner], name: "net-vpc" }), urn);
  });

  it("comes back as it was, whatever its name holds", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const types = fc.array(fc.stringMatching(/^[a-z]+:[a-z]+\/[a-z]+:[A-Z][a-z]+$/), {
      minLength: 1,
      maxLength: 3,
    });
    const urns = fc.record(
      { stack: word, project: word, types, name: fc.string() },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(urns, (urn) => {
        assert.deepEqual(parseUrn(formatUrn(urn)), urn);
      }),
    );
  });

  it("may have a name with colons", () => {
    assert.equal(nameOf("urn:pulumi:s::p::aws:s3/bucket:Bucket::a::b"), "a::b");
  });

  it("is no other text: a name is then the name, and has no type and no stack", () => {
    for (const text of ["ai-agents", "a::b::c::d", "urn:pulumi:bc1::tandem::aws:ec2/vpc:Vpc", ""]) {
      assert.deepEqual([parseUrn(text), nameOf(text), typeOf(text)], [undefined, text, ""]);
      assert.equal(isOfStack(text, "bc1"), false);
    }
  });

  it("is of its own stack only, not of one whose name begins alike", () => {
    assert.deepEqual(
      [isOfStack(URN, "bc1"), isOfStack(URN, "bc"), isOfStack(URN, "bc12")],
      [true, false, false],
    );
  });

  it("with an id is a provider's reference", () => {
    assert.equal(
      providerReference("urn:pulumi:s::p::pulumi:providers:aws::aws", "4-2").split("::").length,
      5,
    );
  });
});

describe("A type token", () => {
  it("has a package and the name of a class", () => {
    assert.deepEqual(["aws:ecs/service:Service"].map(className), ["Service"]);
    assert.deepEqual(["aws:ecs/service:Service", "pulumi:providers:aws"].map(packageOf), ["aws", "pulumi"]);
  });
});
