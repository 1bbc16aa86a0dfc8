import { InstallerError } from '../errors.ts';
import type { BastionSettings, DesiredHost, SecretSource, SshSettings } from '../model/desired.ts';

/** One SSH server on the way to a host: a bastion, or the host itself. */
export interface Hop {
  /** Inventory name of the host that this way leads to. */
  host: string;
  /** How messages name it: `cp-1`, or `bastion jump.example.org`. */
  label: string;
  address: string;
  port: number;
  user: string;
  privateKeyPath?: string;
  passphraseFrom?: SecretSource;
  passwordFrom?: SecretSource;
  agent: boolean;
  /** Pinned `type base64`. */
  hostKey?: string;
  hostKeys: 'strict' | 'accept-new';
  /** Absent: the files that ssh itself reads. */
  knownHostsFile?: string;
  /** Milliseconds, for the TCP connection and again for the SSH handshake. */
  connectTimeoutMs: number;
  /** The way is that of a machine's record, no line of the inventory: keys are checked strictly, whatever a line would say. */
  recorded?: boolean;
  /** The hop before this one. */
  via?: Hop;
}

/**
 * The way to a host: the host as the last hop, its bastions behind `via`.
 * @param recorded the inventory has no line for the host: its machine's record tells the way
 */
export function hopTo(host: Pick<DesiredHost, 'name' | 'address'>, ssh: SshSettings, recorded = false): Hop {
  const { user, port, privateKeyPath, passphraseFrom, passwordFrom, agent, hostKey, hostKeys, knownHostsFile } = ssh;
  return {
    host: host.name,
    label: host.name,
    address: host.address,
    connectTimeoutMs: ssh.connectTimeoutMs,
    ...{ user, port, privateKeyPath, passphraseFrom, passwordFrom, agent, hostKey, hostKeys, knownHostsFile },
    ...(recorded && { recorded }),
    ...(ssh.bastion === undefined ? {} : { via: hopThrough(ssh.bastion, host.name, ssh.connectTimeoutMs, recorded) }),
  };
}

function hopThrough(bastion: BastionSettings, host: string, connectTimeoutMs: number, recorded: boolean): Hop {
  const { bastion: before, ...settings } = bastion;
  return {
    ...settings,
    host,
    label: `bastion ${bastion.address}`,
    connectTimeoutMs,
    ...(recorded && { recorded }),
    ...(before === undefined ? {} : { via: hopThrough(before, host, connectTimeoutMs, recorded) }),
  };
}

/** Equal for hops that may share one connection: same server, same login, same checks, same way there. */
export function hopKey(hop: Hop): string {
  const { host: _host, label: _label, connectTimeoutMs: _timeout, recorded: _recorded, via, ...settings } = hop;
  const sorted = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([sorted, via === undefined ? null : hopKey(via)]);
}

/** An `unreachable` error that names the hop and says what to do. */
export function hopError(
  hop: Hop,
  problem: string,
  hint: string,
  more: { cause?: unknown; connectionLost?: boolean } = {},
): InstallerError {
  const where = `${hop.user}@${bracketed(hop.address)}:${hop.port}`;
  return new InstallerError('unreachable', `${hop.label}, ${where}: ${problem}`, { host: hop.host, hint, ...more });
}

/** Nobody waits any more for what is still being asked of this hop. */
export function runIsEnding(hop: Hop): InstallerError {
  return new InstallerError('unreachable', `${hop.label}: the run is ending`, { host: hop.host });
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
