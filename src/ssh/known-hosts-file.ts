import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyTypeOf } from './host-key.ts';

/** One usable line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostEntry {
  file: string;
  /** From 1. */
  line: number;
  marker?: 'revoked' | 'cert-authority';
  /** The first field as written: a comma list of patterns, or one hash. */
  hosts: string;
  type: string;
  blob: Buffer;
}

/** The entries of a known_hosts file. Lines that are empty, comments or unreadable are passed over, as ssh does. */
export function parseKnownHosts(text: string, file: string): KnownHostEntry[] {
  return text.split('\n').flatMap((line, index) => {
    const entry = parseLine(line, file, index + 1);
    return entry === undefined ? [] : [entry];
  });
}

function parseLine(text: string, file: string, line: number): KnownHostEntry | undefined {
  const words = text.trim().split(/\s+/);
  if (words[0] === undefined || words[0] === '' || words[0].startsWith('#')) return undefined;
  const marker = words[0].startsWith('@') ? words.shift()?.slice(1) : undefined;
  if (marker !== undefined && marker !== 'revoked' && marker !== 'cert-authority') return undefined;
  const [hosts, type, base64] = words;
  if (hosts === undefined || type === undefined || base64 === undefined) return undefined;
  const blob = Buffer.from(base64, 'base64');
  if (keyTypeOf(blob) !== type) return undefined;
  return { file, line, hosts, type, blob, ...(marker === undefined ? {} : { marker }) };
}

/** How known_hosts names a server: the bare address on port 22, `[address]:port` elsewhere. */
export function knownHostsName(address: string, port: number): string {
  const lower = address.toLowerCase();
  return port === 22 ? lower : `[${lower}]:${port}`;
}

/** Whether the first field of a line speaks of `name` (as made by `knownHostsName`). A negated match wins over all others. */
export function namesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return hashNames(hosts, name);
  let matched = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    if (pattern.startsWith('!')) {
      if (patternMatches(pattern.slice(1), name)) return false;
    } else if (patternMatches(pattern, name)) matched = true;
  }
  return matched;
}

function hashNames(field: string, name: string): boolean {
  const [, version, salt, hash] = field.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** `*` stands for any run of characters, `?` for one. Iterative: a hostile pattern cannot make it slow. */
function patternMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
