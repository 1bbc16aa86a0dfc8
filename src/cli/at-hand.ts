import { existsSync } from 'node:fs';
import type { DesiredHost, SecretSource, SshSettings } from '../model/desired.ts';

const PLACES = ['privateKeyPath', 'knownHostsFile', 'configFile'] as const;
const SECRETS = ['passphraseFrom', 'passwordFrom'] as const;

/**
 * A host that only its record names, reached with what lies on this machine: its record was written on another one,
 * perhaps. A key, file or secret that is not here is replaced by the one of a host of the inventory.
 */
export function atHand(
  host: DesiredHost,
  reference: SshSettings | undefined,
  exists: (path: string) => boolean = existsSync,
): DesiredHost {
  if (!reference) return host;
  const ssh: SshSettings = { ...host.ssh, sudo: { ...host.ssh.sudo } };
  for (const place of PLACES) {
    const path = ssh[place];
    if (path !== undefined && !exists(path)) ssh[place] = reference[place];
  }
  for (const secret of SECRETS) if (isMissing(ssh[secret], exists)) ssh[secret] = reference[secret];
  if (isMissing(ssh.sudo.passwordFrom, exists)) ssh.sudo.passwordFrom = reference.sudo.passwordFrom;
  return { ...host, ssh };
}

function isMissing(source: SecretSource | undefined, exists: (path: string) => boolean): boolean {
  if (source === undefined) return false;
  if ('file' in source) return !exists(source.file);
  return 'age' in source && !exists(source.age);
}
