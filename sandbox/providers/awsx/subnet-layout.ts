/**
 * The subnet ranges that awsx 3.9.0 gives a VPC: the zones share it evenly, and within a zone the subnets follow each
 * other in the order in which they are listed. Source: pulumi/pulumi-awsx, awsx/ec2/subnetDistributorNew.ts.
 */
import { parse, text } from "../../world/cidr";

/** A kind of subnet, made once per zone. */
export interface SubnetSpec {
  type: string;
  name?: string;
  /** Bits of the mask; absent: an even part of the zone. */
  cidrMask?: number;
  /** Ranges per zone, when the program does its own arithmetic. */
  cidrBlocks?: string[];
  tags?: Record<string, unknown>;
}

/** A subnet of one zone. */
export interface PlannedSubnet {
  type: string;
  name: string;
  zone: string;
  cidrBlock: string;
  tags?: Record<string, unknown>;
}

/** awsx's own layout: half of each zone private, a quarter public, the rest free. */
export function defaultSpecs(vpcCidr: string, zones: number): SubnetSpec[] {
  const bits = zoneBits(vpcCidr, zones);
  if (bits > 26) throw new Error(`automatic subnets need a /26 per zone, and ${vpcCidr} leaves a /${bits}`);
  return [
    { type: "Private", cidrMask: bits + 1 },
    { type: "Public", cidrMask: bits + 2 },
  ];
}

/** The subnets of every zone. Throws when they do not fit. */
export function layOut(
  vpcName: string,
  vpcCidr: string,
  zones: string[],
  specs: SubnetSpec[],
): PlannedSubnet[] {
  const vpc = rangeOf(vpcCidr);
  const bits = zoneBits(vpcCidr, zones.length);
  const even = bits + Math.ceil(Math.log2(specs.length));
  return zones.flatMap((zone, index) => {
    const start = vpc.first + index * 2 ** (32 - bits);
    let next = start;
    return specs.map((spec) => {
      const size = 2 ** (32 - (spec.cidrMask ?? even));
      const first = Math.ceil(next / size) * size;
      next = first + size;
      if (!spec.cidrBlocks && next > start + 2 ** (32 - bits)) {
        throw new Error(`subnets are too large for ${vpcCidr}: ${spec.type} does not fit in zone ${zone}`);
      }
      const cidrBlock = spec.cidrBlocks?.[index] ?? text(first, spec.cidrMask ?? even);
      const name = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}-${index + 1}`;
      return { type: spec.type, name, zone, cidrBlock, ...(spec.tags ? { tags: spec.tags } : {}) };
    });
  });
}

function zoneBits(vpcCidr: string, zones: number): number {
  return rangeOf(vpcCidr).bits + Math.ceil(Math.log2(zones));
}

function rangeOf(cidr: string) {
  const range = parse(cidr);
  if (!range) throw new Error(`${cidr} is not an IPv4 range in CIDR notation`);
  return range;
}
