import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import type { RemovalPolicy } from '../../../src/model/desired.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { drainNode } from '../../../src/operations/drain-node.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { etcdMember, healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredHost, removalPolicy } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { type Answer, FakeHost, inTurn, type ScriptedAnswer } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const names = ['cp-1', 'cp-2', 'cp-3'];
const worker = { name: 'w-1', role: 'worker' as const, host: desiredHost('w-1', 'worker', 21) };
const leader = { name: 'cp-1', role: 'control-plane' as const, host: desiredHost('cp-1', 'control-plane', 11) };
const deletion = { since: '2026-11-23T05:47:56Z', reason: 'before' };
const withWorker = (of: Parameters<typeof nodeView>[1] = {}) => {
  const cluster = healthyCluster(names);
  return { ...cluster, nodes: [...cluster.nodes, nodeView('w-1', of)] };
};
const BLOCKED = `evicting pod default/web-1
error when evicting pods/"web-1" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.
`;
const blocked: Answer = { code: 1, stdout: BLOCKED };
type Seen = ClusterView | { unavailable: string };

interface Situation {
  machine?: typeof worker | typeof leader;
  view?: Seen | (() => Seen);
  record?: MachineRecord | undefined;
  policy?: Partial<RemovalPolicy>;
  answers?: ScriptedAnswer[];
  others?: string[];
  externalEtcd?: boolean;
  /** kubeadm is still at work on the machine's host. */
  atWork?: FakeHost;
  isUnhealthy?: boolean;
  isWellAgain?: boolean;
  remembered?: Parameters<typeof drainNode>[0]['remembered'];
}

function draining({ machine = worker, view = withWorker(), policy = {}, answers = [], ...rest }: Situation = {}) {
  const plain: ScriptedAnswer[] = [
    { match: /readyz/, answer: {} },
    { match: /volumeattachments/, answer: {} },
    { match: /daemonset kube-proxy/, answer: {} },
    { match: /move-leader|cordon|machines\.installer\.dev|installer-remediations|k drain/, answer: {} },
  ];
  const others = (rest.others ?? names.filter((name) => name !== machine.name)).map(
    (name) => new FakeHost(name, [...answers, ...plain]),
  );
  const operation = drainNode({
    machine,
    record: 'record' in rest ? rest.record : machineRecord(machine.name),
    reason: 'the inventory does not name it any more',
    controlPlanes: others.map((host, i) =>
      controlPlaneHost(host, desiredHost(host.name, 'control-plane', 12 + i), 6443),
    ),
    view: async () => (typeof view === 'function' ? view() : view),
    policy: removalPolicy(policy),
    externalEtcd: rest.externalEtcd ?? false,
    memberNames: names,
    ...(rest.atWork && { atWork: rest.atWork }),
    ...(rest.isUnhealthy && { isUnhealthy: true, isWellAgain: () => rest.isWellAgain === true }),
    ...(rest.remembered && { remembered: rest.remembered }),
    now: () => Date.parse('2026-11-23T06:00:00Z'),
  });
  const context = new RecordingContext();
  const apply = async () => operation.apply(await operation.observe(), context);
  /** What kubectl was called with, in order, over all hosts. */
  const calls = () =>
    others.flatMap(({ changes }) =>
      changes.flatMap((script) => runWithStubKubectl(script).calls.map((call) => call.arguments.slice(3).join(' '))),
    );
  return { operation, context, others, apply, calls };
}

describe('there is nothing to drain', () => {
  const half = (members: string[], record: MachineRecord, node = { unschedulable: true, ready: false }) =>
    healthyCluster(names, {
      nodes: names.map((name) => nodeView(name, name === 'cp-1' ? node : {})),
      etcdMembers: members.map((name, i) => etcdMember(name, i + 2)),
      records: [record],
    });
  const marked = machineRecord('cp-1', { deletion });

  test.each<[string, Situation, number]>([
    ['without its node', { view: healthyCluster(names) }, 0],
    ['with its node', {}, 1],
    ['without its node, but the mark of one that is unhealthy', { view: healthyCluster(names), isUnhealthy: true }, 1],
    [
      'without its node, and marked',
      { view: { ...healthyCluster(names), records: [machineRecord('w-1', { deletion })] }, isUnhealthy: true },
      0,
    ],
    ['without its node and a record', { view: healthyCluster(names), isUnhealthy: true, record: undefined }, 0],
    ['where kubeadm is still at work', { view: healthyCluster(names), atWork: new FakeHost('w-1') }, 1],
    ['while nobody tells', { view: { unavailable: 'silence' } }, 1],
    [
      'once the member of a control plane that leaves is gone',
      { machine: leader, view: half(['cp-2', 'cp-3'], marked) },
      0,
    ],
    [
      'but that of one which had left and came back by itself',
      { machine: leader, view: half(['cp-2', 'cp-3'], { ...marked, toBeCleaned: true }) },
      1,
    ],
    [
      'but where its node came back since',
      { machine: leader, view: half(['cp-2', 'cp-3'], marked, { unschedulable: false, ready: false }) },
      1,
    ],
    [
      'but where its kubelet sees',
      { machine: leader, view: half(['cp-2', 'cp-3'], marked, { unschedulable: true, ready: true }) },
      1,
    ],
    ['not while it is there', { machine: leader, view: half(['cp-1', 'cp-2', 'cp-3'], marked) }, 1],
    ['not while nobody knows of members', { machine: leader, view: half([], marked) }, 1],
    [
      'not where it was never marked',
      { machine: leader, view: half(['cp-2'], machineRecord('cp-1')), record: undefined },
      1,
    ],
    ['not with an etcd that is not ours', { machine: leader, view: half(['x'], marked), externalEtcd: true }, 1],
  ])('%s', async (_, situation, changes) => {
    const { operation } = draining(situation);
    expect(operation.changes(await operation.observe())).toHaveLength(changes);
  });
});

describe('draining a worker', () => {
  test('that is unhealthy and has no node marks it, and does nothing else', async () => {
    const { apply, calls } = draining({ view: healthyCluster(names), isUnhealthy: true });
    await apply();
    const changes = calls().filter((call) => !call.startsWith('get '));
    expect(changes).toEqual([expect.stringMatching(/^patch machines\.installer\.dev w-1 .*"deletion"/)]);
  });

  describe('that is unhealthy lets the cluster remember it', () => {
    const now = { machine: 'w-1', role: 'worker' as const, timestamp: '2026-11-23T05:59:00.000Z', retryCount: 1 };
    const before = { ...now, timestamp: '2026-11-23T04:00:00.000Z', retryCount: 0 };
    const written = (call: string) =>
      /^-n kube-system patch configmap installer-remediations --type merge -p (.*)$/.exec(call)?.[1];
    const dataIn = (calls: string[]) => calls.flatMap((call) => JSON.parse(written(call) ?? '[]').data ?? []);

    test.each([
      ['with a node', withWorker()],
      ['without', healthyCluster(names)],
    ])('before anything of it is taken away: %s', async (_, view) => {
      const { apply, calls } = draining({ view, isUnhealthy: true, remembered: { now } });
      await apply();
      const changes = calls().filter((call) => !call.startsWith('get '));
      expect(changes[0]).toBe(changes.find(written));
      const { machine, ...rest } = now;
      expect(dataIn(changes)).toEqual([{ [machine]: JSON.stringify(rest) }]);
    });

    test.each([
      ['as it was', before],
      ['as nothing', undefined],
    ])('when the removal is taken back: %s', async (_, earlier) => {
      const { apply, calls } = draining({
        isUnhealthy: true,
        remembered: { now, ...(earlier && { before: earlier }) },
        answers: [{ match: /k drain/, answer: blocked }],
        policy: { giveUpAfterMs: 10_000 },
      });
      await expect(apply()).rejects.toThrow('was given up');
      const last = dataIn(calls()).at(-1);
      expect(last).toEqual({ 'w-1': earlier ? expect.stringContaining('T04:00:00.000Z') : null });
    });
  });

  test('that is well again by then changes nothing, unless its removal was begun', async () => {
    const well = { isUnhealthy: true, isWellAgain: true, atWork: new FakeHost('w-1') };
    const { apply, others } = draining(well);
    await expect(apply()).rejects.toMatchObject({ kind: 'operation-failed', details: { host: 'w-1' } });
    expect([...others, well.atWork].flatMap(({ changes }) => changes)).toEqual([]);
    const view = { ...withWorker(), records: [machineRecord('w-1', { deletion })] };
    const begun = draining({ isUnhealthy: true, isWellAgain: true, view });
    await begun.apply();
    expect(begun.calls().some((call) => call.startsWith('drain'))).toBe(true);
  });

  test('ends the kubeadm that is still at work there before anything else', async () => {
    let stopped = false;
    const stop = () => {
      stopped = true;
      return {};
    };
    const atWork = new FakeHost('w-1', [{ match: /systemctl stop installer-bootstrap/, answer: stop }]);
    const answers = [{ match: /cordon/, answer: () => (stopped ? {} : { code: 1 }) }];
    const { apply } = draining({ atWork, answers });
    await apply();
    expect(atWork.changes).toHaveLength(1);
  });

  test('marks it, cordons it, evicts its pods and looks at its volumes', async () => {
    const { apply, calls, context, others } = draining();
    await apply();
    expect(calls()).toEqual([
      `patch machines.installer.dev w-1 --type merge -p ${JSON.stringify({
        status: {
          deletion: { since: '2026-11-23T06:00:00.000Z', reason: 'the inventory does not name it any more' },
        },
      })}`,
      'cordon w-1',
      'drain w-1 --ignore-daemonsets --force --delete-emptydir-data --pod-selector=cluster.x-k8s.io/drain!=skip --timeout=20s',
    ]);
    expect(others[0]?.scripts.at(-1)?.script).toContain('volumeattachments');
    expect(others[1]?.scripts).toEqual([]);
    expect(context.messages).toEqual([]);
  });

  test('evicts once services can follow; pods of a dead node are in none any more', async () => {
    for (const unreachable of [false, true]) {
      const { apply, others } = draining({ view: withWorker({ ready: !unreachable, unreachable }) });
      await apply();
      const asked = (what: string) => others[0]?.scripts.findIndex(({ script }) => script.includes(what)) ?? -1;
      expect(asked('k drain')).toBeGreaterThan(asked('daemonset kube-proxy'));
      expect(asked('daemonset kube-proxy') >= 0).toBe(!unreachable);
    }
  });

  test('keeps the time of a removal that was begun before', async () => {
    const view = { ...withWorker(), records: [machineRecord('w-1', { deletion })] };
    const { apply, calls } = draining({ view });
    await apply();
    expect(calls()[0]).toContain(deletion.since);
  });

  test('marks nothing where there is no record to mark', async () => {
    const { apply, calls } = draining({ record: undefined });
    await apply();
    expect(calls()[0]).toBe('cordon w-1');
  });

  test('of Kubernetes before 1.20 says what kubectl understood then', async () => {
    const { apply, calls } = draining({ view: { ...withWorker(), kubernetesVersion: 'v1.19.9' } });
    await apply();
    expect(calls().at(-1)).toContain(' --delete-local-data ');
  });

  test('whose kubelet is lost while it is drained is not waited for any longer', async () => {
    const alive = withWorker();
    const dead = withWorker({ ready: false, unreachable: true });
    let rounds = 0;
    const terminating = { code: 1, stdout: 'evicting pod default/web-1\n' };
    const evicting = { match: /k drain/, answer: () => (rounds++ === 0 ? terminating : {}) };
    const { apply, calls } = draining({ view: () => (rounds === 0 ? alive : dead), answers: [evicting] });
    await apply();
    const [first = '', second = ''] = calls().filter((call) => call.startsWith('drain'));
    expect(first).not.toContain('--grace-period');
    expect(second).toMatch(/--grace-period=1 --skip-wait-for-delete-timeout=1$/);
  });

  test('whose kubelet is lost waits neither for its pods to end nor for its volumes', async () => {
    const { apply, calls, others } = draining({ view: withWorker({ ready: false, unreachable: true }) });
    await apply();
    expect(calls().at(-1)).toMatch(/--grace-period=1 --skip-wait-for-delete-timeout=1$/);
    expect(others[0]?.scripts.some(({ script }) => script.includes('volumeattachments'))).toBe(false);
  });

  test('never bypasses a budget', async () => {
    const { apply, calls } = draining({
      policy: { drainTimeoutMs: 30_000 },
      answers: [{ match: /k drain/, answer: blocked }],
    });
    await apply();
    expect(calls().join('\n')).not.toContain('--disable-eviction');
  });

  test('goes on through another control plane where the first one is lost', async () => {
    const lost = new InstallerError('unreachable', 'connection lost', { connectionLost: true });
    const { apply, context, others } = draining();
    const [first = expect.fail('no host'), second] = others;
    vi.spyOn(first, 'run').mockImplementation(async (script) => {
      if (!script.includes('k drain')) return { code: 0, stdout: '', stderr: '' };
      vi.spyOn(first, 'read').mockRejectedValue(lost);
      throw lost;
    });
    await apply();
    expect(second?.changes.join('\n')).toContain("k drain 'w-1'");
    expect(context.messages[0]).toBe('cp-1: connection lost');
  });

  test('is done when the node goes away by itself', async () => {
    const answer = { code: 1, stderr: 'Error from server (NotFound): nodes "w-1" not found\n' };
    await expect(draining({ answers: [{ match: /k drain/, answer }] }).apply()).resolves.toBeUndefined();
  });
});

describe('a drain that cannot end', () => {
  const stuck: Situation = { answers: [{ match: /k drain/, answer: blocked }], policy: { giveUpAfterMs: 15_000 } };
  const undone = (calls: string[]) => calls.filter((call) => /uncordon|"deletion":null/.test(call));

  test('is given up in its time, names the pods, and leaves the cluster as before', async () => {
    const { apply, calls, context } = draining(stuck);
    await expect(apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      message:
        'draining w-1 was given up after 15 s: blocked by a PodDisruptionBudget: default/web-1; it stays a machine of the cluster, as before',
      details: { host: 'w-1', hint: expect.stringMatching(/kubectl get pdb -A.*nodeDrainTimeout/) },
    });
    expect(sleptMs()).toBeLessThanOrEqual(15_000);
    expect(undone(calls())).toEqual([
      'uncordon w-1',
      'patch machines.installer.dev w-1 --type merge -p {"status":{"deletion":null}}',
    ]);
    expect(calls().slice(-2)).toEqual(undone(calls()));
    expect(context.messages.at(-1)).toBe('taking the removal of w-1 back');
  });

  test('leaves a node closed that a person had closed', async () => {
    const { apply, calls } = draining({ ...stuck, view: withWorker({ unschedulable: true }) });
    await expect(apply()).rejects.toThrow('given up');
    expect(undone(calls())).toEqual(['patch machines.installer.dev w-1 --type merge -p {"status":{"deletion":null}}']);
  });

  test('opens a node that an earlier run of ours had closed', async () => {
    const view = { ...withWorker({ unschedulable: true }), records: [machineRecord('w-1', { deletion })] };
    const { apply, calls } = draining({ ...stuck, view });
    await expect(apply()).rejects.toThrow('given up');
    expect(undone(calls())[0]).toBe('uncordon w-1');
  });

  test('goes on after the time that the inventory gives it, saying what was left', async () => {
    const { apply, calls, context } = draining({ ...stuck, policy: { drainTimeoutMs: 20_000, giveUpAfterMs: 1_000 } });
    await apply();
    expect(calls().find((call) => call.startsWith('drain'))).toContain('--timeout=20s');
    expect(context.messages).toContain(
      'going on with pods left behind after 20 s: blocked by a PodDisruptionBudget: default/web-1',
    );
    expect(undone(calls())).toEqual([]);
  });

  const held: ScriptedAnswer = {
    match: /poddisruptionbudgets/,
    answer: {
      stdout: `default/web-1 app=web\n\n${JSON.stringify({
        items: [
          {
            apiVersion: 'policy/v1',
            metadata: { namespace: 'default', name: 'web' },
            spec: { selector: { matchLabels: { app: 'web' } } },
            status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 2 },
          },
        ],
      })}`,
    },
  };

  test('because of a budget names the budget', async () => {
    const { apply } = draining({ ...stuck, answers: [...(stuck.answers ?? []), held] });
    await expect(apply()).rejects.toMatchObject({
      message: expect.stringContaining(
        'blocked by a PodDisruptionBudget: default/web-1; budgets: default/web (2 healthy pods wanted, 1 there); it stays',
      ),
      details: { hint: expect.not.stringContaining('not reachable') },
    });
  });

  test('because of pods that do not end says nothing of budgets', async () => {
    const ending = { code: 1, stdout: 'evicting pod default/web-1\n' };
    const { apply, others } = draining({ ...stuck, answers: [{ match: /k drain/, answer: ending }, held] });
    await expect(apply()).rejects.toMatchObject({
      message: expect.stringContaining('still terminating: default/web-1; it stays'),
      details: { hint: expect.stringMatching(/^look what keeps these pods from ending.*nodeDrainTimeout/) },
    });
    expect(others[0]?.scripts.some(({ script }) => script.includes('poddisruptionbudgets'))).toBe(false);
  });

  test('because of pods that nobody ends on a machine that is dead says that, and nothing of budgets', async () => {
    const ending = { code: 1, stdout: 'evicting pod default/web-1\n' };
    const dead = withWorker({ ready: false, unreachable: true });
    const { apply } = draining({ ...stuck, view: dead, answers: [{ match: /k drain/, answer: ending }, held] });
    await expect(apply()).rejects.toMatchObject({
      details: {
        hint: expect.stringMatching(/^w-1 is not reachable, so nobody ends its pods: (?!.*budget).*nodeDrainTimeout/),
      },
    });
  });

  describe('on a machine that is dead: its budgets count as on any other (Cluster API: drainNode)', () => {
    const dead = withWorker({ ready: false, unreachable: true });
    const stuckDead: Situation = { ...stuck, view: dead, answers: [...(stuck.answers ?? []), held] };

    test('pods are evicted with a grace period of 1 s, those that are ending are not waited for, no budget is bypassed', async () => {
      const { apply, calls } = draining(stuckDead);
      await expect(apply()).rejects.toThrow('given up after 15 s');
      expect(sleptMs()).toBeLessThanOrEqual(15_000);
      const drains = calls().filter((call) => call.startsWith('drain'));
      expect(drains.length).toBeGreaterThan(0);
      for (const words of drains) {
        expect(words).toMatch(/--grace-period=1 --skip-wait-for-delete-timeout=1$/);
        expect(words).not.toContain('--disable-eviction');
      }
    });

    test('the pods and the budget are named, and what to do', async () => {
      await expect(draining(stuckDead).apply()).rejects.toMatchObject({
        kind: 'operation-failed',
        message: expect.stringContaining('default/web-1; budgets: default/web (2 healthy pods wanted, 1 there)'),
        details: {
          host: 'w-1',
          hint: expect.stringMatching(
            /^w-1 is not reachable, so none of its pods counts as healthy: .*unhealthyPodEvictionPolicy: AlwaysAllow.*nodeDrainTimeout/,
          ),
        },
      });
    });

    test('what its Kubernetes does not know is not proposed', async () => {
      const old = { ...dead, kubernetesVersion: 'v1.26.9' };
      await expect(draining({ ...stuckDead, view: old }).apply()).rejects.toMatchObject({
        details: { hint: expect.not.stringContaining('unhealthyPodEvictionPolicy') },
      });
    });

    test('nodeDrainTimeout bounds it: the machine goes', async () => {
      const { apply, context } = draining({ ...stuckDead, policy: { drainTimeoutMs: 20_000, giveUpAfterMs: 1_000 } });
      await apply();
      expect(sleptMs()).toBeLessThanOrEqual(20_000);
      expect(context.messages.at(-1)).toBe(
        'going on with pods left behind after 20 s: blocked by a PodDisruptionBudget: default/web-1; budgets: default/web (2 healthy pods wanted, 1 there)',
      );
    });
  });

  test('says what could not be taken back', async () => {
    const answers = [...(stuck.answers ?? []), { match: /uncordon/, answer: { code: 1, stderr: 'refused' } }];
    await expect(draining({ ...stuck, answers }).apply()).rejects.toThrow(/could not be taken back: .*failed on cp-1/);
  });

  test('that is cut is left as it is: the next apply goes on', async () => {
    const { apply, calls, context } = draining({
      answers: [
        {
          match: /k drain/,
          answer: () => {
            context.controller.abort(new Error('cut'));
            return blocked;
          },
        },
      ],
    });
    await expect(apply()).rejects.toThrow('cut');
    expect(undone(calls())).toEqual([]);
  });
});

describe('volumes', () => {
  const attached = { stdout: 'attached csi-1 pv-1\n' };
  const looked = (answer: ScriptedAnswer['answer']): Situation => ({
    answers: [{ match: /volumeattachments/, answer }],
  });

  test('are waited for until they are detached', async () => {
    const { apply, context } = draining(looked(inTurn(attached, attached, {})));
    await apply();
    expect(context.messages).toEqual(['waiting for volumes to be detached: pv-1 (for at most 10 min)']);
    expect(sleptMs()).toBe(4_000);
  });

  test('that stay are given up in their time', async () => {
    const { apply, calls } = draining({ ...looked(attached), policy: { giveUpAfterMs: 30_000 } });
    await expect(apply()).rejects.toMatchObject({
      message: expect.stringMatching(/given up after 30 s: still attached: pv-1; it stays/),
      details: { hint: expect.stringContaining('nodeVolumeDetachTimeout') },
    });
    expect(calls()).toContain('uncordon w-1');
  });

  test('that stay are left after the time that the inventory gives them', async () => {
    const { apply, calls, context } = draining({ ...looked(attached), policy: { volumeDetachTimeoutMs: 10_000 } });
    await apply();
    expect(context.messages.at(-1)).toBe('going on after 10 s: still attached: pv-1');
    expect(calls()).not.toContain('uncordon w-1');
  });
});

describe('draining a control plane', () => {
  const cluster = healthyCluster(names);
  const sick = {
    ...cluster,
    etcdMembers: cluster.etcdMembers.map((member) => (member.name === 'cp-2' ? { ...member, healthy: false } : member)),
  };

  test('moves the leadership of etcd away before its pods go', async () => {
    const { apply, calls } = draining({ machine: leader, view: cluster });
    await apply();
    const words = calls().map((call) => call.replace(/ --cacert=\S+ --cert=\S+ --key=\S+/, ''));
    expect(words[2]).toBe(
      '-n kube-system exec etcd-cp-2 -- etcdctl --endpoints=https://192.168.73.11:2379 move-leader a2',
    );
    expect(words[3]).toMatch(/^drain cp-1 /);
  });

  test('waits until the others are whole, and touches nothing before', async () => {
    const views: Seen[] = [cluster, sick, sick];
    const { apply, context, others } = draining({ machine: leader, view: () => views.shift() ?? cluster });
    const [second = expect.fail('no host')] = others;
    await apply();
    expect(context.messages[0]).toMatch(/^waiting for the control plane: .*etcd member cp-2 is not healthy/);
    expect(second.changes[0]).toContain('cordon');
  });

  test('is refused, and nothing touched, while another one is sick', async () => {
    const { apply, others } = draining({ machine: leader, view: sick });
    await expect(apply()).rejects.toThrow(/whole, so that it can lose cp-1: etcd member cp-2 is not healthy/);
    expect(others.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test('a sick one of three goes without waiting for itself', async () => {
    const machine = { ...leader, name: 'cp-2', host: desiredHost('cp-2', 'control-plane', 12) };
    const { apply, calls } = draining({ machine, view: sick });
    await apply();
    expect(calls().at(-1)).toMatch(/^drain cp-2 /);
    expect(sleptMs()).toBe(0);
  });

  test('a sick one stays where the others would lose their quorum', async () => {
    const machine = { ...leader, name: 'cp-2', host: desiredHost('cp-2', 'control-plane', 12) };
    const etcdMembers = sick.etcdMembers.map((member) =>
      member.name === 'cp-1' ? { ...member, healthy: false } : member,
    );
    const { apply, others } = draining({ machine, view: { ...sick, etcdMembers } });
    await expect(apply()).rejects.toThrow(/can do without cp-2: etcd would have 1 healthy of 2/);
    expect(others.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test('the last one is never drained', async () => {
    const { apply, others } = draining({ machine: leader, view: cluster, others: [] });
    await expect(apply()).rejects.toThrow('cp-1 is the last control plane');
    expect(others).toEqual([]);
  });
});
