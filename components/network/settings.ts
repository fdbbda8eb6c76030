/** What a network is asked to be: defaults, checks, and what it costs at the most. Pure. */
import type { Path, Problem } from "../../words/problem";
import { type Bound, childName } from "../base";
import { inForm, oneOf, wholeNumber } from "../checks";
import { FORMS } from "../forms";
import { refuse } from "../refuse";
import { roomForZones, VPC_RANGE } from "./range";

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
  /** The VPC's IPv4 range: private, canonical, /16 to /25, with three zones to /24. @default "10.20.0.0/16" */
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

/** What is wrong with these arguments: nothing, or a problem each. `at` is the path of the arguments. */
export function problems(args: NetworkArgs, at: Path = []): Problem[] {
  const asked = withDefaults(args);
  return [
    ...inForm([...at, "region"], asked.region, FORMS.region),
    ...rangeProblems([...at, "cidr"], asked.cidr, asked.zones),
    ...wholeNumber([...at, "zones"], asked.zones, 2, 3, "availability zones"),
    ...oneOf([...at, "nat"], asked.nat, Object.values(Nat), "Set it to single."),
  ];
}

/** The settings, or a `RunError` with a line for each problem. */
export function resolve(args: NetworkArgs, name = "Network"): NetworkSettings {
  refuse(name, problems(args));
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

/** The arguments with every default filled in, right or wrong. */
export function withDefaults(args: NetworkArgs): NetworkSettings {
  return {
    region: args.region,
    cidr: args.cidr ?? "10.20.0.0/16",
    zones: args.zones ?? 2,
    nat: args.nat ?? Nat.Single,
  };
}

function rangeProblems(at: Path, cidr: string, zones: number): Problem[] {
  const form = inForm(at, cidr, VPC_RANGE);
  return form.length > 0 ? form : roomForZones(at, cidr, zones);
}
