import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SshSettings } from '../../src/model/desired.ts';
import type { ConnectionsOptions } from '../../src/ssh/connections.ts';
import { startAgent } from './support/agent.ts';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { freePort, makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-login-'));
const at = (name: string): string => join(folder, name);
const PASSWORD = 'correct horse';
let sshd: TestSshd;
let kbd: TestSshd;
let both: TestSshd;
let many: ReturnType<typeof startAgent>;
let open: TestConnections[] = [];

beforeAll(async () => {
  makeKey(at('ed25519'));
  makeKey(at('rsa'), 'rsa');
  makeKey(at('ecdsa'), 'ecdsa');
  makeKey(at('locked'), 'ed25519', 'open sesame');
  makeKey(at('locked-pem'), 'rsa', 'open sesame', '-m', 'PEM');
  makeKey(at('pem'), 'rsa', '', '-m', 'PEM');
  makeKey(at('stranger'));
  const strangers = Array.from({ length: 7 }, (_, index) => makeKey(at(`other-${index}`)));
  const names = ['ed25519', 'rsa', 'ecdsa', 'locked', 'locked-pem', 'pem'];
  const users = [
    { name: 'ops', keys: names.map((name) => publicKey(at(name))), password: PASSWORD, sudo: 'nopasswd' as const },
  ];
  sshd = await startSshd({ users });
  kbd = await startSshd({ users, config: ['PasswordAuthentication no', 'KbdInteractiveAuthentication yes'] });
  both = await startSshd({ users, config: ['AuthenticationMethods publickey,password'] });
  many = startAgent([...strangers, at('ed25519')]);
});
afterEach(async () => {
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => {
  for (const server of [sshd, kbd, both]) server.stop();
  many.stop();
});

function login(
  ssh: Partial<SshSettings>,
  values: Record<string, string> = {},
  more: Partial<ConnectionsOptions> = {},
  server = sshd,
) {
  const connections = connectionsTo(
    [desiredHost('node-1', { port: server.port, hostKey: server.hostKey(), ...ssh })],
    values,
    more,
  );
  open.push(connections);
  return connections.host('node-1').run('id -un', { root: false });
}

describe('logging in', () => {
  it.each(['ed25519', 'rsa', 'ecdsa', 'pem'])('works with a key: %s', async (name) => {
    expect((await login({ privateKeyPath: at(name) })).stdout).toBe('ops\n');
  });

  it.each(['locked', 'locked-pem'])('works with a locked key and its passphrase: %s', async (name) => {
    const ssh = { privateKeyPath: at(name), passphraseFrom: { env: 'PASS' } };
    expect((await login(ssh, { PASS: 'open sesame' })).stdout).toBe('ops\n');
  });

  it('works with an agent, also when the right one is the eighth of its keys', async () => {
    expect((await login({ agent: true }, {}, { agentSocket: many.socket })).stdout).toBe('ops\n');
  });

  it('works with the agent for a key that is locked, or of which only the public half is named', async () => {
    const agent = startAgent([at('ed25519')]);
    try {
      copyFileSync(at('ed25519'), at('relocked'));
      const { execFileSync } = await import('node:child_process');
      execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'a passphrase', '-f', at('relocked')]);
      for (const privateKeyPath of [at('relocked'), at('ed25519.pub')]) {
        expect((await login({ privateKeyPath }, {}, { agentSocket: agent.socket })).stdout).toBe('ops\n');
      }
    } finally {
      agent.stop();
    }
  });

  it('works with a password, and with one after a key that is refused', async () => {
    const ssh = { passwordFrom: { env: 'PASS' } };
    expect((await login(ssh, { PASS: PASSWORD })).stdout).toBe('ops\n');
    expect((await login({ ...ssh, privateKeyPath: at('stranger') }, { PASS: PASSWORD })).stdout).toBe('ops\n');
  });

  it('works with a password behind an agent of many wrong keys', async () => {
    const strangers = startAgent([0, 1, 2, 3, 4, 5, 6].map((index) => at(`other-${index}`)));
    try {
      const ssh = { agent: true, passwordFrom: { env: 'PASS' } };
      expect((await login(ssh, { PASS: PASSWORD }, { agentSocket: strangers.socket })).stdout).toBe('ops\n');
    } finally {
      strangers.stop();
    }
  });

  it('works where passwords go by keyboard-interactive only', async () => {
    expect((await login({ passwordFrom: { env: 'PASS' } }, { PASS: PASSWORD }, {}, kbd)).stdout).toBe('ops\n');
  });

  it('works where key and password are both required', async () => {
    const ssh = { privateKeyPath: at('ed25519'), passwordFrom: { env: 'PASS' } };
    expect((await login(ssh, { PASS: PASSWORD }, {}, both)).stdout).toBe('ops\n');
  });

  it('speaks aes128-gcm, which decides the speed of uploads', async () => {
    await login({ privateKeyPath: at('ed25519') });
    const debug = await startSshd({
      users: [{ name: 'ops', keys: [publicKey(at('ed25519'))] }],
      config: ['LogLevel DEBUG1', 'Ciphers chacha20-poly1305@openssh.com,aes256-ctr,aes128-gcm@openssh.com'],
    });
    try {
      await login({ privateKeyPath: at('ed25519') }, {}, {}, debug);
      expect(debug.log()).toMatch(/kex: client->server cipher: aes128-gcm@openssh.com/);
    } finally {
      debug.stop();
    }
  });
});

describe('a server that has too many logins at once', () => {
  it('is asked again when it closes before it has said anything', async () => {
    const { createConnection } = await import('node:net');
    let refusals = 3;
    const door = createServer((socket) => {
      socket.on('error', () => undefined);
      if (refusals-- > 0) return void socket.destroy();
      const inside = createConnection(sshd.port, '127.0.0.1');
      inside.on('error', () => socket.destroy());
      inside.pipe(socket).pipe(inside);
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const { port } = door.address() as { port: number };
    try {
      expect((await login({ port, privateKeyPath: at('ed25519') })).stdout).toBe('ops\n');
      expect(refusals).toBe(-1);
    } finally {
      door.close();
    }
  });
});

describe('not logging in', () => {
  it.each([
    ['a key that is not there', { privateKeyPath: at('absent') }, /absent does not exist/, /privateKeyPath/],
    ['a key that is none', { privateKeyPath: at('rubbish') }, /rubbish is not a private key/, /ssh-keygen -y/],
    [
      'a locked key without passphrase',
      { privateKeyPath: at('locked') },
      /is locked with a passphrase.*no agent is running/,
      /passphraseFrom/,
    ],
    [
      'a locked PEM key without passphrase',
      { privateKeyPath: at('locked-pem') },
      /is locked with a passphrase/,
      /passphraseFrom/,
    ],
    [
      'a wrong passphrase',
      { privateKeyPath: at('locked'), passphraseFrom: { env: 'BAD' } },
      /passphrase is wrong/,
      /passphraseFrom/,
    ],
    [
      'a key the server does not know',
      { privateKeyPath: at('stranger') },
      /login refused. Tried key .*stranger; the server offers publickey, password/,
      /authorized_keys.*passwordFrom/,
    ],
    [
      'a wrong password',
      { passwordFrom: { env: 'BAD' } },
      /login refused. Tried password; the server offers publickey, password/,
      /right user, and is it the password that ssh.passwordFrom names/,
    ],
    [
      'an unknown user',
      { user: 'nobody-here', privateKeyPath: at('ed25519') },
      /nobody-here@127.0.0.1:\d+: login refused/,
      /nobody-here the right user/,
    ],
    [
      'nothing to log in with, no agent',
      { agent: true },
      /no agent is running \(SSH_AUTH_SOCK is not set\)/,
      /ssh-add/,
    ],
  ])('says why and what to do: %s', async (_name, ssh: Partial<SshSettings>, message, hint) => {
    writeFileSync(at('rubbish'), 'not a key\n');
    const home = process.env.HOME;
    process.env.HOME = folder;
    try {
      await expect(login(ssh, { BAD: 'not it' })).rejects.toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(message),
        details: { host: 'node-1', hint: expect.stringMatching(hint) },
      });
    } finally {
      process.env.HOME = home;
    }
  });

  it('names a dead agent', async () => {
    const socket = join(folder, 'gone');
    const failing = login({ agent: true, privateKeyPath: at('ed25519.pub') }, {}, { agentSocket: socket });
    await expect(failing).rejects.toMatchObject({ message: expect.stringMatching(/agent at .*gone does not answer/) });
  });

  it('asks again after a while, for a host may let it in by then', async () => {
    const server = await startSshd({ users: [{ name: 'ops', password: PASSWORD }] });
    try {
      const { port } = server;
      const host = desiredHost('node-1', { port, hostKey: server.hostKey(), passwordFrom: { env: 'PASS' } });
      const values = { PASS: 'not it' };
      const connections = connectionsTo([host], values, { refusalKeptMs: 50 });
      open.push(connections);
      const node = connections.host('node-1');
      await expect(node.run('true')).rejects.toMatchObject({ message: expect.stringContaining('login refused') });
      values.PASS = PASSWORD;
      await vi.waitFor(() => node.run('true', { root: false }), { timeout: 10_000, interval: 20 });
    } finally {
      server.stop();
    }
  });

  it('sends a wrong password once, however often the host is asked', async () => {
    const server = await startSshd({ users: [{ name: 'ops', password: PASSWORD }] });
    try {
      const host = desiredHost('node-1', {
        port: server.port,
        hostKey: server.hostKey(),
        passwordFrom: { env: 'BAD' },
      });
      const connections = connectionsTo([host], { BAD: 'not it' });
      open.push(connections);
      const node = connections.host('node-1');
      await Promise.allSettled([node.run('true'), node.run('true'), node.run('true')]);
      await expect(node.run('true')).rejects.toMatchObject({ message: expect.stringContaining('login refused') });
      expect(server.log().match(/Failed password/g)).toHaveLength(1);
    } finally {
      server.stop();
    }
  });

  it.each([
    [
      'refused',
      async () => desiredHost('node-1', { port: await freePort(), privateKeyPath: at('ed25519') }),
      /connection refused/,
      /systemctl status ssh/,
    ],
    [
      'not found',
      async () => desiredHost('node-1', { privateKeyPath: at('ed25519') }, 'no-such-host.invalid'),
      /cannot be resolved|name server does not answer/,
      /getent hosts/,
    ],
  ])('says so when the connection is %s', async (_name, host, message, hint) => {
    const connections = connectionsTo([await host()]);
    open.push(connections);
    await expect(connections.host('node-1').run('true')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
      details: { hint: expect.stringMatching(hint) },
    });
  });

  it.each([
    ['never answers', (): void => undefined, 400, /no SSH server answered within 0.4 s/, undefined],
    ['closes at once', (socket: { destroy(): void }): void => socket.destroy(), 5000, /closed before login/, true],
    [
      'is not SSH',
      (socket: { end(text: string): void }): void => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      5000,
      /closed before login|handshake/,
      undefined,
    ],
  ])('says so when the port %s', async (_name, answer, connectTimeoutMs, message, connectionLost) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const connections = connectionsTo([
        desiredHost('node-1', { port, privateKeyPath: at('ed25519'), connectTimeoutMs }),
      ]);
      open.push(connections);
      const error = await connections
        .host('node-1')
        .run('true')
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringMatching(message) });
      if (connectionLost === true) expect(error).toMatchObject({ details: { connectionLost } });
    } finally {
      server.close();
    }
  });
});
