import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './ensure-packages.ts';

/** One user of a test sshd. All have uid 60100 and up, and a home of their own. */
export interface TestUser {
  name: string;
  password?: string;
  /** Public keys that may log in. */
  keys?: string[];
  shell?: string;
  sudo?: 'nopasswd' | 'password' | 'none';
  requiretty?: boolean;
  /** Text of ~/.bashrc, which bash reads under sshd too. */
  bashrc?: string;
}

export interface TestSshdOptions {
  users: TestUser[];
  /** Lines of sshd_config that come first, so that they win. */
  config?: string[];
  /** Key types of the server. Default: ed25519 only. */
  hostKeyTypes?: string[];
  /** More lines of sudoers. */
  sudoers?: string[];
}

/** A real sshd on a loopback port, with users, sudo and PAM that exist for it alone. */
export interface TestSshd {
  port: number;
  dir: string;
  /** Text of the public host key, `type base64`. */
  hostKey(type?: string): string;
  home(user: string): string;
  /** Everything sshd logged. */
  log(): string;
  /** Kills the processes of the sessions that are open now, not the server. Returns how many. */
  killSessions(): number;
  stop(): void;
}

const FIRST_UID = 60100;

export async function startSshd(options: TestSshdOptions): Promise<TestSshd> {
  ensurePackages();
  const dir = mkdtempSync(join(tmpdir(), 'installer-sshd-'));
  chmodSync(dir, 0o755);
  const port = await freePort();
  const types = options.hostKeyTypes ?? ['ed25519'];
  for (const type of types) makeKey(join(dir, `host_${type}`), type);
  writeAccounts(dir, options);
  writeFileSync(join(dir, 'sshd_config'), sshdConfig(dir, port, types, options.config ?? []));
  const script = fileURLToPath(new URL('./sandbox.sh', import.meta.url));
  const child = spawn('unshare', ['--mount', '--', '/bin/sh', script, dir], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  await listening(child, port, () => log);
  return {
    port,
    dir,
    hostKey: (type = types[0] ?? 'ed25519') => publicKey(join(dir, `host_${type}`)),
    home: (user) => join(dir, 'home', user),
    log: () => log,
    killSessions: () => killSessions(child),
    stop: () => {
      killSessions(child);
      child.kill('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Makes a key pair without passphrase unless one is given; `path`.pub is its public half. */
export function makeKey(path: string, type = 'ed25519', passphrase = '', ...more: string[]): string {
  const bits = type === 'rsa' ? ['-b', '2048'] : [];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...bits, '-N', passphrase, '-C', 'test', ...more, '-f', path]);
  return path;
}

/** `type base64` of a key file. */
export function publicKey(path: string): string {
  return readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
}

function writeAccounts(dir: string, options: TestSshdOptions): void {
  const etc = join(dir, 'etc');
  mkdirSync(join(etc, 'pam.d'), { recursive: true });
  mkdirSync(join(dir, 'keys'));
  mkdirSync(join(dir, 'home'));
  const lines = { passwd: readFileSync('/etc/passwd', 'utf8'), group: readFileSync('/etc/group', 'utf8'), shadow: '' };
  lines.shadow = readFileSync('/etc/shadow', 'utf8');
  const sudoers = ['Defaults env_reset', 'Defaults use_pty', 'root ALL=(ALL:ALL) ALL', ...(options.sudoers ?? [])];
  options.users.forEach((user, index) => {
    const home = join(dir, 'home', user.name);
    const uid = user.name === 'root' ? 0 : FIRST_UID + index;
    mkdirSync(home);
    chownSync(home, uid, uid);
    if (user.bashrc !== undefined) writeFileSync(join(home, '.bashrc'), user.bashrc, { mode: 0o644 });
    writeFileSync(join(dir, 'keys', user.name), (user.keys ?? []).map((key) => `${key}\n`).join(''), { mode: 0o644 });
    if (uid === 0) return;
    lines.passwd += `${user.name}:x:${uid}:${uid}::${home}:${user.shell ?? '/bin/bash'}\n`;
    lines.group += `${user.name}:x:${uid}:\n`;
    lines.shadow += `${user.name}:${user.password === undefined ? '*' : hash(user.password)}:19000:0:99999:7:::\n`;
    const right = { nopasswd: 'NOPASSWD: ALL', password: 'ALL', none: undefined }[user.sudo ?? 'none'];
    if (right !== undefined) sudoers.push(`${user.name} ALL=(ALL) ${right}`);
    if (user.requiretty === true) sudoers.push(`Defaults:${user.name} requiretty`);
  });
  for (const [name, text] of Object.entries(lines)) writeFileSync(join(etc, name), text, { mode: 0o644 });
  chmodSync(join(etc, 'shadow'), 0o600);
  writeFileSync(join(etc, 'sudoers'), `${sudoers.join('\n')}\n`, { mode: 0o440 });
  // pam_unix as everywhere, without the modules (loginuid, limits) that a container forbids.
  const pam = ['auth required pam_unix.so', 'account required pam_unix.so', 'session optional pam_permit.so', ''];
  for (const service of ['sshd', 'sudo', 'other']) writeFileSync(join(etc, 'pam.d', service), pam.join('\n'));
}

function hash(password: string): string {
  return execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password }).toString().trim();
}

function sshdConfig(dir: string, port: number, types: string[], config: string[]): string {
  return [
    ...config,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${dir}/host_${type}`),
    `AuthorizedKeysFile ${dir}/keys/%u`,
    'StrictModes no',
    'UsePAM yes',
    'PermitRootLogin prohibit-password',
    'KbdInteractiveAuthentication no',
    'PrintMotd no',
    `PidFile ${dir}/sshd.pid`,
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

/** A port nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function listening(child: ChildProcess, port: number, log: () => string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`sshd did not start: ${log()}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function killSessions(server: ChildProcess): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      parents.set(Number(name), Number(parent));
    } catch {
      // It ended while we looked.
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && (parent === server.pid || isOurs(parent));
  };
  const ours = [...parents.keys()].filter(isOurs);
  for (const pid of ours) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  return ours.length;
}
