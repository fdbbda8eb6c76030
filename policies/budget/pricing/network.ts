/**
 * EC2 networking: NAT gateways, public IPv4 addresses and VPC endpoints. Every public address is counted once: where
 * a plan has the Elastic IP, the Elastic IP carries it, and what uses it does not count it again.
 */
import { type Charge, joined, known, list, NotPriced, type Pricer, text, UnknownProperty } from "./reading";

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
    const planned = new Set(
      properties.flatMap((property) => joined(resource, property, EIP, context).map(({ urn }) => urn)),
    );
    // By ID where the dependency is not recorded, as in an adopted gateway.
    const id = known(resource, "allocationId");
    for (const other of context.resources) {
      if (other.type === EIP && id !== undefined && id === known(other, "allocationId"))
        planned.add(other.urn);
    }
    return [gateway, publicAddresses(used - planned.size)];
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

/** @param count negative counts as none. */
export function publicAddresses(count: number): Charge {
  return { item: "public-ipv4-hour", amount: Math.max(0, count), kind: "fixed" };
}
