/** Load balancers: the hours of the balancer, and the public IPv4 of an internet-facing one, one per subnet. */
import type { PlannedResource } from "../planned";
import { plannedAddresses, publicAddresses } from "./network";
import { amount, type Charge, type Context, flag, list, NotPriced, type Pricer, text } from "./reading";

const HOURS: Record<string, string> = { application: "alb-hour", network: "nlb-hour" };

export const loadBalancer: Pricer = {
  priced: [
    "loadBalancerType",
    "internal",
    "ipAddressType",
    "subnets",
    "subnetMappings",
    "minimumLoadBalancerCapacity",
  ],
  charges(resource, context) {
    const type = text(resource, "loadBalancerType", "application");
    const item = HOURS[type];
    if (!item) throw new NotPriced(`no price is known for a load balancer of type ${type}`);
    if (amount(resource, "minimumLoadBalancerCapacity.capacityUnits", 0) > 0) {
      throw new NotPriced("no price is known for reserved load balancer capacity");
    }
    return [{ item, amount: 1, kind: "fixed" }, addresses(resource, context)];
  },
};

/** Data through a Classic Load Balancer has no usage key. */
export const classicLoadBalancer: Pricer = {
  priced: ["internal", "subnets"],
  charges(resource) {
    const hours: Charge = { item: "clb-hour", amount: 1, kind: "fixed" };
    return flag(resource, "internal") ? [hours] : [hours, publicAddresses(list(resource, "subnets").length)];
  },
  assumptions: (resource) => [`${resource.name}: data through the load balancer is counted as 0 GB`],
};

function addresses(resource: PlannedResource, context: Context): Charge {
  const none = text(resource, "ipAddressType", "ipv4") === "dualstack-without-public-ipv4";
  if (none || flag(resource, "internal")) return publicAddresses(0);
  const mappings = list(resource, "subnetMappings");
  const subnets = Math.max(mappings.length, list(resource, "subnets").length);
  const ids = mappings.map((mapping) => (mapping as { allocationId?: unknown } | null)?.allocationId);
  return publicAddresses(subnets - plannedAddresses(resource, ["subnetMappings"], ids, context));
}
