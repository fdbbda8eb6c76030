import * as assert from "node:assert/strict";
import { clean, isEmpty, stepLine, summary } from "../../automation/changes";

const plainly = (text: string) => text;
const none = { create: 0, update: 0, delete: 0, same: 0, replace: 0 };

describe("the engine in words", () => {
  it("has a line for each operation that changes something, and none for the others", () => {
    const urn = "urn:pulumi:bc1::tandem::tandem:index:Network$aws:ec2/vpc:Vpc::net-vpc";
    assert.match(stepLine({ op: "create", urn }, plainly) ?? "", /^\+ +create +net-vpc +Vpc$/);
    assert.equal(stepLine({ op: "same", urn }, plainly), undefined);
  });

  it("keeps names that hold colons of their own", () => {
    const urn = "urn:pulumi:bc1::tandem::aws:sns/topic:Topic::a::b";
    assert.match(stepLine({ op: "delete", urn }, plainly) ?? "", /Topic$/);
  });

  it("sums up what was done, and says so when nothing was", () => {
    assert.equal(summary({ ...none, create: 2, delete: 1 }), "2 created, 1 deleted");
    assert.equal(summary({ ...none, same: 93 }), "nothing to do, 93 unchanged");
    assert.equal(isEmpty({ ...none, same: 93 }), true);
    assert.equal(isEmpty({ ...none, replace: 1 }), false);
  });

  it("takes the engine's colour marks and prefixes out of messages", () => {
    assert.equal(clean("<{%reset%}>error: no such thing<{%reset%}>"), "no such thing");
  });
});
