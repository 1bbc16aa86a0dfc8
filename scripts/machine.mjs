// What this machine can do for the tests, and how it comes to do more.
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { homedir, totalmem } from 'node:os';
import path from 'node:path';
import { run } from './children.mjs';

const GIB = 1024 ** 3;
const LAB_MEMORY = 5 * GIB;
const LAB_DISK = 12 * GIB;

/** Programs that wire tests run, and the Debian package of each. */
const SSHD_PROGRAMS = {
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  'ssh-agent': 'openssh-client',
  sudo: 'sudo',
  openssl: 'openssl',
  unshare: 'util-linux',
  dash: 'dash',
};

/** Installs what wire tests need where that is possible. Resolves to why they cannot run, or undefined. */
export async function whyNoSshd() {
  if (process.getuid?.() !== 0) return 'they start SSH servers and use sudo, which takes root';
  const missing = Object.keys(SSHD_PROGRAMS).filter((name) => !onPath(name));
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map((name) => SSHD_PROGRAMS[name]))];
  const what = `${missing.join(', ')} not installed`;
  if (!onPath('apt-get')) return `${what}, and there is no apt-get: install ${packages.join(' ')} by hand`;
  console.log(`Installing Debian packages for the wire tests: ${packages.join(' ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['-q', 'update'], { env });
  const { code } = await run('apt-get', ['-q', '-y', '--no-install-recommends', 'install', ...packages], { env });
  return code === 0 ? undefined : `apt-get could not install ${packages.join(' ')} (exit code ${code})`;
}

/** Why this machine cannot host the nodes of the lab, or undefined. Looks only; the lab installs what it needs itself. */
export async function whyNoLab() {
  if (process.platform !== 'linux') return `nodes need Linux, this is ${process.platform}`;
  if (totalmem() < LAB_MEMORY) return `five nodes need ${gib(LAB_MEMORY)} of memory, there are ${gib(totalmem())}`;
  const cache = process.env.INSTALLER_LAB_CACHE ?? path.join(homedir(), '.cache', 'installer-lab');
  const free = freeBytes(cache);
  if (!existsSync(cache) && free < LAB_DISK) return `the lab needs ${gib(LAB_DISK)} of disk, ${gib(free)} are free`;
  if (await engineAnswers())
    return onPath('apt-get') ? undefined : 'Kubernetes is built from Debian packages: no apt-get';
  if (process.getuid?.() !== 0) return 'no Docker engine answers, and only root can start one';
  if (!onPath('apt-get')) return 'no Docker engine answers, and there is no apt-get to install one with';
  const lacking = lackingCapabilities();
  if (lacking.length > 0) return `root lacks ${lacking.join(', ')} here, so that no Docker engine can run`;
  return undefined;
}

/** Whether a Docker engine runs that we may use. */
export async function engineAnswers() {
  if (!onPath('docker')) return false;
  return (await run('docker', ['version', '--format', '{{.Server.Version}}'], { capture: true })).code === 0;
}

function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(path.join(folder, name)));
}

/** capabilities(7): the two without which dockerd cannot make containers and networks. */
function lackingCapabilities() {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const has = (bit) => ((BigInt(`0x${effective}`) >> BigInt(bit)) & 1n) === 1n;
  return Object.entries({ CAP_NET_ADMIN: 12, CAP_SYS_ADMIN: 21 }).flatMap(([name, bit]) => (has(bit) ? [] : [name]));
}

function freeBytes(folder) {
  let existing = folder;
  while (!existsSync(existing)) existing = path.dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}

function gib(bytes) {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
