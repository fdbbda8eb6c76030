/** IPv4 ranges as a VPC takes them: which are allowed, and what is wrong with the others. Pure. */
import type { Path, Problem } from "../../words/problem";
import type { Flaw, Form } from "../forms";

/** A range as its first and last address, both as numbers. */
export interface Range {
  first: number;
  last: number;
  prefix: number;
}

/** Ranges for private networks (RFC 1918), and the shared range of RFC 6598. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** The range, exactly as written; undefined when it is not four numbers up to 255 and a prefix up to 32. */
export function parseRange(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** The range as AWS writes it: its first address and its prefix. */
export function canonical({ first, prefix }: Range): string {
  return `${[24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join(".")}/${prefix}`;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** What is wrong with this text as the range of a VPC, if anything is: the first rule that it breaks. */
export function vpcRangeFlaw(text: string): Flaw | undefined {
  if (/^[\d./]+$/.test(text) && /(^|\.)0\d/.test(text)) {
    const plain = text.replace(/(^|\.)0+(?=\d)/g, "$1");
    return { wrong: "octets with a leading zero, which some read as octal", change: `Write ${plain}.` };
  }
  const range = parseRange(text);
  if (!range) return { wrong: "not an IPv4 range", change: "Write it like 10.20.0.0/16." };
  if (range.prefix < 16 || range.prefix > 28) {
    const nearest = canonical({ ...range, prefix: range.prefix < 16 ? 16 : 28 });
    return {
      wrong: "a size that no VPC can have",
      expected: "a prefix from /16 to /28",
      change: `Use ${nearest}.`,
    };
  }
  const written = canonical(range);
  if (written !== text)
    return { wrong: "not the first address of its range", change: `Did you mean ${written}?` };
  const inside = PRIVATE.some((one) => {
    const allowed = parseRange(one)!;
    return range.first >= allowed.first && range.last <= allowed.last;
  });
  if (inside) return undefined;
  return {
    wrong: "a public range",
    expected: `a private one, inside ${PRIVATE.join(", ")}`,
    change: `Use a free range there, such as 10.20.0.0/${range.prefix}.`,
  };
}

/** The range of a VPC. */
export const VPC_RANGE: Form = {
  words: "a private IPv4 range from /16 to /28, written from its first address",
  example: "10.20.0.0/16",
  pattern: /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/,
  flaw: vpcRangeFlaw,
};

/**
 * Whether a sound range has room for a public and a private subnet in each zone; a load balancer asks for a /27 at
 * least (AWS: ALB subnets).
 */
export function roomForZones(at: Path, cidr: string, zones: number): Problem[] {
  const { prefix } = parseRange(cidr)!;
  const largest = 27 - Math.ceil(Math.log2(zones * 2));
  if (prefix <= largest) return [];
  return [
    {
      path: at,
      wrong: `too small for ${zones} zones of a public and a private /27 each`,
      got: cidr,
      expected: `/${largest} or larger`,
      change: `Use ${canonical(parseRange(cidr.replace(/\d+$/, String(largest)))!)}.`,
    },
  ];
}
