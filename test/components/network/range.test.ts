import assert from "node:assert/strict";
import fc from "fast-check";
import { canonical, overlaps, parseRange, vpcRangeFlaw } from "../../../components/network/range";

describe("IPv4 ranges", () => {
  it("know their first and last address", () => {
    assert.deepEqual(parseRange("10.42.128.7/17"), { first: 170557440, last: 170590207, prefix: 17 });
    assert.deepEqual(parseRange("255.255.255.255/32"), { first: 4294967295, last: 4294967295, prefix: 32 });
    for (const text of ["10.0.0.0", "10.0.0/8", "10.0.0.256/8", "10.0.0.0/33", "10.0.0.0/8 ", ""]) {
      assert.equal(parseRange(text), undefined, text);
    }
  });

  it("overlap exactly when one holds the other's first address", () => {
    const range = fc
      .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
      .map(([ip, prefix]) => parseRange(`${ip}/${prefix}`)!);
    fc.assert(
      fc.property(range, range, (one, other) => {
        const holds = (a: typeof one, b: typeof one) => b.first >= a.first && b.first <= a.last;
        assert.equal(overlaps(one, other), holds(one, other) || holds(other, one));
        assert.deepEqual(parseRange(canonical(one)), one);
      }),
    );
  });

  it("are right for a VPC at both ends of each private block, and wrong one address beyond", () => {
    for (const text of [
      "10.0.0.0/16",
      "10.255.255.240/28",
      "172.16.0.0/16",
      "172.31.0.0/16",
      "192.168.0.0/16",
      "100.127.0.0/16",
    ]) {
      assert.equal(vpcRangeFlaw(text), undefined, text);
    }
    for (const text of [
      "9.255.0.0/16",
      "11.0.0.0/16",
      "172.15.0.0/16",
      "172.32.0.0/16",
      "192.169.0.0/16",
      "100.128.0.0/16",
    ]) {
      assert.equal(vpcRangeFlaw(text)?.wrong, "a public range", text);
    }
  });
});
