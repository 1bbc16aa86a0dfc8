import type { KubeadmUser } from '../model/desired.ts';
import type { Check, Complain } from './check.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import type { DocumentPath } from './problem.ts';

/** crypt(3): `$id$…`, the thirteen characters of DES, or what stands for "no password". */
const HASH = /^(?:\$[0-9a-z]+\$\S+|[A-Za-z0-9./]{13}|[!*]+.*)$/;
const KEY_TYPE = /(?:^|\s)(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-(?:ssh|ecdsa)-\S+)(?:\s+(\S+))?/;

/** Users that kubeadmConfigSpec makes on hosts. */
export const checkKubeadmUsers: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    const seen = new Set<string>();
    for (const [index, user] of (spec.users ?? []).entries()) {
      if (user === undefined) continue;
      const at = [...path, 'users', index];
      if (user.name !== undefined && seen.has(user.name)) {
        complain([...at, 'name'], `a second user ${user.name}`, 'Put what both say into one.');
      }
      seen.add(user.name);
      checkPassword(user, at, complain);
      for (const [place, key] of (user.sshAuthorizedKeys ?? []).entries()) {
        checkKey(key, user.name, [...at, 'sshAuthorizedKeys', place], complain);
      }
    }
  }
};

function checkPassword({ name, passwd, passwdFrom }: Partial<KubeadmUser>, at: DocumentPath, complain: Complain): void {
  if (passwd === undefined || passwd === '') return;
  if (!HASH.test(passwd) || /[:\n]/.test(passwd)) {
    complain(
      [...at, passwdFrom === undefined ? 'passwd' : 'passwdFrom'],
      `passwd of ${name} is not the hash of a password`,
      'Make one with: openssl passwd -6',
    );
  }
}

function checkKey(key: unknown, user: string, path: DocumentPath, complain: Complain): void {
  if (typeof key !== 'string') return;
  if (key.includes('\n')) {
    complain(path, `one key of ${user} has several lines`, 'Write each key as an entry of its own.');
    return;
  }
  const [found, body] = KEY_TYPE.exec(key) ?? [];
  if (found !== undefined && body !== undefined && /^AAAA[A-Za-z0-9+/]{20,}={0,3}$/.test(body)) return;
  complain.warn(
    path,
    `"${key.length > 40 ? `${key.slice(0, 40)}…` : key}" is not a whole public key: nobody can log in as ${user} with it`,
    'It is written as it is. A key has a type and a body: ssh-ed25519 AAAA…',
  );
}
