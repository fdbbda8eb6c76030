/** What a network is asked to be: defaults, checks, and what it costs at the most. Pure. */
import ipaddr from "ipaddr.js";
import { type Bound, childName } from "../base";
import { matches, oneOf, refuse, tell, wholeNumber } from "../checks";

/** How tasks in private subnets reach the internet. */
export const Nat = {
  /** One gateway for all zones: the cheapest that keeps tasks private; if its zone fails, so does the way out. */
  Single: "single",
  /** One gateway in each zone. */
  PerZone: "per-zone",
  /** No gateway: tasks run in public subnets with public addresses, closed by their security groups. */
  None: "none",
} as const;
export type Nat = (typeof Nat)[keyof typeof Nat];

export interface NetworkArgs {
  /** AWS region that the provider works in, for the S3 endpoint's name. */
  region: string;
  /** The VPC's IPv4 range: private, canonical, /16 to /24. @default "10.20.0.0/16" */
  cidr?: string;
  /** Availability zones, 2 to 3: a load balancer and a database's subnet group need two. @default 2 */
  zones?: number;
  /** NAT gateways; each costs about $36.50 a month with its address in us-east-1 (VPC prices). @default "single" */
  nat?: Nat;
}

/** The arguments with every default filled in. */
export interface NetworkSettings {
  region: string;
  cidr: string;
  zones: number;
  nat: Nat;
}

/** RFC 1918 and RFC 6598, the ranges that no one owns on the internet. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** What is wrong with these arguments: a line for each problem. `where` is the path that lines start with. */
export function problems(args: NetworkArgs, where: string): string[] {
  const asked = withDefaults(args);
  return [
    ...regionProblems(`${where}.region`, asked.region),
    ...cidrProblems(`${where}.cidr`, asked.cidr),
    ...wholeNumber(`${where}.zones`, asked.zones, 2, 3, "availability zones"),
    ...oneOf(`${where}.nat`, asked.nat, Object.values(Nat), "Set it to single."),
  ];
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: NetworkArgs, where = "Network"): NetworkSettings {
  refuse(problems(args, where));
  return withDefaults(args);
}

/** Logical name of the `awsx.ec2.Vpc`; its children are named after it. */
export function vpcName(name: string): string {
  return childName(name, "vpc");
}

/** awsx names NAT gateways and their addresses `<vpc>-1`, `<vpc>-2`, …, by zone. */
export function bounds(name: string, settings: NetworkSettings): Bound[] {
  const gateways = { single: 1, "per-zone": settings.zones, none: 0 }[settings.nat];
  return Array.from({ length: gateways }, (_, zone) => `${vpcName(name)}-${zone + 1}`).flatMap(
    (child): Bound[] => [
      { child, type: "aws:ec2/natGateway:NatGateway", item: "nat-gateway-hour", amount: 1, kind: "fixed" },
      { child, type: "aws:ec2/eip:Eip", item: "public-ipv4-hour", amount: 1, kind: "fixed" },
    ],
  );
}

/** An AWS region's name. */
export function regionProblems(where: string, region: string): string[] {
  const form = /^[a-z]{2}(-[a-z]+)+-\d$/;
  return matches(where, region, form, "a region such as us-east-1", "Set it to the provider's region.");
}

/** The arguments with every default filled in, right or wrong. */
export function withDefaults(args: NetworkArgs): NetworkSettings {
  return {
    region: args.region,
    cidr: args.cidr ?? "10.20.0.0/16",
    zones: args.zones ?? 2,
    nat: args.nat ?? Nat.Single,
  };
}

function cidrProblems(where: string, got: string): string[] {
  const wrong = (problem: string, expected: string, change: string) => [
    tell({ where, wrong: problem, got, expected, change }),
  ];
  const form = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}\/\d{1,2}$/;
  if (!form.test(got) || !ipaddr.IPv4.isValidCIDR(got)) {
    return wrong("is not an IPv4 range", "a range such as 10.20.0.0/16", "Write it without leading zeros.");
  }
  const prefix = ipaddr.IPv4.parseCIDR(got)[1];
  const canonical = `${ipaddr.IPv4.networkAddressFromCIDR(got)}/${prefix}`;
  if (canonical !== got) {
    return wrong("has bits set behind its prefix", "the range's first address", `Set it to ${canonical}.`);
  }
  if (prefix < 16 || prefix > 24) {
    // AWS allows /28, but a load balancer wants /27 subnets, and three zones make eight of them.
    return wrong("has the wrong size", "a prefix from /16 to /24", "Set the prefix to 16.");
  }
  if (!PRIVATE_RANGES.some((range) => within(got, range))) {
    return wrong(
      "is not a private range",
      PRIVATE_RANGES.join(", "),
      "Choose a part of one of these ranges.",
    );
  }
  return [];
}

function within(cidr: string, range: string): boolean {
  const [address] = ipaddr.IPv4.parseCIDR(cidr);
  return address.match(ipaddr.IPv4.parseCIDR(range));
}
