import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SshSettings } from '../../src/model/desired.ts';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-sudo-'));
const key = makeKey(join(folder, 'id'));
const PASSWORD = "p$a's \"s\\word 'üß";
let sshd: TestSshd;
let open: TestConnections[] = [];

beforeAll(async () => {
  const keys = [publicKey(key)];
  sshd = await startSshd({
    config: ['PermitRootLogin yes'],
    sudoers: ['Defaults passwd_tries=3'],
    users: [
      { name: 'root', keys },
      { name: 'ops', keys, sudo: 'nopasswd' },
      { name: 'opspw', keys, sudo: 'password', password: PASSWORD },
      {
        name: 'noisypw',
        keys,
        sudo: 'password',
        password: PASSWORD,
        bashrc: 'echo Welcome; echo -n ": "; echo -n "hi: " >&2\n',
      },
      { name: 'tty', keys, sudo: 'nopasswd', requiretty: true },
      { name: 'ttypw', keys, sudo: 'password', password: PASSWORD, requiretty: true },
      { name: 'guest', keys, password: PASSWORD, sudo: 'none' },
      { name: 'csh', keys, sudo: 'nopasswd', shell: '/bin/dash' },
      { name: 'closed', keys, sudo: 'nopasswd', shell: '/usr/sbin/nologin' },
    ],
  });
});
afterEach(async () => {
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => sshd.stop());

function node(user: string, ssh: Partial<SshSettings> = {}, values: Record<string, string> = {}) {
  const connections = connectionsTo(
    [desiredHost('node-1', { user, port: sshd.port, privateKeyPath: key, hostKey: sshd.hostKey(), ...ssh })],
    values,
  );
  open.push(connections);
  return { host: connections.host('node-1'), connections };
}

const withPassword: Partial<SshSettings> = { sudo: { enabled: true, passwordFrom: { env: 'SUDO' } } };

describe('becoming root', () => {
  it.each([
    ['root itself', 'root', {}],
    ['sudo without password', 'ops', {}],
    ['sudo without password, although one is given', 'ops', withPassword],
    ['sudo with password', 'opspw', withPassword],
    ['sudo with password behind noise', 'noisypw', withPassword],
    ['sudo on a terminal only', 'tty', {}],
    ['sudo with password on a terminal only', 'ttypw', withPassword],
    ['a login shell other than bash', 'csh', {}],
  ])('works for %s', async (_name, user, ssh) => {
    const { host } = node(user, ssh, { SUDO: PASSWORD });
    const lines: string[] = [];
    const result = await host.run(
      'id -u; printf "a\\tb\\n"; printf "%s\\n" "oops \\\\n" >&2; cat; [ -t 1 ] && echo terminal; exit 4',
      {
        onLine: (line, stream) => lines.push(`${stream} ${line}`),
      },
    );
    expect(result).toEqual({ code: 4, stdout: '0\na\tb\n', stderr: 'oops \\n\n' });
    expect([...lines].sort()).toEqual(['stderr oops \\n', 'stdout 0', 'stdout a\tb']);
    // What was learned is kept: the second script costs one session, also on a terminal.
    const before = open.at(-1)?.stats()['node-1']?.roundTrips ?? 0;
    expect((await host.run('id -u')).stdout).toBe('0\n');
    expect(open.at(-1)?.stats()['node-1']?.roundTrips).toBe(before + 1);
  });

  it('stays the login user when sudo is disabled', async () => {
    const { host } = node('opspw', { sudo: { enabled: false } });
    expect((await host.run('id -un')).stdout).toBe('opspw\n');
  });

  it.each(['opspw', 'ttypw'])('shows the password nowhere: %s', async (user) => {
    const { host, connections } = node(user, withPassword, { SUDO: PASSWORD });
    const script = `sleep 0.2; for f in /proc/[0-9]*/cmdline /proc/[0-9]*/environ; do tr '\\0' ' ' <"$f" 2>/dev/null; echo; done`;
    const { stdout, stderr } = await host.run(script);
    expect(stdout).toContain('sudo -H -S');
    expect(stdout + stderr + sshd.log()).not.toContain(PASSWORD);
    expect(connections.secrets.mask(`x ${PASSWORD} y`)).not.toContain(PASSWORD);
  });

  it('carries 8-bit output and long scripts over a terminal', async () => {
    const { host } = node('tty');
    const filler = `: '${'x'.repeat(200)}'\n`.repeat(400);
    const { stdout } = await host.run(
      `${filler}printf 'Grüße\\r\\n\\003\\004\\021\\023\\032 end\\n'; head -c 300000 /dev/zero | tr '\\0' a`,
    );
    expect(stdout).toBe(`Grüße\r\n\x03\x04\x11\x13\x1a end\n${'a'.repeat(300_000)}`);
  });

  it('runs many scripts at once with a password', async () => {
    const { host } = node('opspw', withPassword, { SUDO: PASSWORD });
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => host.run(`id -u; echo ${n}`)));
    expect(results.map((result) => result.stdout)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `0\n${n}\n`));
  });
});

describe('not becoming root', () => {
  it.each([
    ['no password given', 'opspw', {}, /sudo wants a password for opspw/, /passwordFrom/],
    ['not in sudoers', 'guest', withPassword, /guest may not use sudo/, /NOPASSWD/],
    ['a login shell that refuses', 'closed', {}, /did not run our script.*not available/, /nologin/],
  ])('says why and what to do: %s', async (_name, user, ssh, message, hint) => {
    const { host } = node(user, ssh, { SUDO: PASSWORD });
    await expect(host.run('id')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
      details: { host: 'node-1', hint: expect.stringMatching(hint) },
    });
  });

  it.each(['opspw', 'ttypw'])('sends a wrong password once, for all scripts together: %s', async (user) => {
    const { host } = node(user, withPassword, { SUDO: 'wrong' });
    const outcomes = await Promise.allSettled([host.run('id'), host.run('id'), host.run('id')]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { kind: 'unreachable', message: expect.stringContaining(`sudo password refused for ${user}`) },
      });
    }
    await expect(host.run('id')).rejects.toMatchObject({
      message: expect.stringContaining('sudo password refused'),
      details: { lastLines: expect.not.arrayContaining([expect.stringContaining('password?')]) },
    });
    expect(open.at(-1)?.stats()['node-1']?.roundTrips).toBe(user === 'ttypw' ? 2 : 1);
  });

  it('says so when sudo is not installed', async () => {
    const { host } = node('ops');
    // A PATH without sudo is what a host without sudo looks like to the login shell.
    const bashrc = join(sshd.home('ops'), '.bashrc');
    const { writeFileSync, rmSync } = await import('node:fs');
    writeFileSync(bashrc, 'mkdir -p ~/bin; ln -sf /usr/bin/env ~/bin/env; PATH=~/bin\n');
    try {
      await expect(host.run('id')).rejects.toMatchObject({ message: expect.stringContaining('sudo is not installed') });
    } finally {
      rmSync(bashrc);
    }
    expect(readFileSync('/etc/passwd', 'utf8')).not.toContain('opspw');
  });
});
