/** IPv4 ranges in CIDR notation, as numbers. */

/** First address and size of a range; undefined when the text is not a canonical IPv4 range. */
export function parse(cidr: string): { first: number; size: number; bits: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - bits);
  return first % size === 0 ? { first, size, bits } : undefined;
}

/** The CIDR text of a range. */
export function text(first: number, bits: number): string {
  const part = (shift: number) => Math.floor(first / 2 ** shift) % 256;
  return `${part(24)}.${part(16)}.${part(8)}.${part(0)}/${bits}`;
}

/** Whether two ranges share an address. A text that is no range shares none. */
export function overlapping(one: string, other: string): boolean {
  const a = parse(one);
  const b = parse(other);
  return !!a && !!b && a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Whether all of `inner` lies in `outer`. */
export function within(inner: string, outer: string): boolean {
  const a = parse(inner);
  const b = parse(outer);
  return !!a && !!b && a.first >= b.first && a.first + a.size <= b.first + b.size;
}
