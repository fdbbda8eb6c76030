/** Who may talk to a service, and whom it may talk to. */
import assert from "node:assert/strict";
import { all, only } from "../registered";
import { make } from "./service";

describe("A Fargate service's connections", () => {
  const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

  it("go nowhere but to HTTPS unless named", async () => {
    const found = await make();
    assert.deepEqual(all(found, INGRESS), []);
    assert.deepEqual(
      all(found, EGRESS).map(({ inputs }) => [inputs.fromPort, inputs.toPort]),
      [[443, 443]],
    );
  });

  it("open another port to the internet where it is named", async () => {
    const found = await make({ outboundPorts: [443, 11434] });
    const rule = only(found, EGRESS, "api-internet-11434-egress");
    assert.deepEqual(
      [rule.inputs.fromPort, rule.inputs.toPort, rule.inputs.ipProtocol],
      [11434, 11434, "tcp"],
    );
  });

  it("are a pair of rules for a caller, on the container's port", async () => {
    const found = await make({ callers: [{ name: "balancer", securityGroupId: "sg-lb" }] });
    const into = only(found, INGRESS, "api-from-balancer-ingress").inputs;
    const out = only(found, EGRESS, "api-from-balancer-egress").inputs;
    assert.deepEqual(
      [into.securityGroupId, into.referencedSecurityGroupId, into.fromPort, into.toPort],
      ["api-security-group-id", "sg-lb", 8000, 8000],
    );
    assert.deepEqual(
      [out.securityGroupId, out.referencedSecurityGroupId, out.fromPort],
      ["sg-lb", "api-security-group-id", 8000],
    );
    assert.equal(into.description, "balancer to api, TCP 8000");
  });

  it("are a pair of rules for a target, on the target's port", async () => {
    const found = await make({ targets: [{ name: "database", securityGroupId: "sg-db", port: 5432 }] });
    const into = only(found, INGRESS, "api-to-database-ingress").inputs;
    assert.deepEqual(
      [into.securityGroupId, into.referencedSecurityGroupId, into.fromPort],
      ["sg-db", "api-security-group-id", 5432],
    );
    const out = only(found, EGRESS, "api-to-database-egress").inputs;
    assert.deepEqual(
      [out.securityGroupId, out.referencedSecurityGroupId, out.toPort],
      ["api-security-group-id", "sg-db", 5432],
    );
  });
});
