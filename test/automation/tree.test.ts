import * as assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { Tree } from "../../automation/tree";

const STACK = "urn:pulumi:bc1::tandem::pulumi:pulumi:Stack::tandem-bc1";
const NETWORK = "urn:pulumi:bc1::tandem::tandem:index:Network::net";
const VPC = "urn:pulumi:bc1::tandem::tandem:index:Network$aws:ec2/vpc:Vpc::net-vpc";
const SUBNET = "urn:pulumi:bc1::tandem::tandem:index:Network$aws:ec2/subnet:Subnet::net-a";

function grown(): Tree {
  const tree = new Tree(process.stdout);
  const start = (urn: string, parent: string, custom: boolean) =>
    tree.starts({ op: "create", urn, type: "", provider: "", new: { urn, parent, custom } } as never);
  start(STACK, "", false);
  start(NETWORK, STACK, false);
  start(VPC, NETWORK, true);
  start(SUBNET, NETWORK, true);
  return tree;
}

const plain = (lines: string[]) => lines.map(stripVTControlCharacters);

describe("the live tree", () => {
  it("shows what runs below its component, and how far the component is", () => {
    const tree = grown();
    tree.ends({ urn: VPC }, "done");
    const lines = plain(tree.rows(20));
    assert.match(lines[0]!, /^1 of 2 so far/);
    assert.equal(lines[2], "  net Network 1 of 2");
    assert.match(lines[3]!, /^ {4}net-a Subnet creating \d/);
    assert.equal(lines.length, 4);
  });

  it("keeps what failed in sight", () => {
    const tree = grown();
    tree.ends({ urn: VPC }, "failed");
    tree.ends({ urn: SUBNET }, "done");
    assert.equal(plain(tree.rows(20)).at(-1), "    net-vpc Vpc failed");
  });

  it("never has more lines than the terminal", () => {
    const lines = plain(grown().rows(3));
    assert.equal(lines.length, 3);
    assert.match(lines.at(-1)!, /more lines$/);
  });
});
