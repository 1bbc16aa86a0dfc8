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

  it.each<[string, (observed: Observed) => void]>([
    ['a host that does not answer', ({ hosts }) => put(hosts, 'w-2', { reachable: false, error: { message: 'no' } })],
    [
      'a step that was done',
      ({ hosts }) => put(hosts, 'w-2', { ...seen(hosts, 'w-2'), steps: seen(hosts, 'cp-1').steps }),
    ],
    ['which cluster it is', (observed) => put(clusterOf(observed), 'uid', 'another')],
    ['the endpoint', (observed) => put(clusterOf(observed), 'endpointAnswers', false)],
    ['what was applied', (observed) => put(clusterOf(observed), 'appliedManifests', {})],
    ['whether nodes are Ready', (observed) => put(nodeOf(observed), 'ready', false)],
    ['whether nodes can be reached', (observed) => put(nodeOf(observed), 'unreachable', true)],
    ['whether nodes are cordoned', (observed) => put(nodeOf(observed), 'unschedulable', true)],
    ['versions of kubelets', (observed) => put(nodeOf(observed), 'kubeletVersion', 'v1.19.0')],
    ['labels of the inventory', (observed) => put(nodeOf(observed), 'labels', { zone: 'b' })],
    [
      'taints of the inventory',
      (observed) => put(nodeOf(observed), 'taints', [{ key: 'dedicated', effect: 'NoExecute' }]),
    ],
    ['the health of etcd members', (observed) => put(first(clusterOf(observed).etcdMembers), 'healthy', false)],
    ['who votes', (observed) => put(first(clusterOf(observed).etcdMembers), 'learner', true)],
    ['components', (observed) => put(first(clusterOf(observed).controlPlanePods), 'ready', false)],
    ['records', (observed) => put(clusterOf(observed), 'records', [])],
    ['the life of a machine', (observed) => put(recordOf(observed), 'uid', 'another')],
    ['its owner', (observed) => put(recordOf(observed), 'owner', 'gpu')],
    ['its version', (observed) => put(recordOf(observed), 'version', 'v1.19.0')],
    ['its revision', (observed) => put(recordOf(observed), 'revision', undefined)],
    ['its failure domain', (observed) => put(recordOf(observed), 'failureDomain', 'b')],
    ['where its host is', (observed) => put(recordOf(observed), 'host', { ...recordOf(observed).host, address: 'b' })],
    ['its removal', (observed) => put(recordOf(observed), 'deletion', { since: '2026-01-01T00:00:00Z', reason: '' })],
    ['what is to be cleaned', (observed) => put(recordOf(observed), 'toBeCleaned', true)],
    ['what is marked to go first', (observed) => put(recordOf(observed), 'deleteFirst', true)],
  ])('rests on %s', (_, change) => {
    expect(observing(change)).not.toEqual(basis);
  });

  it('rests on what manifests hold', () => {
    const manifests = [{ name: 'network.yaml', content: '', sha256: 'another' }];
    expect(planBasis(basisInput({ manifests }))).not.toEqual(basis);
  });

  it('rests on playbooks and bundle', () => {
    expect(planBasis(basisInput({ revisionOf: () => 'another' }))).not.toEqual(basis);
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

function put<T, K extends keyof T>(value: T, key: K, to: T[K]): void {
  value[key] = to;
}

function first<T>(items: readonly T[] | undefined): T {
  const [item] = items ?? [];
  if (item === undefined) throw new Error('there is none');
  return item;
}

function clusterOf({ cluster }: Observed) {
  return first([cluster].filter((view) => view !== undefined));
}

function nodeOf(observed: Observed) {
  return first(clusterOf(observed).nodes);
}

function recordOf(observed: Observed) {
  return first(clusterOf(observed).records);
}
