/**
 * EC2 networking: NAT gateways, public IPv4 addresses and VPC endpoints. Every public address is counted once: where
 * a plan has the Elastic IP, the Elastic IP carries it, and what uses it does not count it again.
 */
import type { PlannedResource } from "../planned";
import {
  byProperty,
  type Charge,
  type Context,
  joined,
  known,
  list,
  NotPriced,
  type Pricer,
  text,
  UnknownProperty,
} from "./reading";

export const EIP = "aws:ec2/eip:Eip";

export const natGateway: Pricer = {
  priced: ["connectivityType", "availabilityMode", "secondaryAllocationIds"],
  charges(resource, context) {
    if (text(resource, "availabilityMode", "zonal") !== "zonal") {
      throw new NotPriced("no price is known for a regional NAT gateway, which is billed per zone in use");
    }
    const gateway: Charge = { item: "nat-gateway-hour", amount: 1, kind: "fixed" };
    if (text(resource, "connectivityType", "public") === "private") return [gateway];
    const used = 1 + list(resource, "secondaryAllocationIds").length;
    const properties = ["allocationId", "secondaryAllocationIds"];
    const planned = plannedAddresses(resource, properties, [known(resource, "allocationId")], context);
    return [gateway, publicAddresses(used - planned)];
  },
};

export const eip: Pricer = {
  priced: [],
  charges: () => [publicAddresses(1)],
};

/** A gateway endpoint (S3, DynamoDB) is free; the others are billed per subnet. */
export const vpcEndpoint: Pricer = {
  priced: ["vpcEndpointType", "subnetIds"],
  charges(resource) {
    const type = text(resource, "vpcEndpointType", "Gateway");
    if (type === "Gateway") return [];
    const zones = list(resource, "subnetIds").length;
    if (zones === 0) throw new UnknownProperty("subnetIds", "is not set");
    if (type === "Interface")
      return [{ item: "interface-endpoint-hour-per-az", amount: zones, kind: "fixed" }];
    if (type === "GatewayLoadBalancer") return [{ item: "gwlb-endpoint-hour", amount: zones, kind: "fixed" }];
    throw new NotPriced(`no price is known for an endpoint of type ${type}`);
  },
  assumptions(resource) {
    return text(resource, "vpcEndpointType", "Gateway") === "Gateway"
      ? []
      : [`${resource.name}: data through the endpoint is counted as 0 GB`];
  },
};

const ADDRESSES_BY_ID = byProperty(EIP, "allocationId");

/** How many Elastic IPs of the plan a resource has: by its dependencies, or by ID where none is recorded, as when adopted. */
export function plannedAddresses(
  resource: PlannedResource,
  properties: readonly string[],
  ids: readonly unknown[],
  context: Context,
): number {
  const recorded = properties.flatMap((property) => joined(resource, property, EIP, context));
  const byId = ids.flatMap((id) => (typeof id === "string" ? context.plan.find(ADDRESSES_BY_ID, id) : []));
  return new Set([...recorded, ...byId]).size;
}

/** @param count negative counts as none. */
export function publicAddresses(count: number): Charge {
  return { item: "public-ipv4-hour", amount: Math.max(0, count), kind: "fixed" };
}
