import ipaddr from 'ipaddr.js';

export type Ip = ReturnType<typeof ipaddr.parse>;

/** Parses an IP address exactly: four decimal parts without leading zeros, or IPv6. `10.1` and `010.0.0.1` are not addresses. */
export function parseIp(text: string): Ip | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    const parsed = ipaddr.IPv4.parse(text);
    return parsed.toString() === text ? parsed : undefined;
  }
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

/** The one spelling of an address, to compare by. Other text is returned as it is, in lower case. */
export function canonicalAddress(text: string): string {
  return parseIp(text)?.toString() ?? text.toLowerCase();
}

/** Digits and dots only: meant as an IPv4 address, whatever it is. */
export function looksLikeIpv4(text: string): boolean {
  return /^[\d.]+$/.test(text);
}

export interface Cidr {
  network: Ip;
  prefix: number;
  /** As it should be written, host bits cleared. */
  canonical: string;
}

/** Parses `address/prefix`; undefined when it is no CIDR. */
export function parseCidr(text: string): Cidr | undefined {
  const parts = /^(.+)\/(\d{1,3})$/.exec(text);
  const address = parts?.[1] === undefined ? undefined : parseIp(parts[1]);
  const prefix = Number(parts?.[2]);
  if (address === undefined || prefix > (address.kind() === 'ipv4' ? 32 : 128)) return undefined;
  const bytes = address.toByteArray().map((byte, index) => byte & netmaskByte(prefix, index));
  const network = ipaddr.fromByteArray(bytes);
  return { network, prefix, canonical: `${network.toString()}/${prefix}` };
}

/** Whether the range holds the address. Ranges hold no addresses of the other family. */
export function contains(cidr: Cidr, ip: Ip): boolean {
  if (cidr.network.kind() !== ip.kind()) return false;
  const network = cidr.network.toByteArray();
  return ip.toByteArray().every((byte, index) => (byte & netmaskByte(cidr.prefix, index)) === network[index]);
}

export function overlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b.network) || contains(b, a.network);
}

function netmaskByte(prefix: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefix - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}
