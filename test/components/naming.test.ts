/** Names that fit, for every name and limit. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { childName } from "../../components/base";
import { AUTO_NAME_SUFFIX, cut, NAME_LIMITS } from "../../components/naming";

const logicalName = fc.stringMatching(/^[a-z][a-z0-9-]{0,120}$/);
const limit = fc.constantFrom(...Object.values(NAME_LIMITS));

describe("A name that has to fit", () => {
  it("stays as it is while it fits", () => {
    fc.assert(
      fc.property(logicalName, limit, (name, longest) => {
        fc.pre(name.length <= longest);
        assert.equal(cut(name, longest), name);
      }),
    );
  });

  it("is never longer than the limit", () => {
    fc.assert(fc.property(logicalName, limit, (name, longest) => cut(name, longest).length <= longest));
  });

  it("differs from every other long name, also where the beginnings are the same", () => {
    fc.assert(
      fc.property(logicalName, logicalName, limit, (one, other, longest) => {
        fc.pre(one !== other);
        const start = "x".repeat(longest);
        assert.notEqual(cut(start + one, longest), cut(start + other, longest));
      }),
    );
  });

  it("is cut without an ending or doubled hyphen before its hash", () => {
    const name = `ai-load-balancer--${"x".repeat(40)}`;
    assert.match(cut(name, 27), /^ai-load-balancer-[0-9a-f]{8}$/);
  });

  it("is the same in every run", () => {
    assert.equal(cut("ai-load-balancer-target-group", 24), "ai-load-balance-c194982a");
  });
});

describe("The logical name of a child", () => {
  it("leaves room for what Pulumi appends, whatever its component is called", () => {
    fc.assert(
      fc.property(logicalName, limit, (component, longest) => {
        assert.ok(childName(component, "targets", longest).length + AUTO_NAME_SUFFIX <= longest);
      }),
    );
  });

  it("is the component's name and the role where AWS takes any length", () => {
    assert.equal(childName("ai-lb", "targets"), "ai-lb-targets");
  });
});
