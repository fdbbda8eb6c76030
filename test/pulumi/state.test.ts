/** What is wrong inside a document is held by test/policies/budget/planned.test.ts, in the words that people read. */
import assert from "node:assert/strict";
import { pendingCreates, resourcesOf } from "../../pulumi/state";

const VPC = { urn: "urn:pulumi:s::p::aws:ec2/vpc:Vpc::net", type: "aws:ec2/vpc:Vpc" };

describe("A state document", () => {
  it("gives its resources as they stand in it, so that it can be written again", () => {
    const resources = [{ ...VPC, custom: true, sequenceNumber: 1 }, VPC];
    assert.deepEqual(resourcesOf({ version: 3, deployment: { resources } }), resources);
  });

  it("has no resources after a down", () => {
    assert.deepEqual(resourcesOf({ version: 3, deployment: {} }), []);
  });

  it("knows the creates that a run began and did not report, but no other operation", () => {
    const pending_operations = ["creating", "deleting", "updating"].map((type) => ({ type, resource: VPC }));
    assert.deepEqual(pendingCreates({ pending_operations }), [VPC]);
    assert.deepEqual(pendingCreates({}), []);
  });
});
