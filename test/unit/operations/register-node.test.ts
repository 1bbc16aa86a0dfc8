import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { registerNode } from '../../../src/operations/register-node.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost, inTurn, type ScriptedAnswer } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
const machine = machinesOf(desired).find(({ name }) => name === 'w-1') ?? expect.fail('no w-1');
const without = healthyCluster(['cp-1']);
const registered = { ...without, nodes: [...without.nodes, nodeView('w-1')] };
const notReady = { ...without, nodes: [...without.nodes, nodeView('w-1', { ready: false })] };

interface Situation {
  view?: () => ClusterView | { unavailable: string };
  /** Lines of how many pods are on the bridge, one look after the other. */
  pods?: ScriptedAnswer['answer'];
  restart?: ScriptedAnswer['answer'];
}

/** Registered as soon as its kubelet was started anew, unless a test says otherwise. */
function registering({ view, pods = {}, restart = {} }: Situation = {}) {
  const cp = new FakeHost('cp-1', [{ match: /readyz|annotate/, answer: {} }]);
  const host = new FakeHost('w-1', [
    { match: /journalctl/, answer: { code: 3, stdout: 'activating\ncertificate has expired\n' } },
    { match: /restart kubelet/, answer: restart },
    { match: /brif/, answer: pods },
  ]);
  const operation = registerNode({
    machine,
    host,
    controlPlanes: [controlPlaneHost(cp, desiredHost('cp-1', 'control-plane', 11), 6443)],
    view: async () => (view ? view() : host.changes.length > 0 ? registered : without),
  });
  const context = new RecordingContext();
  const apply = async () => operation.apply(await operation.observe(), context);
  return { operation, host, cp, context, apply };
}

describe('registering a node again', () => {
  test.each<[string, Situation['view'], number]>([
    ['nothing to do where it is there by now', () => registered, 0],
    ['is to be done where it is not', () => without, 1],
    ['is to be done where nobody tells', () => ({ unavailable: 'silence' }), 1],
  ])('%s', async (_, view, changes) => {
    const { operation } = registering({ view });
    expect(operation.changes(await operation.observe())).toHaveLength(changes);
  });

  test('starts its kubelet anew, and nothing else on the host', async () => {
    const { apply, host, context } = registering();
    await apply();
    expect(host.changes).toEqual([expect.stringContaining('systemctl restart kubelet')]);
    expect(context.messages).toEqual([]);
    expect(sleptMs()).toBe(0);
  });

  test('puts kubeadm’s note of the runtime’s socket back', async () => {
    const { apply, cp } = registering();
    await apply();
    const calls = cp.changes.flatMap((script) => runWithStubKubectl(script).calls);
    expect(calls.map((call) => call.arguments.slice(3).join(' '))).toEqual([
      'annotate node w-1 --overwrite kubeadm.alpha.kubernetes.io/cri-socket=/run/containerd/containerd.sock',
    ]);
  });

  test('waits until the pods of the former node have ended', async () => {
    const { apply, host, context } = registering({
      pods: inTurn({ stdout: '2\n' }, { stdout: '1\n' }, { stdout: '0\n' }),
    });
    await apply();
    expect(context.messages).toEqual([
      'waiting until the pods of the former node w-1 have ended: 2 left (for at most 3 min)',
      'waiting until the pods of the former node w-1 have ended: 1 left (for at most 3 min)',
    ]);
    expect(host.order).toEqual(['read', 'read', 'read', 'run']);
  });

  test('does not wait for them for ever, and says what may be wrong then', async () => {
    const { apply, host, context } = registering({ pods: { stdout: '1\n' } });
    await apply();
    expect(sleptMs()).toBeLessThan(200_000);
    expect(host.changes).toHaveLength(1);
    expect(context.messages.at(-1)).toMatch(/^going on: gave up after 180 s .*ip link delete cni0$/);
  });

  test('waits until the node is Ready, and not for ever', async () => {
    let looks = 0;
    const soon = registering({ view: () => [without, without, notReady, notReady][looks++] ?? registered });
    await soon.apply();
    expect(sleptMs()).toBeGreaterThan(0);
    expect(soon.context.messages.filter((message) => message.startsWith('going on'))).toEqual([]);
    const never = registering({ view: () => notReady });
    await never.apply();
    expect(sleptMs()).toBeLessThan(90_000);
    expect(never.context.messages.at(-1)).toMatch(/^going on: .*node w-1 is Ready/);
  });

  test('a lost connection is no reason to go on', async () => {
    const lost = new InstallerError('unreachable', 'connection lost', { connectionLost: true });
    const { apply, host } = registering({ pods: () => Promise.reject(lost) });
    await expect(apply()).rejects.toBe(lost);
    expect(host.changes).toEqual([]);
  });

  test('that does not succeed ends in its time, with the kubelet’s last words and a way out', async () => {
    const { apply } = registering({ view: () => without });
    await expect(apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'gave up after 120 s waiting until the kubelet of w-1 has registered its node: there is no node w-1',
      details: {
        host: 'w-1',
        command: 'systemctl restart kubelet',
        lastLines: ['activating', 'certificate has expired'],
        hint: expect.stringMatching(/journalctl -u kubelet on w-1.*installer reset --host w-1/),
      },
    });
    expect(sleptMs()).toBeLessThanOrEqual(122_000);
  });

  test('says so when the kubelet cannot be started', async () => {
    const { apply } = registering({ restart: { code: 5, stderr: 'Unit kubelet.service not found.' } });
    await expect(apply()).rejects.toMatchObject({ details: { lastLines: ['Unit kubelet.service not found.'] } });
  });
});

describe('the bridge of the pod network', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bridge-'));
    for (const command of ['ip', 'systemctl']) {
      writeFileSync(join(root, command), `#!/bin/sh\necho "${command} $*" >>"${root}/calls"\n`, { mode: 0o755 });
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** What the host does when the script runs on it, `ports` being what is plugged into cni0; undefined: there is none. */
  async function done(ports: string[] | undefined) {
    const { apply, host } = registering();
    await apply();
    if (ports) mkdirSync(`${root}/sys/class/net/cni0/bridge`, { recursive: true });
    if (ports) mkdirSync(`${root}/sys/class/net/cni0/brif`);
    for (const port of ports ?? []) mkdirSync(`${root}/sys/class/net/cni0/brif/${port}`);
    const input = (script = '') => script.replaceAll('/sys/class', `${root}/sys/class`);
    const env = { PATH: `${root}:/usr/bin:/bin` };
    const run = (script: string) => spawnSync('/bin/sh', ['-u'], { input: script, encoding: 'utf8', env });
    const left = run(input(host.scripts.find(({ kind }) => kind === 'read')?.script));
    const { status, stderr } = run(input(host.changes[0]));
    expect([status, stderr]).toEqual([0, '']);
    return { left: left.stdout.trim(), calls: readFileSync(`${root}/calls`, 'utf8').trim().split('\n') };
  }

  test('goes where it has the range of the former node and nothing is plugged in', async () => {
    expect(await done([])).toEqual({ left: '0', calls: ['ip link delete cni0', 'systemctl restart kubelet'] });
  });

  test('stays while pods are on it', async () => {
    expect(await done(['veth1', 'veth2'])).toEqual({ left: '2', calls: ['systemctl restart kubelet'] });
  });

  test('is no matter where there is none', async () => {
    expect(await done(undefined)).toEqual({ left: '0', calls: ['systemctl restart kubelet'] });
  });
});
