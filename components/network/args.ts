/* The arguments of a network, as any language can give them (Pulumi's schema inference reads this file). */

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
