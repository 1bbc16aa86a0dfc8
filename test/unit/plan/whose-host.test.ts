import { describe, expect, it } from 'vitest';
import type { HostFacts } from '../../../src/model/facts.ts';
import type { NodeView } from '../../../src/model/observed.ts';
import { whoseHost } from '../../../src/plan/whose-host.ts';
import { nodeView } from '../../support/cluster-view.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { machineRecord } from '../../support/machine-record.ts';

const record = machineRecord('w-1', { uid: 'uid-of-w-1' });
const living = { ...bareFacts().kubeadm, kubeletConf: true, apiServer: 'https://10.0.0.1:6443' };

function told(facts: Partial<HostFacts>, node: Partial<NodeView> = {}) {
  return whoseHost(
    { reachable: true, facts: bareFacts(facts), steps: [] },
    { name: 'w-1', cluster: 'b-cluster', clusterUid: 'uid-1', record, node: nodeView('w-1', node) },
  );
}

describe('whom a host serves', () => {
  it('is not known where it was not visited, or does not answer', () => {
    const asked = { name: 'w-1', cluster: 'b-cluster', clusterUid: 'uid-1', record, node: undefined };
    expect(whoseHost(undefined, asked)).toEqual({});
    expect(whoseHost({ reachable: false, error: { message: 'silence' } }, asked)).toEqual({});
  });

  it('is this machine, by its mark', () => {
    const own = mark({ machine: 'w-1', uid: 'uid-of-w-1' });
    expect(told({ machine: own, kubeadm: living })).toEqual({ state: 'bootstrapped', mark: own });
  });

  it.each([
    ['another cluster', mark({ machine: 'w-1', uid: 'theirs', cluster: 'another' })],
    ['another life of this cluster', mark({ machine: 'w-1', uid: 'theirs', clusterUid: 'uid-2' })],
    ['another machine of this cluster', mark({ machine: 'w-9', uid: 'uid-of-w-9' })],
  ])('is somebody else where its mark names %s', (_, machine) => {
    expect(told({ machine, kubeadm: living })).toEqual({ state: 'foreign' });
  });

  it('is nobody where it bears nothing', () => {
    expect(told({})).toEqual({ state: 'bare' });
  });

  it.each<[string, Partial<HostFacts>, RegExp]>([
    [
      'it has a kubelet of a cluster and no mark',
      { kubeadm: living },
      /machine\.json is gone.*https:\/\/10\.0\.0\.1:6443/,
    ],
    [
      'its mark cannot be read',
      { kubeadm: living, machineUnreadable: 'empty' },
      /machine\.json cannot be read \(empty\)/,
    ],
    ['its mark cannot be read, and it bears nothing else', { machineUnreadable: 'empty' }, /cannot be read \(empty\)/],
    [
      'its mark has the uid of the machine that is recorded, and names another cluster',
      { machine: mark({ machine: 'w-1', uid: 'uid-of-w-1', clusterUid: 'uid-2' }), kubeadm: living },
      /the uid of this machine, but names another cluster: b-cluster, uid-2/,
    ],
  ])('is in doubt where %s', (_, facts, doubt) => {
    expect(told(facts)).toEqual({ state: 'foreign', doubt: expect.stringMatching(doubt) });
  });
});

describe('a host that is another one than that of the node', () => {
  it.each<[string, Partial<HostFacts>, Partial<NodeView>, string[] | undefined]>([
    ['another machine-id', { machineId: 'b' }, { machineId: 'a' }, ['machine-id']],
    [
      'the same hardware, installed anew',
      { machineId: 'b', productUuid: 'ab' },
      { machineId: 'a', systemUuid: 'AB' },
      undefined,
    ],
    [
      'the machine-id copied to other hardware',
      { machineId: 'a', productUuid: 'b' },
      { machineId: 'a', systemUuid: 'a' },
      ['product_uuid'],
    ],
    ['another product_uuid', { productUuid: 'b' }, { systemUuid: 'a' }, ['product_uuid']],
    ['both', { machineId: 'b', productUuid: 'b' }, { machineId: 'a', systemUuid: 'a' }, ['machine-id', 'product_uuid']],
    [
      'neither, written otherwise',
      { machineId: 'a', productUuid: 'ab' },
      { machineId: 'a', systemUuid: 'AB' },
      undefined,
    ],
    ['nothing told by the host', {}, { machineId: 'a', systemUuid: 'a' }, undefined],
    [
      'nothing told by the node',
      { machineId: 'b', productUuid: 'b' },
      { machineId: '', systemUuid: undefined },
      undefined,
    ],
  ])('%s', (_, facts, node, otherHost) => {
    expect(told(facts, node).otherHost).toEqual(otherHost);
  });
});
