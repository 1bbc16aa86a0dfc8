import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BastionSettings } from '../../src/model/desired.ts';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { freePort, makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-bastion-'));
const keys = { outer: makeKey(join(folder, 'outer')), target: makeKey(join(folder, 'target')) };
const PASSWORD = 'let me through';
let outer: TestSshd;
let inner: TestSshd;
let target: TestSshd;
let open: TestConnections[] = [];

beforeAll(async () => {
  [outer, inner, target] = await Promise.all([
    startSshd({ users: [{ name: 'jump', keys: [publicKey(keys.outer)], shell: '/usr/sbin/nologin' }] }),
    startSshd({ users: [{ name: 'hop', password: PASSWORD }] }),
    startSshd({ users: [{ name: 'ops', keys: [publicKey(keys.target)], sudo: 'nopasswd' }] }),
  ]);
});
afterEach(async () => {
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => {
  for (const server of [outer, inner, target]) server.stop();
});

function outerBastion(change: Partial<BastionSettings> = {}): BastionSettings {
  const { port } = outer;
  return {
    address: '127.0.0.1',
    port,
    user: 'jump',
    privateKeyPath: keys.outer,
    agent: false,
    hostKeys: 'strict',
    hostKey: outer.hostKey(),
    ...change,
  };
}

function innerBastion(bastion: BastionSettings, change: Partial<BastionSettings> = {}): BastionSettings {
  const { port } = inner;
  return {
    address: '127.0.0.1',
    port,
    user: 'hop',
    passwordFrom: { env: 'HOP' },
    agent: false,
    hostKeys: 'strict',
    hostKey: inner.hostKey(),
    bastion,
    ...change,
  };
}

function behind(bastion: BastionSettings, names = ['node-1'], port = target.port) {
  const hosts = names.map((name) =>
    desiredHost(name, { port, privateKeyPath: keys.target, hostKey: target.hostKey(), bastion }),
  );
  const connections = connectionsTo(hosts, { HOP: PASSWORD, BAD: 'wrong' });
  open.push(connections);
  return connections;
}

describe('a host behind bastions', () => {
  it('is reached through two, each with its own user, key and host key', async () => {
    const connections = behind(innerBastion(outerBastion()));
    const result = await connections
      .host('node-1')
      .run('id -u; echo "$SSH_CONNECTION"; head -c 3000000 /dev/zero | tr "\\0" x');
    expect(result.code).toBe(0);
    expect(result.stdout.slice(0, 2)).toBe('0\n');
    expect(result.stdout.endsWith('x'.repeat(3_000_000))).toBe(true);
    expect(outer.log()).toMatch(/Accepted publickey for jump/);
    expect(inner.log()).toMatch(/Accepted password for hop/);
    expect(target.log()).toMatch(/Accepted publickey for ops/);
  });

  it('shares the connection to its bastion with all others behind it', async () => {
    const before = outer.log().match(/Accepted publickey/g)?.length ?? 0;
    const names = Array.from({ length: 12 }, (_, index) => `node-${index}`);
    const connections = behind(outerBastion(), names);
    const results = await Promise.all(names.map((name) => connections.host(name).run(`echo ${name}`)));
    expect(results.map((result) => result.stdout)).toEqual(names.map((name) => `${name}\n`));
    expect(outer.log().match(/Accepted publickey/g)?.length).toBe(before + 1);
  });

  it('hears at once when the bastion is lost, and is reached again', async () => {
    const connections = behind(outerBastion());
    const node = connections.host('node-1');
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const outcome = expect(node.run('echo begun; sleep 20', { onLine: () => begun() })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/bastion 127.0.0.1.*lost/),
      details: { host: 'node-1', connectionLost: true },
    });
    await running;
    outer.killSessions();
    await outcome;
    expect((await node.run('echo back')).stdout).toBe('back\n');
  });

  it.each([
    [
      'its key is refused',
      () => outerBastion({ privateKeyPath: keys.target }),
      /^node-1: cannot pass bastion 127.0.0.1, jump@127.0.0.1:\d+: login refused/,
    ],
    [
      'its host key is wrong',
      () => outerBastion({ hostKey: target.hostKey() }),
      /cannot pass bastion 127.0.0.1.*not the pinned one/,
    ],
    [
      'the second one refuses',
      () => innerBastion(outerBastion(), { passwordFrom: { env: 'BAD' } }),
      /cannot pass bastion 127.0.0.1, hop@127.0.0.1:\d+: login refused/,
    ],
    [
      'the first of two refuses',
      () => innerBastion(outerBastion({ user: 'who' })),
      /cannot pass bastion .*cannot pass bastion 127.0.0.1, who@/,
    ],
  ])('says which bastion stands in the way: %s', async (_name, bastion, message) => {
    await expect(behind(bastion()).host('node-1').run('true')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
      details: { host: 'node-1' },
    });
  });

  it('says what the bastion saw when the host cannot be reached from it', async () => {
    const connections = behind(outerBastion(), ['node-1'], await freePort());
    await expect(connections.host('node-1').run('true')).rejects.toMatchObject({
      message: expect.stringMatching(/^node-1, .*127.0.0.1 cannot open a connection to it .*[Rr]efused/),
      details: { hint: expect.stringContaining('Try from the bastion: nc -vz 127.0.0.1') },
    });
  });

  it('says so when the bastion forbids forwarding', async () => {
    const closed = await startSshd({
      config: ['AllowTcpForwarding no'],
      users: [{ name: 'jump', keys: [publicKey(keys.outer)] }],
    });
    try {
      const connections = behind(outerBastion({ port: closed.port, hostKey: closed.hostKey() }));
      await expect(connections.host('node-1').run('true')).rejects.toMatchObject({
        details: { hint: expect.stringContaining('AllowTcpForwarding yes') },
      });
    } finally {
      closed.stop();
    }
  });
});

describe('an ssh_config', () => {
  it('gives user, port, key, jump and known hosts to what the inventory leaves open', async () => {
    const knownHosts = join(folder, 'known_hosts');
    const entries = [outer, target].map((server) => `[127.0.0.1]:${server.port} ${server.hostKey()}\n`);
    writeFileSync(knownHosts, entries.join(''));
    const config = join(folder, 'ssh_config');
    writeFileSync(
      config,
      [
        'Host gate',
        '  HostName 127.0.0.1',
        `  Port ${outer.port}`,
        '  User jump',
        `  IdentityFile ${keys.outer}`,
        'Host node-*',
        `  Port ${target.port}`,
        '  User ops',
        `  IdentityFile ${keys.target}`,
        '  ProxyJump gate',
        'Host *',
        `  UserKnownHostsFile ${knownHosts}`,
        '',
      ].join('\n'),
    );
    const before = outer.log().length;
    const host = desiredHost('node-1', { user: 'root', configFile: config, explicit: ['configFile'] });
    const connections = connectionsTo([host]);
    open.push(connections);
    expect((await connections.host('node-1').run('id -un', { root: false })).stdout).toBe('ops\n');
    expect(outer.log().slice(before)).toMatch(/Accepted publickey for jump/);
  });

  it.each([
    ['cannot be read', 'Prot 22\n', /ssh refuses .*broken/],
    ['asks for a ProxyCommand', 'Host *\n  ProxyCommand nc %h %p\n', /ProxyCommand, which is not supported/],
  ])('that %s is an error that says so', async (_name, text, message) => {
    const config = join(folder, 'broken');
    writeFileSync(config, text);
    const connections = connectionsTo([desiredHost('node-1', { configFile: config })]);
    open.push(connections);
    await expect(connections.host('node-1').run('true')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
    });
  });
});
