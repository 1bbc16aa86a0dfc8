import { describe, expect, test } from 'vitest';
import type { HostFacts } from '../../../src/model/facts.ts';
import type { NodeView } from '../../../src/model/observed.ts';
import { cleanHost, type ExpectedOwner } from '../../../src/operations/clean-host.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { clusterView, nodeView } from '../../support/cluster-view.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { failedStepReport, guardedStep, stepReport } from '../../support/steps.ts';

const steps = [guardedStep('reset/kubeadm', { action: { kind: 'always', commands: ['kubeadm reset'] } })];
const ours = mark({ machine: 'w-1', role: 'worker' });
const VIP = '192.168.73.192';
const { kubeadm, leftovers } = bareFacts();

interface Situation {
  now?: HostFacts;
  afterwards?: HostFacts;
  expected?: ExpectedOwner | undefined;
  report?: string;
  nodes?: NodeView[];
}

function cleaning({
  now = bareFacts({ machine: ours }),
  afterwards = bareFacts(),
  report,
  nodes,
  ...rest
}: Situation = {}) {
  const stdout = report ?? stepReport(steps, ['changed']);
  const host = new FakeHost('w-1', [{ match: /kubeadm reset/, answer: { code: report ? 1 : 0, stdout } }]);
  const expected = 'expected' in rest ? rest.expected : { clusterUid: ours.clusterUid, uid: ours.uid };
  const facts = async () => (host.changes.length > 0 ? afterwards : now);
  const view = async () => clusterView({ nodes: nodes ?? [] });
  const operation = cleanHost({ host, steps, expected, facts, vip: VIP, ...(nodes && { view }) });
  const apply = async () => operation.apply(await operation.observe(), new RecordingContext());
  return { host, operation, apply };
}

/** What makes a host not bare, and the words for it. */
const left: [Partial<HostFacts>, RegExp][] = [
  [{ machine: ours }, /machine\.json/],
  [{ machineUnreadable: 'not JSON' }, /machine\.json/],
  [{ kubeadm: { ...kubeadm, kubeletConf: true } }, /kubelet\.conf/],
  [{ kubeadm: { ...kubeadm, etcdData: true } }, /etcd data/],
  [{ kubeadm: { ...kubeadm, adminConf: true } }, /admin\.conf/],
  [{ kubeadm: { ...kubeadm, manifests: ['kube-vip.yaml'] } }, /kube-vip\.yaml/],
  [{ kubeadm: { ...kubeadm, pki: ['ca.crt'] } }, /pki/],
  [{ leftovers: { ...leftovers, cniConfigs: ['10-flannel.conflist'] } }, /flannel/],
  [{ leftovers: { ...leftovers, cniLinks: ['cni0'] } }, /cni0/],
  [{ leftovers: { ...leftovers, iptablesChains: 4 } }, /4 KUBE/],
  [{ leftovers: { ...leftovers, directories: ['/var/lib/kubelet'] } }, /\/var\/lib\/kubelet/],
  [{ leftovers: { ...leftovers, capiSentinel: true } }, /sentinel/],
  [{ interfaces: [{ name: 'eth0', addresses: ['192.168.73.21', VIP] }] }, /192\.168\.73\.192/],
];

describe('cleaning a host', () => {
  test('has nothing to do on a bare one', async () => {
    const { operation } = cleaning({ now: bareFacts() });
    expect(operation.changes(await operation.observe())).toEqual([]);
  });

  test('runs the steps, ends a kubeadm that is still at work first, and is done when the host is bare', async () => {
    const { operation, host, apply } = cleaning();
    expect(operation.changes(await operation.observe())).toEqual([
      { what: '/etc/installer/machine.json', why: 'the host is to be bare again' },
    ]);
    await apply();
    expect(host.changes).toEqual([
      expect.stringMatching(/^systemctl stop installer-bootstrap\.service[\s\S]*kubeadm reset/),
    ]);
  });

  test('goes on where an earlier cleaning had removed the mark', async () => {
    const { host, apply } = cleaning({ now: bareFacts({ leftovers: { ...leftovers, cniLinks: ['cni0'] } }) });
    await apply();
    expect(host.changes).toHaveLength(1);
  });

  test.each(left)('is not done while %o is left', async (of, words) => {
    const { operation, apply } = cleaning({ afterwards: bareFacts(of) });
    expect(operation.changes(bareFacts(of)).map(({ what }) => what)).toEqual([expect.stringMatching(words)]);
    await expect(apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(new RegExp(`^w-1 is not bare after it was cleaned: .*${words.source}`)),
      details: { host: 'w-1' },
    });
  });

  test('is not done when a step fails', async () => {
    const { apply } = cleaning({ report: failedStepReport(steps, 0, 1, 'device is busy') });
    await expect(apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      details: { lastLines: ['device is busy'] },
    });
  });

  test.each<[string, NodeView[]]>([
    ['was drained', [nodeView('w-1', { unschedulable: true }), nodeView('w-2')]],
    ['is gone', [nodeView('w-2')]],
  ])('cleans the host of a machine whose node %s', async (_, nodes) => {
    const { host, apply } = cleaning({ nodes });
    await apply();
    expect(host.changes).toHaveLength(1);
  });

  test('is refused while the machine has a node that takes pods', async () => {
    const { host, apply } = cleaning({ nodes: [nodeView('w-1')] });
    await expect(apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringMatching(/^node w-1 takes pods: .*; nothing was changed on w-1$/),
      details: { host: 'w-1', hint: 'apply again: it is drained first' },
    });
    expect(host.scripts).toEqual([]);
  });

  test.each<[string, Situation]>([
    ['another machine', { now: bareFacts({ machine: mark({ uid: 'another' }) }) }],
    ['another life of the cluster', { now: bareFacts({ machine: { ...ours, clusterUid: 'uid-2' } }) }],
    ['another cluster', { now: bareFacts({ machine: mark({ cluster: 'a-cluster', clusterUid: 'uid-9' }) }) }],
    ['a machine, while it bore no mark before', { expected: undefined }],
    ['somebody whose mark cannot be read', { now: bareFacts({ machineUnreadable: 'not JSON' }) }],
  ])('is refused on a host that was taken by %s', async (_, situation) => {
    const { host, apply } = cleaning(situation);
    await expect(apply()).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('meanwhile; nothing was changed'),
      details: { host: 'w-1' },
    });
    expect(host.scripts).toEqual([]);
  });
});
