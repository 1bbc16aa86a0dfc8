import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LockGround, lockCluster } from '../../src/cli/lock-cluster.ts';
import type { Session } from '../../src/cli/session.ts';
import type { SshSettings } from '../../src/model/desired.ts';
import type { HeldScript, Host } from '../../src/model/host-handle.ts';
import { type ClusterLock, takeClusterLock } from '../../src/operations/cluster-lock.ts';
import { desiredCluster } from '../support/desired.ts';
import { bareFacts } from '../support/facts.ts';
import { connectionsTo, desiredHost, type TestConnections } from './support/desired-host.ts';
import { makeKey, publicKey, startSshd, type TestSshd } from './support/sshd.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-lock-'));
const key = makeKey(join(folder, 'id'));
const PASSWORD = 'pass word';
/** Short, so that a test sees what takes half a minute. */
const BEAT = { everyMs: 200, limitMs: 1500 };
/** So long that what is free sooner was not freed by silence. */
const PATIENT = { everyMs: 200, limitMs: 60_000 };
/** Well below that, and enough for a busy machine. */
const AT_ONCE = 15_000;
let sshd: TestSshd;
let open: TestConnections[] = [];
const children: ChildProcess[] = [];
let number = 0;

beforeAll(async () => {
  const keys = [publicKey(key)];
  const noisy = 'echo Welcome; printf "no newline at the end"; echo grumble >&2\n';
  sshd = await startSshd({
    config: ['PermitRootLogin yes', 'MaxSessions 10'],
    users: [
      { name: 'root', keys },
      { name: 'ops', keys, sudo: 'nopasswd' },
      { name: 'noisypw', keys, sudo: 'password', password: PASSWORD, bashrc: noisy },
      { name: 'tty', keys, sudo: 'nopasswd', requiretty: true },
      { name: 'ttypw', keys, sudo: 'password', password: PASSWORD, requiretty: true },
    ],
  });
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(open.map((connections) => connections.close()));
  open = [];
});
afterAll(() => sshd.stop());

/** Locks outlive no test, but a name of its own makes sure. */
function newCluster(): string {
  number += 1;
  return `cluster-${number}`;
}

function sshOf(user = 'ops', server = sshd): Partial<SshSettings> {
  const sudo = user.endsWith('pw') ? { enabled: true, passwordFrom: { env: 'SUDO' } } : { enabled: true };
  return { user, port: server.port, privateKeyPath: key, hostKey: server.hostKey(), sudo };
}

function connect(user?: string, server?: TestSshd, name = 'cp-1'): { host: Host; connections: TestConnections } {
  const connections = connectionsTo([desiredHost(name, sshOf(user, server))], { SUDO: PASSWORD });
  open.push(connections);
  return { host: connections.host(name), connections };
}

function take(cluster: string, host = connect().host, who = 'me@here (pid 1)', beat = BEAT): Promise<ClusterLock> {
  return takeClusterLock(host, { cluster, command: 'installer apply', who, since: new Date() }, beat);
}

/** Milliseconds until somebody else can have the lock. */
async function freeAfter(cluster: string, limitMs: number): Promise<number> {
  const { host } = connect();
  const started = performance.now();
  for (;;) {
    try {
      await (await take(cluster, host)).release();
      return performance.now() - started;
    } catch (error) {
      if (performance.now() - started > limitMs) throw error;
    }
  }
}

function whenLost(lock: Pick<ClusterLock, 'lost'>): Promise<Error> {
  return new Promise((resolve) => {
    if (lock.lost.aborted) resolve(lock.lost.reason);
    else lock.lost.addEventListener('abort', () => resolve(lock.lost.reason), { once: true });
  });
}

/** Another installer, with the lock in its hands. */
async function otherProcess(cluster: string, user = 'ops', beat = BEAT) {
  const script = fileURLToPath(new URL('./support/lock-holder.ts', import.meta.url));
  const settings = JSON.stringify({ ssh: sshOf(user), cluster, beat });
  const child = spawn(process.execPath, ['--import', 'tsx', script, settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [said] = await once(lines, 'line');
  expect(said).toBe('held');
  return { child, nextLine: async () => (await once(lines, 'line'))[0] as string };
}

describe('the lock of a cluster', () => {
  it('is refused to a second run, which learns who has it, from where, and what it runs', async () => {
    const cluster = newCluster();
    const { child } = await otherProcess(cluster);
    await expect(take(cluster)).rejects.toMatchObject({
      kind: 'locked',
      exitCode: 15,
      message: expect.stringMatching(
        new RegExp(
          `^${cluster} is being changed by ops@elsewhere \\(pid ${child.pid}\\) from 127\\.0\\.0\\.1: installer apply, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\(\\d s ago\\)$`,
        ),
      ),
      details: { host: 'cp-1', hint: expect.stringContaining('frees itself within 30 s') },
    });
  });

  it.each(['root', 'ops', 'noisypw', 'tty', 'ttypw'])(
    'keeps others out and is free at once after release: %s',
    async (user) => {
      const cluster = newCluster();
      const { host } = connect(user);
      const lock = await take(cluster, host, 'first');
      // Longer than the limit: the beats keep it.
      await new Promise((resolve) => setTimeout(resolve, BEAT.limitMs * 1.5));
      await expect(take(cluster)).rejects.toMatchObject({
        kind: 'locked',
        message: expect.stringContaining('by first from 127.0.0.1'),
      });
      expect((await host.run('id -u')).stdout).toBe('0\n');
      expect(lock.lost.aborted).toBe(false);
      await lock.release();
      expect(lock.lost.aborted).toBe(false);
      await (await take(cluster)).release();
    },
  );

  it('of one cluster is not that of another', async () => {
    await take(newCluster());
    const other = await take(newCluster());
    expect(other.host).toBe('cp-1');
  });

  it('leaves its file and takes away what it said', async () => {
    const cluster = newCluster();
    const { host } = connect();
    const lock = await take(cluster, host);
    const list = `ls /run | grep -F installer-${cluster}.`;
    expect((await host.run(list)).stdout).toBe(`installer-${cluster}.holder.json\ninstaller-${cluster}.lock\n`);
    await lock.release();
    expect((await host.run(list)).stdout).toBe(`installer-${cluster}.lock\n`);
  });

  it('stands beside the folder that a reset removes', async () => {
    const cluster = newCluster();
    const { host } = connect();
    await take(cluster, host);
    await host.run('rm -rf /run/installer');
    await expect(take(cluster)).rejects.toMatchObject({ kind: 'locked' });
  });

  it('does not name the run that had it before, when the one that has it has said nothing', async () => {
    const cluster = newCluster();
    const { host } = connect();
    const dead = '{"shell":4194303,"at":1,"from":"10.0.0.1","who":"a ghost","command":"x","since":"x"}';
    const mute = `exec 9>>/run/installer-${cluster}.lock; flock 9; echo '${dead}' >/run/installer-${cluster}.holder.json; stay it`;
    await host.hold(mute, { beat: BEAT });
    await expect(take(cluster)).rejects.toMatchObject({
      kind: 'locked',
      message: expect.stringContaining('not said who'),
    });
  });

  it('waits a moment for a run that is just ending', async () => {
    const cluster = newCluster();
    const { host } = connect();
    const ending = (await host.hold(`exec 9>>/run/installer-${cluster}.lock; flock 9; stay it`, {
      beat: BEAT,
    })) as HeldScript;
    const [lock] = await Promise.all([take(cluster), host.run('sleep 0.3').then(() => ending.release())]);
    expect(lock.host).toBe('cp-1');
  });

  it('costs no round trip of the host, and no connection', async () => {
    const { host, connections } = connect();
    await take(newCluster(), host);
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => host.run(`echo ${n}`)));
    expect(connections.stats()).toEqual({ 'cp-1': { connections: 1, roundTrips: 8 } });
  });

  it('can be held on a second host too, and is released on both', async () => {
    const cluster = newCluster();
    const other = await startSshd({ users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }] });
    try {
      const lock = await take(cluster);
      await lock.alsoHold(connect('ops', other, 'cp-2').host);
      await expect(take(cluster, connect('ops', other, 'cp-2').host)).rejects.toMatchObject({
        kind: 'locked',
        details: { host: 'cp-2' },
      });
      await lock.release();
      await (await take(cluster)).release();
      await (await take(cluster, connect('ops', other, 'cp-2').host)).release();
    } finally {
      other.stop();
    }
  });

  it('of a cluster that is yet to be made is met by a run that reaches only another of its hosts', async () => {
    const second = await startSshd({ users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }] });
    const base = desiredCluster({ controlPlanes: 2, workers: 0 });
    const desired = { ...base, cluster: { ...base.cluster, name: newCluster() } };
    /** A laptop for which these hosts are at the right port, and the others at one where nobody is. */
    const laptop = (...reached: string[]) => {
      const hosts = [sshd, second].map((server, i) => {
        const name = `cp-${i + 1}`;
        return desiredHost(name, { ...sshOf('ops', server), ...(!reached.includes(name) && { port: 1 }) });
      });
      const connections = connectionsTo(hosts);
      open.push(connections);
      const session = { desired, host: (name: string) => connections.host(name) } as unknown as Session;
      return lockCluster(session, 'apply');
    };
    const none = (...answered: string[]): LockGround => {
      const facts = Object.fromEntries(answered.map((name) => [name, bareFacts()]));
      return { desired, existing: [], removals: [], facts };
    };
    try {
      const first = await laptop('cp-1', 'cp-2');
      // Both are there before either has looked.
      const crossing = await laptop('cp-2');
      expect([first?.lock.host, crossing?.lock.host]).toEqual(['cp-1', 'cp-2']);
      const here = `${userInfo().username}@${hostname()} (pid ${process.pid}) from 127.0.0.1: installer apply, since`;
      await expect(first?.extend(none('cp-1', 'cp-2'))).rejects.toMatchObject({
        exitCode: 15,
        message: expect.stringContaining(here),
        details: { host: 'cp-2' },
      });
      await crossing?.lock.release();

      expect(await first?.extend(none('cp-1', 'cp-2'))).toBe(true);
      const late = { exitCode: 15, message: expect.stringContaining(here), details: { host: 'cp-2' } };
      await expect(laptop('cp-2')).rejects.toMatchObject(late);
      await first?.lock.release();
      await (await laptop('cp-2'))?.lock.release();
    } finally {
      second.stop();
    }
  });

  it('is taken again on a second host that let go of it, and stays with the run', async () => {
    const cluster = newCluster();
    const other = await startSshd({ users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }] });
    try {
      const lock = await take(cluster, connect().host, 'me', PATIENT);
      await lock.alsoHoldWhileItAnswers(connect('ops', other, 'cp-2').host);
      const stranger = connect('ops', other, 'cp-2').host;
      const holder = async () => (await stranger.run(`cat /run/installer-${cluster}.holder.json`)).stdout;
      const before = await holder();
      expect(before).toContain('"who":"me"');
      await stranger.run(`kill -9 ${JSON.parse(before).shell}`);
      await vi.waitFor(async () => expect((await holder()).replace(before, '')).toContain('"who":"me"'), AT_ONCE);
      expect(lock.lost.aborted).toBe(false);
      await expect(take(cluster, stranger)).rejects.toMatchObject({ kind: 'locked' });
      await lock.release();
      await (await take(cluster, stranger)).release();
    } finally {
      other.stop();
    }
  });

  it('is not taken where /run cannot be written', async () => {
    const { host } = connect();
    await host.run('mkdir -p /run/installer-dir.lock');
    await expect(take('dir', host)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'the lock of dir cannot be taken on cp-1',
      details: { lastLines: [expect.stringContaining('installer-dir.lock')] },
    });
  });
});

describe('a lock whose holder is gone', () => {
  it.each(['ops', 'tty', 'root'])('is free at once when the process is killed: %s', async (user) => {
    const cluster = newCluster();
    const { child } = await otherProcess(cluster, user, PATIENT);
    await expect(take(cluster)).rejects.toMatchObject({ kind: 'locked' });
    child.kill('SIGKILL');
    await freeAfter(cluster, AT_ONCE);
  });

  it.each(['ops', 'tty'])(
    'is free within the limit when the process is frozen, which learns it when it thaws: %s',
    async (user) => {
      const cluster = newCluster();
      const { child, nextLine } = await otherProcess(cluster, user);
      child.kill('SIGSTOP');
      const after = await freeAfter(cluster, AT_ONCE);
      expect(after).toBeGreaterThan(BEAT.limitMs / 2);
      child.kill('SIGCONT');
      expect(await nextLine()).toMatch(/^lost: cp-1: the lock of cluster-\d+/);
    },
  );

  it('is lost here and free for others when the connection is cut', async () => {
    const cluster = newCluster();
    const lock = await take(cluster, connect().host, 'me', PATIENT);
    const lost = whenLost(lock);
    sshd.killSessions();
    expect(await lost).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/lost.*during the lock of/),
    });
    await freeAfter(cluster, AT_ONCE);
    await lock.release();
  });

  it('is lost here and free for others when only its shell is killed on the host', async () => {
    const cluster = newCluster();
    const { host } = connect();
    const lock = await take(cluster, host, 'me', PATIENT);
    const lost = whenLost(lock);
    await host.run(`kill -9 $(sed -n 's/^{"shell":\\([0-9]*\\),.*/\\1/p' /run/installer-${cluster}.holder.json)`);
    // dd and timeout go on for a while: they must not keep it.
    await freeAfter(cluster, AT_ONCE);
    expect(await lost).toMatchObject({ kind: 'unreachable' });
  });

  it('is lost here when the host answers no more', async () => {
    const cluster = newCluster();
    const { host } = connect();
    const lock = await take(cluster, host);
    const lost = whenLost(lock);
    const shell = (await host.run(`sed -n 's/^{"shell":\\([0-9]*\\),.*/\\1/p' /run/installer-${cluster}.holder.json`))
      .stdout;
    const started = performance.now();
    execFileSync('kill', ['-STOP', shell.trim()]);
    try {
      expect(await lost).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('has not answered') });
      expect(performance.now() - started).toBeLessThan(BEAT.limitMs * 3);
    } finally {
      execFileSync('kill', ['-CONT', shell.trim()]);
    }
  });

  it('frees the second host too when the first is cut', async () => {
    const cluster = newCluster();
    const other = await startSshd({ users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }] });
    try {
      const lock = await take(cluster);
      const second = connect('ops', other, 'cp-2');
      await lock.alsoHold(second.host);
      const lost = whenLost(lock);
      sshd.killSessions();
      expect(await lost).toBeInstanceOf(Error);
      await lock.release();
      await (await take(cluster, second.host)).release();
    } finally {
      other.stop();
    }
  });
});

describe('a script that is held', () => {
  it('takes the only session of a server: the rest goes over a second connection', async () => {
    const strict = await startSshd({
      config: ['MaxSessions 1'],
      users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }],
    });
    try {
      const { host, connections } = connect('ops', strict);
      await host.run('true');
      const lock = await take(newCluster(), host);
      const results = await Promise.all([1, 2, 3].map((n) => host.run(`echo ${n}`)));
      expect(results.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n']);
      expect(connections.stats()).toEqual({ 'cp-1': { connections: 2, roundTrips: 4 } });
      expect(lock.lost.aborted).toBe(false);
      await lock.release();
    } finally {
      strict.stop();
    }
  });

  it('waits for a session when others have them all, and lets those go on that wait', async () => {
    const strict = await startSshd({
      config: ['MaxSessions 2'],
      users: [{ name: 'ops', keys: [publicKey(key)], sudo: 'nopasswd' }],
    });
    try {
      const { host } = connect('ops', strict);
      const runs = [1, 2, 3, 4].map((n) => host.run(`sleep 0.2; echo ${n}`));
      const held = host.hold('stay yes');
      expect((await Promise.all(runs)).map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n', '4\n']);
      expect(await held).toMatchObject({ said: 'yes' });
    } finally {
      strict.stop();
    }
  });

  it.each(['ops', 'noisypw', 'ttypw'])('goes on behind stay when it is released: %s', async (user) => {
    const { host } = connect(user);
    const held = (await host.hold('stay "$(id -u)"; echo "$?" >/run/after', { beat: BEAT })) as HeldScript;
    expect(held.said).toBe('0');
    await held.release();
    expect((await host.run('cat /run/after; rm /run/after')).stdout).toBe('0\n');
  });

  it('gives back how it ended when it does not stay', async () => {
    const { host } = connect();
    expect(await host.hold('echo no; echo really >&2; exit 7')).toEqual({
      code: 7,
      stdout: 'no\n',
      stderr: 'really\n',
    });
  });

  it('is given up when it does not stay in time', async () => {
    const { host } = connect();
    await host.run('true');
    await expect(host.hold('echo thinking; sleep 20', { timeoutMs: 1000, title: 'a lock' })).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'cp-1: a lock was not there within 1 s',
      details: { lastLines: ['thinking'] },
    });
  });
});
