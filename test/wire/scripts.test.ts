import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-scripts-'));
const key = makeKey(join(folder, 'id'));
let sshd: TestSshd;
let open: TestConnections[] = [];

beforeAll(async () => {
  const noisy = 'echo "Welcome to this machine"; printf "no newline at the end"; echo grumble >&2\n';
  sshd = await startSshd({
    config: ['MaxSessions 10'],
    users: [
      { name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' },
      { name: 'noisy', keys: [publicKey(key)], sudo: 'nopasswd', bashrc: noisy },
    ],
  });
});
afterEach(async () => {
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => sshd.stop());

function host(user = 'ops') {
  const connections = connectionsTo([
    desiredHost('node-1', { user, port: sshd.port, privateKeyPath: key, hostKey: sshd.hostKey() }),
  ]);
  open.push(connections);
  return { host: connections.host('node-1'), connections };
}

describe('a script on a host', () => {
  it('runs as root through sudo, and as the login user when asked', async () => {
    const { host: node } = host();
    expect(await node.run('id -u')).toEqual({ code: 0, stdout: '0\n', stderr: '' });
    const { stdout } = await node.run('id -un', { root: false });
    expect(stdout).toBe('ops\n');
  });

  it.each([
    ['exit', 'echo before; exit 7; echo after', { code: 7, stdout: 'before\n', stderr: '' }],
    ['a failing last command', 'false', { code: 1, stdout: '', stderr: '' }],
    ['set -eu', 'set -eu; false; echo not reached', { code: 1, stdout: '', stderr: '' }],
    ['exec', 'exec sh -c "exit 5"', { code: 5, stdout: '', stderr: '' }],
    ['an EXIT trap', 'trap "echo cleaned" EXIT; exit 3', { code: 3, stdout: 'cleaned\n', stderr: '' }],
    ['a signal to itself', 'sh -c "kill -9 \\$\\$"', { code: 137, stdout: '', stderr: 'Killed\n' }],
    ['no newline at the end', 'printf abc; printf def >&2', { code: 0, stdout: 'abc', stderr: 'def' }],
    ['commands that read stdin', 'cat; read -r x; echo "still here"', { code: 0, stdout: 'still here\n', stderr: '' }],
    ['a here-document', 'cat <<EOF\na $((1 + 1))\nEOF\necho b', { code: 0, stdout: 'a 2\nb\n', stderr: '' }],
    ['quotes and backslashes', "printf '%s\\n' \"it's\" 'a\\b'", { code: 0, stdout: "it's\na\\b\n", stderr: '' }],
    ['no arguments', 'echo "$#"', { code: 0, stdout: '0\n', stderr: '' }],
    ['a comment in its first line', '#!/bin/sh\necho ok', { code: 0, stdout: 'ok\n', stderr: '' }],
    ['nothing', '', { code: 0, stdout: '', stderr: '' }],
    ['UTF-8', "printf 'Grüße 🚀\\n'", { code: 0, stdout: 'Grüße 🚀\n', stderr: '' }],
  ])('gives back what it said and its exit status: %s', async (_name, script, expected) => {
    const { host: node } = host();
    const result = await node.run(script);
    expect({ ...result, stderr: result.stderr.replace(/^.*Killed.*$/m, 'Killed') }).toEqual(expected);
  });

  it('says where a syntax error is, as a failure and not as a lost connection', async () => {
    const { host: node } = host();
    const result = await node.run('echo one\nif then\n');
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/yntax error/);
  });

  it('sees neither nonce nor wrapper variables', async () => {
    const { host: node } = host();
    const { stdout } = await node.run('set');
    expect(stdout).not.toMatch(/__n=|__s=/);
  });

  it('has a known environment: C locale, sbin in PATH, umask 022, working folder /', async () => {
    const { host: node } = host();
    const { stdout } = await node.run('echo "$LC_ALL"; umask; pwd; command -v sshd; echo "$HOME"');
    expect(stdout).toBe('C\n0022\n/\n/usr/sbin/sshd\n/root\n');
  });

  it('reports lines as they come, without the noise of login scripts', async () => {
    const { host: node } = host('noisy');
    const lines: string[] = [];
    const times: number[] = [];
    const result = await node.run('echo one; echo oops >&2; sleep 0.4; printf "two\\nthree"', {
      onLine: (line, stream) => {
        lines.push(`${stream} ${line}`);
        times.push(performance.now());
      },
    });
    expect(result).toEqual({ code: 0, stdout: 'one\ntwo\nthree', stderr: 'oops\n' });
    expect(lines.slice(0, 2).sort()).toEqual(['stderr oops', 'stdout one']);
    expect(lines.slice(2)).toEqual(['stdout two', 'stdout three']);
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
  });

  it('carries long scripts and large answers unchanged', async () => {
    const { host: node } = host();
    const filler = `: ${'x'.repeat(1000)}\n`.repeat(500);
    const result = await node.run(`${filler}head -c 5000000 /dev/zero | tr '\\0' 'a'; echo; echo end`);
    expect(result.stdout.length).toBe(5_000_000 + '\nend\n'.length);
    expect(result.stdout.endsWith('a\nend\n')).toBe(true);
  });

  it('does not wait for a daemon that a script leaves behind with its output open', async () => {
    const { host: node } = host();
    const started = performance.now();
    const { code } = await node.run('sleep 30 & echo started');
    expect(code).toBe(0);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('keeps secrets out of every command line on the host', async () => {
    const { host: node } = host();
    const { stdout } = await node.run(
      `secret='hunter2-${'do-not-show'}'\nsleep 0.2\nfor f in /proc/[0-9]*/cmdline /proc/[0-9]*/environ; do tr '\\0' ' ' <"$f" 2>/dev/null; echo; done`,
    );
    expect(stdout).toMatch(/sudo -H -n/);
    expect(stdout).not.toContain('hunter2');
  });
});

describe('many scripts', () => {
  it('share one connection and stay below MaxSessions', async () => {
    const { host: node, connections } = host();
    const scripts = Array.from({ length: 30 }, (_, index) => node.run(`sleep 0.05; echo ${index}`));
    const results = await Promise.all(scripts);
    expect(results.map((result) => result.stdout)).toEqual(Array.from({ length: 30 }, (_, index) => `${index}\n`));
    expect(connections.stats()).toEqual({ 'node-1': { connections: 1, roundTrips: 30 } });
    expect(connections.events.filter((event) => event.type === 'host-connected')).toHaveLength(1);
  });

  it('go one by one where the server allows a single session', async () => {
    const strict = await startSshd({
      config: ['MaxSessions 1'],
      users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }],
    });
    try {
      const connections = connectionsTo([
        desiredHost('node-1', { port: strict.port, privateKeyPath: key, hostKey: strict.hostKey() }),
      ]);
      open.push(connections);
      const node = connections.host('node-1');
      const results = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => node.run(`sleep 0.1; echo ${n}`)));
      expect(results.map((result) => result.stdout)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n', '6\n']);
    } finally {
      strict.stop();
    }
  });

  it('go on over a new connection after the old one was lost', async () => {
    const { host: node, connections } = host();
    await node.run('true');
    expect(sshd.killSessions()).toBeGreaterThan(0);
    await expect.poll(async () => (await node.run('echo back').catch(() => undefined))?.stdout).toBe('back\n');
    expect(connections.stats()['node-1']?.connections).toBe(2);
  });
});

describe('a script that does not end well', () => {
  it('is lost, and never a success, when the connection dies under it', async () => {
    const { host: node } = host();
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const script = node.run('echo begun; sleep 20; echo done', { title: 'kubeadm init', onLine: () => begun() });
    const queued = node.run('sleep 20');
    const outcome = Promise.allSettled([script, queued]);
    await running;
    const killed = performance.now();
    sshd.killSessions();
    const [first, second] = await outcome;
    expect(performance.now() - killed).toBeLessThan(1000);
    expect(first).toMatchObject({
      status: 'rejected',
      reason: { kind: 'unreachable', details: { host: 'node-1', connectionLost: true, lastLines: ['begun'] } },
    });
    expect(first.status === 'rejected' && String(first.reason)).toMatch(/lost.*during kubeadm init/);
    expect(second).toMatchObject({ status: 'rejected', reason: { kind: 'unreachable' } });
  });

  it('is cut, and never a success, when only its shell is killed', async () => {
    const { host: node } = host();
    await expect(node.run('echo begun; kill -9 "$PPID" $$', { title: 'a step' })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('cut off during a step'),
      details: { connectionLost: true, lastLines: ['begun'] },
    });
    expect((await node.run('echo alive')).stdout).toBe('alive\n');
  });

  it('fails when its time is up, naming what it was and what it said last', async () => {
    const { host: node } = host();
    const waiting = node.run('echo waiting for etcd; sleep 20', { timeoutMs: 400, title: 'wait for the API server' });
    await expect(waiting).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'node-1: wait for the API server did not end within 0.4 s',
      details: { host: 'node-1', lastLines: ['waiting for etcd'] },
    });
    expect((await node.run('echo alive')).stdout).toBe('alive\n');
  });

  it('ends early on a signal', async () => {
    const { host: node } = host();
    await node.run('true');
    const controller = new AbortController();
    const waiting = node.run('echo begun; sleep 20', {
      signal: controller.signal,
      title: 'a long wait',
      onLine: () => controller.abort(),
    });
    await expect(waiting).rejects.toMatchObject({
      kind: 'interrupted',
      message: expect.stringContaining('a long wait'),
    });
    await expect(node.run('true', { signal: controller.signal })).rejects.toMatchObject({ kind: 'interrupted' });
  });

  it('refuses endless output', async () => {
    const { host: node } = host();
    await expect(node.run('yes | head -c 70000000', { title: 'a loop' })).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('more than 64 MiB'),
    });
  });

  it('passes on what a listener throws', async () => {
    const { host: node } = host();
    const thrown = new Error('parser stumbled');
    const script = node.run('echo x; sleep 5', {
      onLine: () => {
        throw thrown;
      },
    });
    await expect(script).rejects.toBe(thrown);
  });

  it('closing ends what is still running', async () => {
    const { host: node, connections } = host();
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const script = node.run('echo begun; sleep 20', { onLine: () => begun() });
    const outcome = expect(script).rejects.toMatchObject({ kind: 'unreachable' });
    await running;
    await connections.close();
    await outcome;
    await expect(node.run('true')).rejects.toMatchObject({ kind: 'unreachable' });
  });
});
