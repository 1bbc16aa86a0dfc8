import type { Check, Complain } from './check.ts';
import { hostsOf } from './check-hosts.ts';
import type { Draft } from './draft.ts';
import type { Bastion, Ssh } from './inventory.gen.ts';
import { canonicalAddress } from './ip.ts';
import type { DocumentPath } from './problem.ts';

/** A way to root, and settings that make sense together, per host after merging. */
export const checkSsh: Check = (inventory, complain) => {
  const common = inventory.spec?.ssh;
  const levels: { ssh: Draft<Ssh>; path: DocumentPath }[] = [];
  if (common !== undefined) levels.push({ ssh: common, path: ['spec', 'ssh'] });
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    if (host.ssh !== undefined) levels.push({ ssh: host.ssh, path: ['spec', 'hosts', index, 'ssh'] });
  }
  for (const { ssh, path } of levels) {
    const user = ssh.user ?? common?.user ?? 'root';
    if (ssh.sudo?.enabled === false && user !== 'root') {
      const hint = 'Remove enabled: false, or log in as root.';
      complain(
        [...path, 'sudo', 'enabled'],
        `${user} is not root and may not use sudo: nothing could be installed`,
        hint,
      );
    }
    if (ssh.sudo?.enabled === false && ssh.sudo.passwordFrom !== undefined) {
      complain.warn([...path, 'sudo', 'passwordFrom'], 'a sudo password has no effect with enabled: false');
    }
    if (ssh.passphraseFrom !== undefined && (ssh.privateKeyPath ?? common?.privateKeyPath) === undefined) {
      complain.warn([...path, 'passphraseFrom'], 'a passphrase has no effect without privateKeyPath');
    }
    checkChain(ssh.bastion, [...path, 'bastion'], complain);
  }
};

/** A bastion leads on to another machine: neither back to one already passed nor to the host itself. */
export const checkBastionOfHost: Check = (inventory, complain) => {
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    const own = host.ssh?.bastion;
    const bastion = own === undefined ? inventory.spec?.ssh?.bastion : own;
    if (bastion?.address === undefined || host.address === undefined) continue;
    const port = host.ssh?.port ?? inventory.spec?.ssh?.port ?? 22;
    if (place(bastion) !== `${canonicalAddress(host.address)} ${port}`) continue;
    const path = own === undefined ? ['spec', 'hosts', index, 'address'] : ['spec', 'hosts', index, 'ssh', 'bastion'];
    complain(
      path,
      `${host.name ?? `hosts[${index}]`} is its own bastion`,
      'Write ssh: { bastion: null } on this host: it is reached directly.',
    );
  }
};

/** The base64 of a key begins with the name of its type. */
export const checkHostKeys: Check = (inventory, complain) => {
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    checkHostKey(host.hostKey, ['spec', 'hosts', index, 'hostKey'], complain);
  }
};

function checkChain(bastion: Draft<Bastion> | undefined | null, path: DocumentPath, complain: Complain): void {
  const passed = new Set<string>();
  let here = bastion;
  let at = path;
  while (here !== undefined && here !== null) {
    checkHostKey(here.hostKey, [...at, 'hostKey'], complain);
    if (here.address !== undefined) {
      if (passed.has(place(here))) {
        complain([...at, 'address'], `the bastions go round in a circle: ${here.address} is passed twice`);
        return;
      }
      passed.add(place(here));
    }
    here = here.bastion;
    at = [...at, 'bastion'];
  }
}

function place(bastion: { address?: string | undefined; port?: number | undefined }): string {
  return `${canonicalAddress(bastion.address ?? '')} ${bastion.port ?? 22}`;
}

function checkHostKey(key: string | undefined, path: DocumentPath, complain: Complain): void {
  const [type, base64] = key?.split(' ') ?? [];
  if (type === undefined || base64 === undefined) return;
  const bytes = Buffer.from(base64, 'base64');
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  const inside = bytes.subarray(4, 4 + length).toString('latin1');
  if (inside !== type || bytes.length <= 4 + length) {
    complain(
      path,
      `this is not a whole ${type} key`,
      'Copy it again from the host: cat /etc/ssh/ssh_host_ed25519_key.pub',
    );
  }
}
