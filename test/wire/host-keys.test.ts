import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SshSettings } from '../../src/model/desired.ts';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-host-keys-'));
const key = makeKey(join(folder, 'id'));
const other = publicKey(makeKey(join(folder, 'other')));
let sshd: TestSshd;
let files = 0;
let open: TestConnections[] = [];

beforeAll(async () => {
  sshd = await startSshd({
    hostKeyTypes: ['rsa', 'ecdsa', 'ed25519'],
    users: [{ name: 'ops', keys: [publicKey(key)] }],
  });
});
afterEach(async () => {
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => sshd.stop());

function knownHosts(...lines: string[]): string {
  const file = join(folder, `known_hosts_${files++}`);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

function connect(ssh: Partial<SshSettings>) {
  const connections = connectionsTo([desiredHost('node-1', { port: sshd.port, privateKeyPath: key, ...ssh })]);
  open.push(connections);
  return { connections, answer: connections.host('node-1').run('echo in', { root: false }) };
}

const name = () => `[127.0.0.1]:${sshd.port}`;

describe('a host key that is known', () => {
  it.each(['rsa', 'ecdsa', 'ed25519'])(
    'is accepted when only its %s key is known, whatever the server likes best',
    async (type) => {
      const { answer } = connect({ knownHostsFile: knownHosts('# a comment', '', `${name()} ${sshd.hostKey(type)}`) });
      expect((await answer).stdout).toBe('in\n');
    },
  );

  it('is accepted from a hashed entry', async () => {
    const file = knownHosts(`${name()} ${sshd.hostKey('ed25519')} a comment`);
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'pipe' });
    expect(readFileSync(file, 'utf8')).toMatch(/^\|1\|/);
    expect((await connect({ knownHostsFile: file }).answer).stdout).toBe('in\n');
  });

  it('is accepted as ssh-keyscan wrote it', async () => {
    const scan = execFileSync('ssh-keyscan', ['-p', `${sshd.port}`, '127.0.0.1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect((await connect({ knownHostsFile: knownHosts(scan.toString()) }).answer).stdout).toBe('in\n');
  });

  it('is accepted when it is pinned, known_hosts notwithstanding', async () => {
    const knownHostsFile = knownHosts(`${name()} ${other}`);
    for (const type of ['rsa', 'ecdsa', 'ed25519']) {
      expect((await connect({ knownHostsFile, hostKey: `${sshd.hostKey(type)} comment` }).answer).stdout).toBe('in\n');
    }
  });
});

describe('a host key that is not known', () => {
  it('is refused, with its fingerprint and the commands to check and add it', async () => {
    const knownHostsFile = knownHosts(
      `127.0.0.1 ${sshd.hostKey('ed25519')}`,
      `other.example ${sshd.hostKey('ed25519')}`,
    );
    const fingerprint =
      execFileSync('ssh-keygen', ['-lf', join(sshd.dir, 'host_ed25519.pub')])
        .toString()
        .split(' ')[1] ?? '';
    expect(fingerprint).toMatch(/^SHA256:/);
    await expect(connect({ knownHostsFile }).answer).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`the host key is not known: the server shows ED25519 ${fingerprint}`),
      details: {
        host: 'node-1',
        hint: expect.stringContaining(`ssh-keyscan -p ${sshd.port} -t ed25519 127.0.0.1 >> ${knownHostsFile}`),
      },
    });
  });

  it('can be added with the very command that the message gives', async () => {
    const knownHostsFile = join(folder, 'made by keyscan');
    const error: unknown = await connect({ knownHostsFile }).answer.catch((reason: unknown) => reason);
    const hint = (error as { details: { hint: string } }).details.hint;
    const command = /(ssh-keyscan .*?) — or/.exec(hint)?.[1] ?? '';
    execFileSync('sh', ['-c', command], { stdio: 'pipe' });
    expect((await connect({ knownHostsFile }).answer).stdout).toBe('in\n');
  });

  it('of a host that only a record names is refused, and no setting is proposed that does not count for it', async () => {
    const connections = connectionsTo([]);
    open.push(connections);
    const knownHostsFile = knownHosts();
    connections.add(desiredHost('node-1', { port: sshd.port, privateKeyPath: key, knownHostsFile }));
    const error: unknown = await connections
      .host('node-1')
      .run('true')
      .catch((reason: unknown) => reason);
    const { hint } = (error as { details: { hint: string } }).details;
    expect(hint).toContain(
      `>> ${knownHostsFile} — or put the line of node-1 back into the inventory, with its hostKey:`,
    );
    expect(hint).not.toContain('accept-new');
  });

  it('is added under accept-new, in a file made for you alone, and believed afterwards', async () => {
    const knownHostsFile = join(folder, 'new', 'known_hosts');
    const { connections, answer } = connect({ knownHostsFile, hostKeys: 'accept-new' });
    expect((await answer).stdout).toBe('in\n');
    expect(statSync(knownHostsFile).mode & 0o777).toBe(0o600);
    expect(connections.events).toContainEqual({
      type: 'note',
      message: expect.stringContaining('new host key ED25519 SHA256:'),
    });
    const found = execFileSync('ssh-keygen', ['-F', name(), '-f', knownHostsFile]).toString();
    expect(found).toContain(sshd.hostKey('ed25519'));
    expect((await connect({ knownHostsFile }).answer).stdout).toBe('in\n');
  });

  it('is added behind a last line without newline', async () => {
    const knownHostsFile = join(folder, 'torn');
    writeFileSync(knownHostsFile, `other.example ${other}`);
    await connect({ knownHostsFile, hostKeys: 'accept-new' }).answer;
    expect(readFileSync(knownHostsFile, 'utf8').split('\n')).toHaveLength(3);
    expect((await connect({ knownHostsFile }).answer).stdout).toBe('in\n');
  });

  it('is not believed because of a certificate authority, and the message says so', async () => {
    const knownHostsFile = knownHosts(`@cert-authority * ${other}`);
    await expect(connect({ knownHostsFile }).answer).rejects.toMatchObject({
      message: expect.stringContaining(`${knownHostsFile}:1 trusts a certificate authority`),
    });
  });
});

describe('a host key that is wrong', () => {
  it.each(['strict', 'accept-new'] as const)(
    'is refused when it has changed (%s), with line, fingerprints and cure',
    async (hostKeys) => {
      const knownHostsFile = knownHosts('# first', `${name()} ${other}`);
      const before = readFileSync(knownHostsFile, 'utf8');
      const error: unknown = await connect({ knownHostsFile, hostKeys }).answer.catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(
          /host key has CHANGED: .*:2 holds ED25519 SHA256:\S+, the server shows ED25519 SHA256:/,
        ),
        details: { hint: expect.stringMatching(/reinstalled.*in the middle.*ssh-keygen -R '\[127.0.0.1\]:\d+' -f /) },
      });
      expect(readFileSync(knownHostsFile, 'utf8')).toBe(before);
      // The cure of the message cures, and no other is proposed: accept-new would not help.
      const hint = (error as { details: { hint: string } }).details.hint;
      expect(hint).not.toContain('accept-new');
      execFileSync('sh', ['-c', /If they agree: (.*)$/.exec(hint)?.[1] ?? 'false'], { stdio: 'pipe' });
      expect((await connect({ knownHostsFile }).answer).stdout).toBe('in\n');
    },
  );

  it('is refused when it is revoked, although it is also listed', async () => {
    const knownHostsFile = knownHosts(`${name()} ${sshd.hostKey('ed25519')}`, `@revoked * ${sshd.hostKey('ed25519')}`);
    await expect(connect({ knownHostsFile, hostKeys: 'accept-new' }).answer).rejects.toMatchObject({
      message: expect.stringContaining(`${knownHostsFile}:2 marks @revoked`),
    });
  });

  it('is refused when another is pinned', async () => {
    const knownHostsFile = knownHosts(`${name()} ${sshd.hostKey('ed25519')}`);
    await expect(connect({ knownHostsFile, hostKey: other }).answer).rejects.toMatchObject({
      message: expect.stringMatching(
        /not the pinned one: the inventory pins ED25519 SHA256:\S+, the server shows ED25519/,
      ),
    });
  });

  it('is refused when the record of its machine pins another', async () => {
    const connections = connectionsTo([]);
    open.push(connections);
    connections.add(desiredHost('node-1', { port: sshd.port, privateKeyPath: key, hostKey: other }));
    await expect(connections.host('node-1').run('true')).rejects.toMatchObject({
      message: expect.stringContaining("its machine's record pins ED25519 SHA256:"),
      details: {
        hint: expect.stringContaining('put the line of node-1 back into the inventory, with the new hostKey:'),
      },
    });
  });

  it('never sees a password', async () => {
    const before = sshd.log().length;
    const ssh = { knownHostsFile: knownHosts(`${name()} ${other}`), passwordFrom: { env: 'P' } };
    const connections = connectionsTo([desiredHost('node-1', { port: sshd.port, ...ssh })], { P: 'secret' });
    open.push(connections);
    await expect(connections.host('node-1').run('true')).rejects.toMatchObject({ kind: 'unreachable' });
    expect(sshd.log().slice(before)).not.toMatch(/password for/);
    expect(existsSync(ssh.knownHostsFile)).toBe(true);
  });
});
