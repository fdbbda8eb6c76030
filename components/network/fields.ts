/** The options of a network, each once. */
import { REGION } from "../common-fields";
import { choice, type Settings, text, whole } from "../fields";
import type { Rule } from "../judge";
import { Nat } from "./args";
import { roomForZones, VPC_RANGE } from "./range";

export const NETWORK = {
  region: REGION,
  cidr: text(VPC_RANGE, "The VPC's range.", { source: "AWS: VPC CIDR blocks", default: "10.20.0.0/16" }),
  zones: whole("Availability zones; a load balancer needs two.", {
    unit: "zones",
    min: 2,
    max: 3,
    source: "AWS: load balancer subnets",
    default: 2,
  }),
  nat: choice(Object.values(Nat), "NAT gateways, each paid by the hour and the GB.", {
    source: "AWS: NAT gateways",
    default: Nat.Single,
  }),
};

/** The arguments with every default filled in. */
export type NetworkSettings = Settings<typeof NETWORK>;

export const NETWORK_RULES: readonly Rule<Pick<NetworkSettings, "cidr" | "zones">>[] = [
  ({ cidr, zones }) => (cidr && zones ? roomForZones(["cidr"], cidr, zones) : []),
];
