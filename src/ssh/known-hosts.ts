import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostKey } from './host-key.ts';
import { type KnownHostEntry, knownHostsName, namesHost, parseKnownHosts } from './known-hosts-file.ts';

/** What known_hosts says of a key that a server showed. */
export type HostKeyVerdict =
  | { kind: 'match'; entry: KnownHostEntry }
  /** Other keys are known for this server: of the same type, or of types that it no longer offers. */
  | { kind: 'changed'; entries: KnownHostEntry[] }
  /** `authorities`: certificate authorities that are trusted for it, which are not honoured here. */
  | { kind: 'unknown'; authorities: KnownHostEntry[] }
  | { kind: 'revoked'; entry: KnownHostEntry };

/** The files that ssh reads when nothing else is said; new keys go to the first. */
export function defaultKnownHostsFiles(): string[] {
  const own = join(homedir(), '.ssh');
  return [join(own, 'known_hosts'), join(own, 'known_hosts2'), '/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'];
}

/** known_hosts files, each parsed once until it changes: fifty hosts share one parse. */
export class KnownHosts {
  readonly #parsed = new Map<string, { stamp: string; entries: KnownHostEntry[] }>();

  /** The entries of these files, in order; a file that is not there has none. @throws Error when one cannot be read */
  read(files: readonly string[]): KnownHostEntry[] {
    return files.flatMap((file) => this.#entriesOf(file));
  }

  #entriesOf(file: string): KnownHostEntry[] {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    const stamp = `${stats.mtimeMs}:${stats.size}:${stats.ino}`;
    const cached = this.#parsed.get(file);
    if (cached?.stamp === stamp) return cached.entries;
    const entries = parseKnownHosts(readFileSync(file, 'utf8'), file);
    this.#parsed.set(file, { stamp, entries });
    return entries;
  }
}

/** Judges `key` as shown by the server at `address`:`port`. */
export function judgeHostKey(
  entries: readonly KnownHostEntry[],
  address: string,
  port: number,
  key: HostKey,
): HostKeyVerdict {
  const ours = entriesFor(entries, address, port);
  const same = ours.filter((entry) => entry.blob.equals(key.blob));
  const revoked = same.find((entry) => entry.marker === 'revoked');
  if (revoked !== undefined) return { kind: 'revoked', entry: revoked };
  const match = same.find((entry) => entry.marker === undefined);
  if (match !== undefined) return { kind: 'match', entry: match };
  const others = ours.filter((entry) => entry.marker === undefined);
  if (others.length > 0) return { kind: 'changed', entries: others };
  return { kind: 'unknown', authorities: ours.filter((entry) => entry.marker === 'cert-authority') };
}

/** Key types known for a server, to be asked for first: else a key of another type looks like a changed one. */
export function knownKeyTypes(entries: readonly KnownHostEntry[], address: string, port: number): string[] {
  const known = entriesFor(entries, address, port).filter((entry) => entry.marker === undefined);
  return [...new Set(known.map((entry) => entry.type))];
}

function entriesFor(entries: readonly KnownHostEntry[], address: string, port: number): KnownHostEntry[] {
  const name = knownHostsName(address, port);
  return entries.filter((entry) => namesHost(entry.hosts, name));
}

/**
 * Adds a key to a known_hosts file, which is made (0600, its folder 0700) when missing.
 * One synchronous append: hosts met at the same time cannot tear each other's lines.
 */
export function rememberHostKey(file: string, address: string, port: number, key: HostKey): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const start = endsWithoutNewline(file) ? '\n' : '';
  const line = `${knownHostsName(address, port)} ${key.type} ${key.blob.toString('base64')}\n`;
  appendFileSync(file, start + line, { mode: 0o600 });
}

function endsWithoutNewline(file: string): boolean {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return false;
  const handle = openSync(file, 'r');
  try {
    const last = Buffer.alloc(1);
    readSync(handle, last, 0, 1, size - 1);
    return last[0] !== 0x0a;
  } finally {
    closeSync(handle);
  }
}
