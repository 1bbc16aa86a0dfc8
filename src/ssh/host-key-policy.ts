import type { ServerHostKeyAlgorithm } from 'ssh2';
import type { InstallerError } from '../errors.ts';
import type { Emit } from '../model/event.ts';
import { type Hop, hopError } from './hop.ts';
import {
  algorithmsForKeyType,
  fingerprint,
  type HostKey,
  keyscanType,
  keyTypeOf,
  parsePublicKey,
  shortKeyType,
} from './host-key.ts';
import {
  defaultKnownHostsFiles,
  judgeHostKey,
  type KnownHosts,
  knownKeyTypes,
  rememberHostKey,
} from './known-hosts.ts';
import { type KnownHostEntry, knownHostsName } from './known-hosts-file.ts';
import { shellQuote } from './quote.ts';

const OFFERED = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
] as const satisfies readonly ServerHostKeyAlgorithm[];

/** What to ask a server for, and how to judge what it shows. */
export interface HostKeyPolicy {
  /** Host key algorithms in order of preference: types already known come first. */
  algorithms: ServerHostKeyAlgorithm[];
  /** undefined: trusted. Under `accept-new` an unknown key is remembered here. */
  check(blob: Buffer): InstallerError | undefined;
}

/**
 * The host key rules of one hop: a key pinned in the inventory is the only one accepted; else known_hosts decides, and
 * `accept-new` adds keys of servers never seen. A changed or revoked key is never accepted.
 * @throws InstallerError `unreachable` when known_hosts cannot be read or the pinned key is none
 */
export function hostKeyPolicy(hop: Hop, knownHosts: KnownHosts, interactive: boolean, emit?: Emit): HostKeyPolicy {
  if (hop.hostKey !== undefined) return pinnedPolicy(hop, hop.hostKey);
  const files = hop.knownHostsFile === undefined ? defaultKnownHostsFiles() : [hop.knownHostsFile];
  const entries = readEntries(hop, knownHosts, files);
  const target = files[0] ?? 'known_hosts';
  return {
    algorithms: preferring(knownKeyTypes(entries, hop.address, hop.port)),
    check: (blob) => {
      const key = { type: keyTypeOf(blob) ?? 'unknown', blob };
      // Read again: another hop may have remembered this very server a moment ago.
      const verdict = judgeHostKey(knownHosts.read(files), hop.address, hop.port, key);
      if (verdict.kind === 'match') return undefined;
      if (verdict.kind === 'revoked') return revoked(hop, key, verdict.entry);
      if (verdict.kind === 'changed') return changed(hop, key, verdict.entries);
      if (hop.hostKeys === 'strict') return unknown(hop, key, target, verdict.authorities, interactive);
      return remember(hop, key, target, emit);
    },
  };
}

function readEntries(hop: Hop, knownHosts: KnownHosts, files: readonly string[]): KnownHostEntry[] {
  try {
    return knownHosts.read(files);
  } catch (cause) {
    const hint = 'Make the file readable, or name another with ssh.knownHostsFile.';
    throw hopError(hop, `known host keys cannot be read: ${String(cause)}`, hint, { cause });
  }
}

function preferring(types: readonly string[]): ServerHostKeyAlgorithm[] {
  const known = types.flatMap(algorithmsForKeyType);
  const first = known.flatMap((name) => OFFERED.filter((algorithm) => algorithm === name));
  return [...first, ...OFFERED.filter((algorithm) => !first.includes(algorithm))];
}

function pinnedPolicy(hop: Hop, text: string): HostKeyPolicy {
  const pinned = parsePublicKey(text);
  if (pinned === undefined) {
    throw hopError(hop, 'the pinned hostKey is not a public key', 'Write it as `ssh-ed25519 AAAA…`, one line.');
  }
  return {
    algorithms: preferring([pinned.type]),
    check: (blob) => {
      if (blob.equals(pinned.blob)) return undefined;
      const shown = describe({ type: keyTypeOf(blob) ?? 'unknown', blob });
      return hopError(
        hop,
        `the host key is not the pinned one: ${hop.recorded ? "its machine's record" : 'the inventory'} pins ${describe(pinned)}, the server shows ${shown}`,
        `Was the host reinstalled, or is its address now another machine's? ${compare(pinned.type)} Only if they agree, ${hop.recorded ? lineBack(hop, 'with the new hostKey:') : 'change hostKey: in the inventory'}; if not, somebody may be in the middle.`,
      );
    },
  };
}

function remember(hop: Hop, key: HostKey, file: string, emit?: Emit): InstallerError | undefined {
  try {
    rememberHostKey(file, hop.address, hop.port, key);
  } catch (cause) {
    const hint = 'Make the file writable, name another with ssh.knownHostsFile, or pin the key with hostKey:.';
    return hopError(hop, `its host key cannot be remembered: ${String(cause)}`, hint, { cause });
  }
  emit?.({ type: 'note', message: `${hop.label}: new host key ${describe(key)} accepted and added to ${file}` });
  return undefined;
}

function unknown(
  hop: Hop,
  key: HostKey,
  file: string,
  authorities: readonly KnownHostEntry[],
  interactive: boolean,
): InstallerError {
  const ca = authorities[0];
  const note =
    ca === undefined
      ? ''
      : ` (${ca.file}:${ca.line} trusts a certificate authority for it; host certificates are not honoured here)`;
  // Of a host without a line nothing in the inventory can be believed instead.
  const otherwise = hop.recorded
    ? lineBack(hop, 'with its hostKey:')
    : `pin it in the inventory: hostKey: ${key.type} ${key.blob.toString('base64')} — or set hostKeys: accept-new`;
  const login = interactive ? ` Or log in once: ssh -p ${hop.port} ${shellQuote(`${hop.user}@${hop.address}`)}` : '';
  return hopError(
    hop,
    `the host key is not known: the server shows ${describe(key)}${note}`,
    `${compare(key.type)} Then add it: ${keyscan(hop, key.type, file)} — or ${otherwise}.${login}`,
  );
}

/** What is said of a host that left the inventory counts again once its line is back; as a spare it is cleaned all the same. */
function lineBack({ host }: Hop, how: string): string {
  return `put the line of ${host} back into the inventory, ${how} and role: spare`;
}

function changed(hop: Hop, key: HostKey, entries: readonly KnownHostEntry[]): InstallerError {
  const known = entries.map((entry) => `${entry.file}:${entry.line} holds ${describe(entry)}`).join(', ');
  const files = [...new Set(entries.map((entry) => entry.file))];
  const name = shellQuote(knownHostsName(hop.address, hop.port));
  const forget = files.map((file) => `ssh-keygen -R ${name} -f ${shellQuote(file)}`).join(' && ');
  return hopError(
    hop,
    `the host key has CHANGED: ${known}, the server shows ${describe(key)}`,
    `Was the host reinstalled, or is its address now another machine's? ${compare(key.type)} If they differ, somebody may be in the middle: stop. If they agree: ${forget} && ${keyscan(hop, key.type, files[0] ?? 'known_hosts')}`,
  );
}

function revoked(hop: Hop, key: HostKey, entry: KnownHostEntry): InstallerError {
  return hopError(
    hop,
    `the server shows a host key that ${entry.file}:${entry.line} marks @revoked: ${describe(key)}`,
    'The key is known to be in wrong hands. Give the host new keys (rm /etc/ssh/ssh_host_*; ssh-keygen -A; restart sshd), then add the new one to known_hosts.',
  );
}

function describe(key: HostKey): string {
  return `${shortKeyType(key.type)} ${fingerprint(key.blob)}`;
}

function compare(type: string): string {
  return `Compare with what the host's own console says to: ssh-keygen -lf /etc/ssh/ssh_host_${keyscanType(type)}_key.pub.`;
}

/** Behind a bastion ssh-keyscan cannot reach the server from here, so it runs on the bastion. */
function keyscan(hop: Hop, type: string, file: string): string {
  const scan = `ssh-keyscan -p ${hop.port} -t ${keyscanType(type)} ${shellQuote(hop.address)}`;
  if (hop.via === undefined) return `${scan} >> ${shellQuote(file)}`;
  const login = `ssh -p ${hop.via.port} ${shellQuote(`${hop.via.user}@${hop.via.address}`)}`;
  return `${login} ${shellQuote(scan)} >> ${shellQuote(file)}`;
}
