import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NEEDED: Record<string, string> = {
  '/usr/sbin/sshd': 'openssh-server',
  '/usr/bin/sudo': 'sudo',
  '/usr/bin/ssh-keygen': 'openssh-client',
  '/usr/bin/ssh-agent': 'openssh-client',
  '/usr/bin/unshare': 'util-linux',
  '/usr/bin/openssl': 'openssl',
  '/usr/bin/dash': 'dash',
  '/usr/sbin/sfdisk': 'fdisk',
  '/usr/sbin/mkfs.ext4': 'e2fsprogs',
};

/** Installs what the wire tests need on a fresh Debian machine; nothing when all of it is there. */
export function ensurePackages(): void {
  const missing = new Set(Object.entries(NEEDED).flatMap(([path, name]) => (existsSync(path) ? [] : [name])));
  if (missing.size === 0) return;
  const names = [...missing];
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`The wire tests need root and these packages: ${names.join(' ')}`);
  }
  const apt = (...args: string[]): void => {
    const wait = ['-o', 'DPkg::Lock::Timeout=300', '-q'];
    // policy-rc.d would be tidier; a machine without init starts nothing anyway.
    execFileSync('apt-get', [...wait, ...args], {
      stdio: 'pipe',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...names);
}
