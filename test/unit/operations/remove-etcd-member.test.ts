import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClusterView, EtcdMember } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { removeEtcdMember } from '../../../src/operations/remove-etcd-member.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { etcdMember, healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost, type ScriptedAnswer } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const names = ['cp-1', 'cp-2', 'cp-3'];
const cluster = healthyCluster(names);
const lost = { ready: false, unreachable: true };

interface Situation {
  view?: ClusterView | { unavailable: string };
  name?: string;
  role?: 'control-plane' | 'worker';
  externalEtcd?: boolean;
  others?: string[];
  answers?: ScriptedAnswer[];
  /** Looks at the cluster that still list the member after it was removed. */
  lingers?: number;
  unfinished?: boolean;
}

function removing({
  view = cluster,
  name = 'cp-1',
  role = 'control-plane',
  lingers = 0,
  answers = [],
  ...rest
}: Situation) {
  let linger = lingers;
  const others = (rest.others ?? names.filter((other) => other !== name)).map(
    (other) =>
      new FakeHost(other, [
        ...answers,
        { match: /readyz/, answer: {} },
        { match: /ClusterStatus/, answer: { stdout: 'apiEndpoints: { cp-1: {}, cp-2: {} }\n' } },
        { match: /patch configmap|move-leader|member remove/, answer: {} },
      ]),
  );
  const removed = () => others.some(({ changes }) => changes.some((script) => script.includes('member remove')));
  const now = (): ClusterView | { unavailable: string } => {
    if ('unavailable' in view || !removed() || linger-- > 0) return view;
    return { ...view, etcdMembers: view.etcdMembers.filter(({ peerUrls }) => !peerUrls[0]?.includes(addressOf(name))) };
  };
  const index = Number(name.split('-')[1]);
  const operation = removeEtcdMember({
    machine: { name, role, host: desiredHost(name, role, 10 + index) },
    controlPlanes: others.map((host) => controlPlaneHost(host, desiredHost(host.name, 'control-plane', 12), 6443)),
    view: async () => now(),
    externalEtcd: rest.externalEtcd ?? false,
    memberNames: names,
    unfinished: rest.unfinished ?? false,
  });
  const context = new RecordingContext();
  const apply = async () => operation.apply(await operation.observe(), context);
  /** The commands that changed something, shortened. */
  const done = () =>
    others.flatMap(({ changes }) =>
      changes.flatMap((script) => /(move-leader|member remove|(?:get|patch) configmap).*/.exec(script)?.[0] ?? []),
    );
  return { operation, context, apply, done, others };
}

const addressOf = (name: string) => `//192.168.73.${10 + Number(name.split('-')[1])}:`;
const sick = (...of: string[]): EtcdMember[] =>
  cluster.etcdMembers.map((member) => (of.includes(member.name) ? { ...member, healthy: false } : member));
const dead = (...of: string[]): ClusterView => ({
  ...cluster,
  nodes: names.map((name) => nodeView(name, of.includes(name) ? lost : {})),
  etcdMembers: sick(...of),
});

describe('there is a member to remove', () => {
  test.each<[string, Situation, number]>([
    ['of a control plane', {}, 1],
    ['not of one whose member is gone', { view: { ...cluster, etcdMembers: cluster.etcdMembers.slice(1) } }, 0],
    [
      'of one whose member never started',
      { view: { ...cluster, etcdMembers: [...cluster.etcdMembers.slice(1), etcdMember('', 1)] } },
      1,
    ],
    ['perhaps, while nobody tells', { view: { unavailable: 'silence' } }, 1],
    ['perhaps, while etcd is silent', { view: { ...cluster, etcdMembers: [] } }, 1],
    ['not of a worker', { role: 'worker', name: 'w-1' }, 0],
    ['not of an etcd that is not ours', { externalEtcd: true }, 0],
  ])('%s', async (_, situation, changes) => {
    const { operation } = removing(situation);
    expect(operation.changes(await operation.observe())).toHaveLength(changes);
  });
});

describe('removing a member', () => {
  test('does not wait for the others to be whole where the machine never was', async () => {
    const view = { ...cluster, ...dead('cp-3'), etcdMembers: [...sick('cp-3'), etcdMember('cp-4', 4)] };
    const { apply, done } = removing({ view, unfinished: true });
    await apply();
    expect(done().at(-1)).toBe("member remove 'a1'");
    expect(sleptMs()).toBe(0);
  });

  test('moves the leadership first, and sees to it that the member is gone', async () => {
    const { apply, done, context } = removing({ lingers: 2 });
    await apply();
    expect(done()).toEqual(["move-leader 'a2'", "member remove 'a1'"]);
    expect(context.messages).toEqual([
      'moving the leadership of etcd from cp-1 to cp-2',
      'removing etcd member a1 of cp-1',
    ]);
    expect(sleptMs()).toBe(2_000);
  });

  test('leaves the leadership where another one leads', async () => {
    const { apply, done } = removing({ name: 'cp-3' });
    await apply();
    expect(done()).toEqual(["member remove 'a3'"]);
  });

  test('goes on when the leadership cannot be moved', async () => {
    const answers = [{ match: /move-leader/, answer: { code: 1, stderr: 'Error: no leader endpoint given' } }];
    const { apply, done, context } = removing({ answers });
    await apply();
    expect(done().at(-1)).toBe("member remove 'a1'");
    expect(context.messages).toContain('the leadership of etcd could not be moved: Error: no leader endpoint given');
  });

  test('gives the leadership to a healthy voter only', async () => {
    const etcdMembers = sick('cp-2');
    const { done, context } = await forced({ etcdMembers, controlPlanePods: undefined });
    expect(done()).toEqual(["move-leader 'a3'", "member remove 'a1'"]);
    expect(context.messages[0]).toBe('moving the leadership of etcd from cp-1 to cp-3');
  });

  test('tries to move it where nobody tells who leads, and minds no refusal', async () => {
    const etcdMembers = cluster.etcdMembers.map(({ leader: _, ...member }) => member);
    const answers = [{ match: /move-leader/, answer: { code: 1, stderr: 'not the leader' } }];
    const { apply, done, context } = removing({ view: { ...cluster, etcdMembers }, answers });
    await apply();
    expect(done()).toEqual(["move-leader 'a2'", "member remove 'a1'"]);
    expect(context.messages).toEqual(['removing etcd member a1 of cp-1']);
  });

  test('does not give up before etcd had time to agree, and then says so', async () => {
    const { apply } = removing({ lingers: 1_000 });
    await expect(apply()).rejects.toThrow(/until etcd member a1 of cp-1 is gone: etcd still lists it/);
  });

  test.each([
    ['v1.21.14', true],
    ['v1.22.0', false],
  ])('of Kubernetes %s takes it out of the list that kubeadm keeps, before: %s', async (kubernetesVersion, kept) => {
    const { apply, done } = removing({ name: 'cp-2', view: { ...cluster, kubernetesVersion } });
    await apply();
    expect(done().map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual([
      ...(kept ? ['get configmap', 'patch configmap'] : []),
      'member remove',
    ]);
  });

  async function forced(of: Partial<ClusterView>) {
    // Its own Node is lost, so that the others need not be whole: five voters, one of the others sick.
    const more = ['cp-4', 'cp-5'].map((name, i) => etcdMember(name, 4 + i));
    const view = { ...dead('cp-1'), ...of };
    const removal = removing({ view: { ...view, etcdMembers: [...view.etcdMembers, ...more] } });
    await removal.apply();
    return removal;
  }
});

describe('safety', () => {
  const untouched = ({ others }: ReturnType<typeof removing>) =>
    expect(others.flatMap(({ changes }) => changes)).toEqual([]);

  test('a healthy one stays while another one is sick', async () => {
    const removal = removing({ view: { ...cluster, etcdMembers: sick('cp-2') } });
    await expect(removal.apply()).rejects.toThrow(/whole, so that it can lose cp-1: etcd member cp-2 is not healthy/);
    untouched(removal);
  });

  test('a dead one of three goes: the others hold the quorum', async () => {
    const { apply, done } = removing({ name: 'cp-2', view: dead('cp-2') });
    await apply();
    expect(done()).toEqual(["member remove 'a2'"]);
    expect(sleptMs()).toBe(0);
  });

  test('a dead one stays where the others would have no quorum', async () => {
    const removal = removing({ name: 'cp-2', view: dead('cp-2', 'cp-3') });
    await expect(removal.apply()).rejects.toThrow(/can do without cp-2: etcd would have 1 healthy of 2 .* needs 2/);
    untouched(removal);
  });

  test('a dead one stays while no other one is wholly healthy', async () => {
    const view = {
      ...dead('cp-2'),
      controlPlanePods: cluster.controlPlanePods?.map((pod) => ({ ...pod, ready: pod.component !== 'kube-scheduler' })),
    };
    const removal = removing({ name: 'cp-2', view });
    await expect(removal.apply()).rejects.toThrow(/kube-scheduler of cp-1 is not Ready; kube-scheduler of cp-3/);
    untouched(removal);
  });

  test('a member that never started goes, by its address', async () => {
    const etcdMembers = [...cluster.etcdMembers.slice(0, 2), etcdMember('', 3, { healthy: undefined })];
    const view = { ...dead('cp-3'), etcdMembers };
    const { apply, done } = removing({ name: 'cp-3', view });
    await apply();
    expect(done()).toEqual(["member remove 'a3'"]);
  });

  test('the last control plane that can be asked stays', async () => {
    const removal = removing({ others: [] });
    await expect(removal.apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('cp-1 is the last control plane'),
      details: { hint: expect.stringContaining('installer reset') },
    });
  });

  test('the last member stays', async () => {
    const removal = removing({ view: { ...dead('cp-1'), etcdMembers: cluster.etcdMembers.slice(0, 1) } });
    await expect(removal.apply()).rejects.toThrow();
    untouched(removal);
  });

  test('nothing is removed while etcd does not tell who its members are', async () => {
    const removal = removing({ view: { ...cluster, etcdMembers: [] } });
    await expect(removal.apply()).rejects.toThrow();
    untouched(removal);
  });
});
