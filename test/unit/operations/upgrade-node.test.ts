import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bundle } from '../../../src/model/bundle.ts';
import type { HostFacts, MachineMark } from '../../../src/model/facts.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { ClusterView, NodeView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { upgradeNode } from '../../../src/operations/upgrade-node.ts';
import { stepNonce } from '../../../src/playbook/step-nonce.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { desiredCluster, desiredHost, removalPolicy } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { binaryStep, guardedStep, stepReport } from '../../support/steps.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const OLD = 'v1.20.2';
const NEW = 'v1.20.3';
const TEMPLATE = 'files:1';
const NAMES = ['cp-1', 'cp-2', 'cp-3'];
const images = guardedStep('runtime/images', { items: [{ name: 'proxy', sha256: 'cc' }] });
const binaries = binaryStep('binaries/all', 'kubelet', 'kubeadm');
const steps = [images, binaries];
const bundle: Bundle = {
  root: '/bundle',
  kubernetesVersion: NEW,
  arch: 'amd64',
  items: [{ name: 'proxy', kind: 'image', path: 'proxy.tar', sha256: 'cc', size: 3 }],
};

/** How far an upgrade has come: each is true once its part is done. */
interface Progress {
  images: boolean;
  kubeadm: boolean;
  binaries: boolean;
  restarted: boolean;
  closed: boolean;
  marked: boolean;
  recorded: boolean;
  /** What the host's mark says that an upgrade was begun to. */
  begun?: MachineMark['upgrading'] | undefined;
}
const NOTHING: Progress = {
  images: false,
  kubeadm: false,
  binaries: false,
  restarted: false,
  closed: false,
  marked: false,
  recorded: false,
};
type Part = keyof Progress | 'drained' | 'begun' | 'leader';

interface Situation {
  name?: string;
  /** What an earlier run had done. */
  done?: Partial<Progress>;
  /** A person had closed the node. */
  closedByPerson?: boolean;
  /** Versions of the other API servers, and what kubeadm-config says. */
  others?: string;
  configured?: string;
  node?: Partial<NodeView>;
  /** Where the run is killed: this part fails. */
  killedAt?: Part;
  specification?: boolean;
  /** Its programs are there by other means than steps. */
  installed?: boolean;
  /** No host of another control plane answers, and the etcd members there are not healthy. */
  alone?: boolean;
  /** What the host's mark says else. */
  mark?: Partial<MachineMark>;
}

/** A machine whose host, cluster and kubectl answer by how far its upgrade has come. */
function upgrading(situation: Situation = {}) {
  const { name = 'cp-1', others = OLD, configured = OLD, specification = false } = situation;
  const now = { ...NOTHING, ...situation.done };
  const log: string[] = [];
  const from = specification ? NEW : OLD;
  const part = (what: Part, done: () => void) => () => {
    if (situation.killedAt === what) return { code: 1, stderr: 'killed' };
    log.push(what);
    done();
    return {};
  };
  const desired = desiredCluster({ controlPlanes: 3, workers: 1 });
  desired.controlPlane.version = NEW;
  for (const deployment of desired.machineDeployments) deployment.version = NEW;
  const machine = machinesOf(desired).find((candidate) => candidate.name === name) ?? expect.fail('no machine');
  const worker = machine.role === 'worker';
  const version = (is: boolean) => (is ? NEW : from);
  const look = () => ({
    stdout: `kubelet Kubernetes ${version(now.binaries)}\n${now.restarted || !now.binaries ? 'runs it\n' : ''}${['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((of) => (worker ? '' : `image ${of} x/${of}:${version(now.kubeadm)}\n`)).join('')}`,
  });
  const state = (is: boolean) => (is ? 'ok' : 'change');
  const host = new FakeHost(name, [
    {
      match: /installer_steps/,
      answer: (script) => {
        const [all, before, after] = [steps, [images], [binaries]].map((of) =>
          stepReport(
            of,
            of.map(() => 'changed'),
          ),
        );
        if (script.includes(stepNonce(steps)))
          return { stdout: stepReport(steps, [state(now.images), state(now.binaries)]) };
        if (script.includes(stepNonce([images])))
          return {
            ...part('images', () => {
              now.images = true;
            })(),
            stdout: before,
          };
        if (script.includes(stepNonce([binaries])))
          return {
            ...part('binaries', () => {
              now.binaries = true;
            })(),
            stdout: after,
          };
        return { stdout: all };
      },
    },
    { match: /MainPID/, answer: look },
    {
      match: /bootstrap\.sh/,
      answer: (script) => ({
        ...part('kubeadm', () => {
          now.kubeadm = true;
          log.push(/upgrade (?:apply|node)/.exec(script)?.[0] ?? '?');
        })(),
      }),
    },
    {
      match: /restart kubelet/,
      answer: part('restarted', () => {
        now.restarted = true;
      }),
    },
    { match: /claimed/, answer: {} },
    {
      match: /"upgrading"/,
      answer: (script) =>
        part('begun', () => {
          now.begun = JSON.parse(script.slice(script.indexOf('{\n'), script.lastIndexOf('\n}') + 2)).upgrading;
        })(),
    },
    {
      match: /machine\.json/,
      answer: part('marked', () => {
        now.marked = true;
        now.begun = undefined;
      }),
    },
    { match: /raw \/version/, answer: () => ({ stdout: `{"gitVersion": "${version(now.kubeadm)}"}` }) },
    { match: /readyz/, answer: {} },
  ]);
  const record = machineRecord(name, { version: NEW, revision: 'new' });
  const view = async (): Promise<ClusterView> => {
    const cluster = healthyCluster(NAMES, {
      kubernetesVersion: OLD,
      records: now.recorded ? [record] : [machineRecord(name, { version: from })],
    });
    if (situation.alone) for (const member of cluster.etcdMembers) member.healthy = member.name === name;
    const closed = now.closed ? { unschedulable: true, closedForUpgrade: true } : {};
    const own = nodeView(name, { kubeletVersion: version(now.restarted), ...closed, ...situation.node });
    return { ...cluster, nodes: [...cluster.nodes.filter((node) => node.name !== name), own] };
  };
  const controlPlanes = NAMES.filter((of) => of !== name).map((of) =>
    controlPlaneHost(
      new FakeHost(of, [
        // It closes the node once more: whatever matches first answers.
        { match: /daemonset kube-proxy/, answer: {} },
        { match: /k drain/, answer: part('drained', () => {}) },
        {
          match: /closed=/,
          answer: () =>
            situation.closedByPerson
              ? {}
              : part('closed', () => {
                  now.closed = true;
                })(),
        },
        {
          match: /annotations=/,
          answer: () => {
            log.push('opened');
            now.closed = false;
            return {};
          },
        },
        { match: /move-leader/, answer: part('leader', () => {}) },
        { match: /raw \/version/, answer: { stdout: `{"gitVersion": "${others}"}` } },
        { match: /kubeadm-config/, answer: { stdout: `kubernetesVersion: ${configured}\n` } },
        {
          match: /machines\.installer\.dev|RECORDS/,
          answer: part('recorded', () => {
            now.recorded = true;
          }),
        },
        { match: /readyz/, answer: {} },
      ]),
      desiredHost(of, 'control-plane', 11),
      6443,
    ),
  );
  const own = worker ? undefined : controlPlaneHost(host, machine.host, 6443);
  const facts = async (): Promise<HostFacts> =>
    bareFacts({
      machine: mark({
        machine: name,
        version: now.marked ? NEW : from,
        role: machine.role,
        ...(now.marked && { template: TEMPLATE }),
        ...(now.begun && { upgrading: now.begun }),
        ...situation.mark,
      }),
    });
  const operation = upgradeNode({
    machine,
    host,
    steps: situation.installed ? [] : steps,
    mark: mark({ machine: name, version: NEW, role: machine.role, template: TEMPLATE }),
    record,
    bundle,
    facts,
    view,
    others: situation.alone ? [] : controlPlanes,
    own,
    policy: removalPolicy(),
    externalEtcd: false,
    endpoint: desired.cluster.endpoint.host,
    memberNames: NAMES,
  });
  const context = new RecordingContext();
  const apply = async () => operation.apply(await operation.observe(), context);
  const changes = async () => operation.changes(await operation.observe()).map(({ what }) => what);
  return { apply, changes, log, host, now, context };
}

const WHOLE = [
  'closed',
  'drained',
  'begun',
  'images',
  'leader',
  'kubeadm',
  'upgrade apply',
  'binaries',
  'restarted',
  'opened',
  'marked',
  'recorded',
];

const WHOLLY = { images: true, kubeadm: true, binaries: true, restarted: true, marked: true, recorded: true };

describe('a machine is upgraded where it is', () => {
  test('part by part: what kubeadm needs before it, the binaries after it, the mark and the record last', async () => {
    const { apply, log, host } = upgrading();
    await apply();
    expect(log).toEqual(WHOLE);
    expect(host.uploads.map(({ target }) => target)).toEqual(['/var/lib/installer/store/cc']);
  });

  test('that is a worker has no leadership to give away and runs upgrade node', async () => {
    const { apply, log } = upgrading({ name: 'w-1' });
    await apply();
    expect(log).toEqual(WHOLE.filter((part) => part !== 'leader').map((part) => part.replace('apply', 'node')));
  });

  test.each([
    [{ others: NEW, configured: NEW }, 'upgrade node'],
    [{ others: OLD, configured: NEW }, 'upgrade apply'],
    [{ others: NEW, configured: OLD }, 'upgrade apply'],
  ])('beside %j runs %s', async (situation, command) => {
    const { apply, log } = upgrading(situation);
    await apply();
    expect(log).toContain(command);
  });

  test('from the store, through which the new kubeadm came', async () => {
    const { apply, host } = upgrading();
    await apply();
    expect(host.changes.find((script) => script.includes('bootstrap.sh'))).toContain(
      "kubeadm='/var/lib/installer/store/kubeadm'",
    );
  });

  test('leaves closed what a person had closed', async () => {
    const { apply, now } = upgrading({ closedByPerson: true, node: { unschedulable: true } });
    await apply();
    expect(now.closed).toBe(false);
  });

  test('waits for a node that is not Ready, and says what is missing', async () => {
    const { apply, now } = upgrading({ node: { ready: false, notReadyReason: 'PLEG' } });
    await expect(apply()).rejects.toThrow(/gave up after 300 s waiting until cp-1 runs v1\.20\.3: .*PLEG/);
    expect(now).toMatchObject({ closed: true, marked: false, recorded: false });
  });

  test('to what else its specification says, of the same version, by kubeadm too', async () => {
    const { apply, log, changes } = upgrading({
      specification: true,
      done: { images: true, binaries: true, restarted: true },
      others: NEW,
      configured: NEW,
    });
    expect(await changes()).toEqual(['specification of cp-1']);
    await apply();
    expect(log).toEqual(WHOLE.map((part) => part.replace('apply', 'node')));
  });
});

test.each(['cp-1', 'w-1'])('kubeadm runs on %s also where a new kubelet was installed on it before', async (name) => {
  const there = { images: true, binaries: true, restarted: true };
  const first = upgrading({ name, installed: true, done: there });
  await first.apply();
  expect(first.log.filter((part) => /upgrade/.test(part))).toEqual([`upgrade ${name === 'w-1' ? 'node' : 'apply'}`]);
  const unrecorded = upgrading({ name, installed: true, done: { ...first.now, recorded: false } });
  await unrecorded.apply();
  expect(unrecorded.log).toEqual(['opened', 'marked', 'recorded']);
});

test('what was wanted else before its upgrade was recorded is brought about by kubeadm', async () => {
  const { apply, log } = upgrading({ done: { ...WHOLLY, recorded: false }, mark: { template: 'files:2' } });
  await apply();
  expect(log).toContain('kubeadm');
});

test('a control plane waits for the others also where none of their hosts can be asked', async () => {
  const { apply, log } = upgrading({ alone: true });
  await expect(apply()).rejects.toThrow('etcd member cp-2 is not healthy');
  expect(log).toEqual([]);
});

describe('what is there already', () => {
  test('is nothing to change', async () => {
    expect(await upgrading({ done: WHOLLY }).changes()).toEqual([]);
  });

  test('but for the node that is still closed', async () => {
    const { apply, changes, log } = upgrading({ done: { ...WHOLLY, closed: true } });
    expect(await changes()).toEqual(['uncordon cp-1']);
    await apply();
    expect(log).toEqual(['opened', 'marked', 'recorded']);
  });

  test.each<[Part, string[]]>([
    ['closed', WHOLE],
    ['drained', WHOLE],
    ['begun', WHOLE],
    ['images', WHOLE],
    ['kubeadm', WHOLE.filter((part) => part !== 'images')],
    ['binaries', WHOLE.filter((part) => part !== 'images')],
    ['restarted', ['closed', 'drained', 'begun', 'images', 'binaries', 'restarted', 'opened', 'marked', 'recorded']],
    ['marked', ['opened', 'marked', 'recorded']],
    ['recorded', ['opened', 'marked', 'recorded']],
  ])('after a kill at %s is not done again', async (killedAt, rest) => {
    const first = upgrading({ killedAt });
    await expect(first.apply()).rejects.toThrow();
    const second = upgrading({ done: first.now });
    expect(await second.changes()).not.toEqual([]);
    await second.apply();
    expect(second.log.filter((part) => part !== 'images')).toEqual(rest.filter((part) => part !== 'images'));
    expect(second.now).toMatchObject({ ...WHOLLY, closed: false });
  });
});

describe('an upgrade that was begun', () => {
  const done = { images: true, kubeadm: true, binaries: true, restarted: true };
  const same = { version: NEW, template: TEMPLATE };

  test('is marked on the host, beside what the host was', async () => {
    const { apply, host, now } = upgrading({ killedAt: 'kubeadm' });
    await expect(apply()).rejects.toThrow();
    expect(now.begun).toEqual(same);
    const marked = host.changes.find((script) => script.includes('"upgrading"')) ?? '';
    expect(marked).toContain(`"version": "${OLD}"`);
  });

  test('to another specification is gone on with, also where the record says all that is wanted', async () => {
    const upgrade = upgrading({ specification: true, done: { ...done, recorded: true, begun: same }, configured: NEW });
    expect(await upgrade.changes()).toEqual(['upgrade of cp-1']);
    await upgrade.apply();
    expect(upgrade.log).toContain('kubeadm');
    expect(upgrade.now).toMatchObject({ marked: true, begun: undefined });
  });

  test.each([
    ['the same', same, false],
    ['another specification', { ...same, template: 'files:2' }, true],
    ['more than one', { version: NEW }, true],
  ])('to %s: whether kubeadm runs once more', async (_name, begun, again) => {
    const upgrade = upgrading({ done: { ...done, restarted: false, begun }, killedAt: 'restarted' });
    await expect(upgrade.apply()).rejects.toThrow();
    expect(upgrade.log.includes('kubeadm')).toBe(again);
    expect(upgrade.now.begun).toEqual(again ? { version: NEW } : same);
  });
});

test('a host that serves something else by now is not touched', async () => {
  const { apply, host, changes } = upgrading({ mark: { clusterUid: 'uid-2' } });
  expect(await changes()).toEqual(['mark']);
  await expect(apply()).rejects.toThrow('does not bear the mark of machine cp-1');
  expect(host.changes).toEqual([]);
});
