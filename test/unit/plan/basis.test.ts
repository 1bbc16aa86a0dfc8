import { describe, expect, it } from 'vitest';
import type { Observed } from '../../../src/model/observed.ts';
import { planBasis } from '../../../src/plan/basis.ts';
import { nodeView } from '../../support/cluster-view.ts';
import { bareFacts } from '../../support/facts.ts';
import { basisInput } from '../../support/plan-basis.ts';

const basis = planBasis(basisInput());

/** The basis after something has happened to what was observed. */
function observing(change: (observed: Observed) => void) {
  const input = basisInput();
  change(input.observed);
  return planBasis(input);
}

describe('planBasis', () => {
  it.each<[string, (observed: Observed) => void]>([
    [
      'time and free space',
      ({ hosts }) => {
        const facts = bareFacts({ clockOffsetMs: 900, disks: [{ mount: '/', totalBytes: 50e9, freeBytes: 1e9 }] });
        hosts['w-2'] = { ...seen(hosts, 'w-2'), facts };
      },
    ],
    [
      'labels and taints that the inventory does not name',
      ({ cluster }) => {
        for (const node of cluster?.nodes ?? []) {
          node.labels = { ...node.labels, 'feature.node.kubernetes.io/cpu': 'true' };
          node.taints = [...node.taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }];
        }
      },
    ],
    ['nodes that are nobody here’s', ({ cluster }) => cluster?.nodes.push(nodeView('stranger'))],
    [
      'which etcd member leads',
      ({ cluster }) => {
        for (const member of cluster?.etcdMembers ?? []) member.leader = true;
      },
    ],
    [
      'how a step is told',
      ({ hosts }) => {
        const host = seen(hosts, 'w-2');
        hosts['w-2'] = { ...host, steps: host.steps.map((step) => ({ ...step, reason: 'missing for 5 minutes' })) };
      },
    ],
  ])('does not rest on %s', (_, change) => {
    expect(observing(change)).toEqual(basis);
  });

  it('does not rest on which hosts of a pool were chosen: that follows', () => {
    const input = basisInput();
    for (const deployment of input.desired.machineDeployments) deployment.hosts = [];
    expect(planBasis(input)).toEqual(basis);
  });

  it('keeps the node of a machine that has left the inventory', () => {
    const input = basisInput();
    input.desired.hosts = input.desired.hosts.filter(({ name }) => name !== 'w-1');
    for (const deployment of input.desired.machineDeployments) deployment.pool = ['w-2'];
    expect(Object.keys(planBasis(input).nodes)).toEqual(['cp-1', 'w-1']);
  });

  it('tells etcd members without a name apart', () => {
    const nameless = observing(({ cluster }) => {
      cluster?.etcdMembers.push({ id: 'f00', name: '', peerUrls: [], learner: true });
    });
    expect(Object.keys(nameless.etcdMembers)).toEqual(['cp-1', 'f00']);
  });

  it('comes back from a file as it was', () => {
    expect(JSON.parse(JSON.stringify(basis))).toEqual(basis);
  });
});

function seen(hosts: Observed['hosts'], name: string) {
  const host = hosts[name];
  if (!host?.reachable) throw new Error(`${name} was not reached`);
  return host;
}
