import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { ClusterView, Observed, ObservedHost } from '../../../src/model/observed.ts';
import { manifestKey } from '../../../src/plan/manifests.ts';
import { planCluster } from '../../../src/plan/plan-cluster.ts';
import { etcdMember } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { machineRecord } from '../../support/machine-record.ts';

interface Case {
  name: string;
  shape: { controlPlanes: number; workers: number };
  hosts: Record<string, string>;
  labels?: Record<string, Record<string, string>>;
  cluster?: {
    ready: string[];
    notReady?: string[];
    unhealthyEtcd?: string[];
    endpoint: boolean;
    applied?: string[];
    labels?: Record<string, Record<string, string>>;
  };
  manifests?: string[];
  operations: string[];
  /** Of the last operation. */
  because?: string;
  summary: object;
}

const cases: Case[] = parse(readFileSync(new URL('./cases/plans.yaml', import.meta.url), 'utf8'));

describe('planCluster', () => {
  it.each(cases)('$name', (example) => {
    const plan = planCase(example);
    expect(
      plan.operations.map(({ id, needs }) => [id, ...(needs.length > 0 ? ['<-', ...needs] : [])].join(' ')),
    ).toEqual(example.operations);
    expect(plan.summary).toEqual(example.summary);
    if (example.because) expect(plan.operations.at(-1)?.reason).toBe(example.because);
  });

  it.each(cases)('gives a reason for every operation: $name', (example) => {
    for (const operation of planCase(example).operations) expect(operation.reason, operation.id).toMatch(/\w/);
  });
});

function planCase(example: Case) {
  const desired = desiredCluster(example.shape);
  for (const host of desired.hosts) host.labels = example.labels?.[host.name] ?? {};
  return planCluster({
    desired,
    observed: observe(
      example,
      desired.hosts.map(({ name }) => name),
    ),
    manifests: (example.manifests ?? []).map((name) => ({
      name,
      content: name,
      sha256: `sha of ${manifestKey(name)}`,
    })),
    hash: (value) => JSON.stringify(value).length.toString(16),
    revisionOf: ({ name }) => `revision-of-${name}`,
  });
}

function observe(example: Case, names: string[]): Observed {
  const hosts = Object.fromEntries(names.map((name) => [name, hostIn(example.hosts[name], name)]));
  const bootstrapped = names.filter((name) => example.hosts[name] === 'bootstrapped');
  const records = bootstrapped.map((name) => recorded(name, example.labels?.[name] ?? {}));
  return { hosts, cluster: example.cluster && { ...viewOf(example.cluster), records } };
}

/** As the marks of this file have it. */
function recorded(name: string, labels: Record<string, string>): MachineRecord {
  const record = machineRecord(name, { uid: 'machine-uid' });
  return { ...record, host: { ...record.host, labels } };
}

function hostIn(state: string | undefined, machine: string): ObservedHost {
  const bare = bareFacts();
  const step = { id: 'os/hostname', title: 'hostname', status: 'change' as const, reason: 'missing' };
  if (state === undefined) return { reachable: true, facts: bare, steps: [step] };
  if (state === 'foreign') {
    return { reachable: true, facts: bareFacts({ machine: mark({ cluster: 'another' }) }), steps: [] };
  }
  const [word, unprepared] = state.split(' ');
  const phase = state === 'claimed' || state === 'bootstrapped' ? state : 'bootstrapping';
  const facts = bareFacts({
    machine: mark({ machine, phase }),
    kubeadm: { ...bare.kubeadm, bootstrapRunning: word === 'bootstrapping' },
  });
  return { reachable: true, facts, steps: [{ ...step, status: unprepared ? 'change' : 'ok' }] };
}

function viewOf(cluster: NonNullable<Case['cluster']>): ClusterView {
  const node = (name: string, ready: boolean) => ({
    name,
    uid: `${name}-uid`,
    ready,
    controlPlane: name.startsWith('cp'),
    unschedulable: false,
    kubeletVersion: 'v1.20.2',
    labels: cluster.labels?.[name] ?? {},
    taints: [],
  });
  return {
    via: 'cp-1',
    uid: 'kube-system-uid',
    nodes: [
      ...cluster.ready.map((name) => node(name, true)),
      ...(cluster.notReady ?? []).map((name) => node(name, false)),
    ],
    etcdMembers: cluster.ready
      .filter((name) => name.startsWith('cp'))
      .map((name) =>
        etcdMember(name, Number(name.slice('cp-'.length)), { healthy: !cluster.unhealthyEtcd?.includes(name) }),
      ),
    records: [],
    endpointAnswers: cluster.endpoint,
    appliedManifests: Object.fromEntries((cluster.applied ?? []).map((name) => [name, `sha of ${name}`])),
  };
}
