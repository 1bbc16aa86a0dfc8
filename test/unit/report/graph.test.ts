import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan, PlannedOperation } from '../../../src/model/plan.ts';
import type { ClusterStatus } from '../../../src/plan/cluster-status.ts';
import { dotString } from '../../../src/report/dot.ts';
import { planGraph } from '../../../src/report/graph.ts';
import { statusGraph } from '../../../src/report/status-graph.ts';
import { svgOf } from '../../../src/report/svg.ts';

const GOLDEN = path.join(import.meta.dirname, '../../golden/graphs');

function operation(id: string, needs: string[] = [], overrides: Partial<PlannedOperation> = {}): PlannedOperation {
  const [machine, action] = id.split('/') as [string, PlannedOperation['action']];
  const whose = machine === 'cluster' ? {} : { machine, host: machine };
  return { id, ...whose, action, title: action, reason: 'why', needs, destructive: false, diffs: [], ...overrides };
}

function plan(operations: PlannedOperation[], summary = { create: 0, update: 0, delete: 0 }): Plan {
  return { cluster: 'b-cluster', inventoryHash: 'a', observedHash: 'b', operations, summary };
}

const create = plan(
  [
    operation('cp-1/prepare-host'),
    operation('w-1/prepare-host'),
    operation('cp-1/init-control-plane', ['cp-1/prepare-host']),
    operation('w-1/join-worker', ['w-1/prepare-host', 'cp-1/init-control-plane']),
    operation('cluster/apply-manifests', ['cp-1/init-control-plane']),
    operation('cluster/verify-cluster', [
      ...['cp-1/prepare-host', 'w-1/prepare-host', 'cp-1/init-control-plane', 'w-1/join-worker'],
      'cluster/apply-manifests',
    ]),
  ],
  { create: 2, update: 0, delete: 0 },
);

const remove = plan(
  [
    operation('w-1/label-node'),
    operation('w-2/drain-node', [], { title: 'Move what runs on w-2', reason: 'workers wants 1, there are "2"' }),
    operation('w-2/clean-host', ['w-2/drain-node'], { destructive: true }),
    operation('w-2/delete-node', ['w-2/clean-host'], { destructive: true }),
    operation('cluster/verify-cluster', ['w-1/label-node', 'w-2/drain-node', 'w-2/clean-host', 'w-2/delete-node']),
  ],
  { create: 0, update: 1, delete: 1 },
);

const status: Parameters<typeof statusGraph>[0] = {
  cluster: 'b-cluster',
  endpoint: '192.168.73.192:6443',
  version: 'v1.20.2',
  phase: 'Provisioned',
  machines: [
    machine('cp-1', 'control-plane', { phase: 'Running', ready: true }),
    machine('w-1', 'workers', { phase: 'Running', reason: 'the network is not ready' }),
    machine('w-2', 'workers', { phase: 'Failed' }),
  ],
  hosts: [
    { name: 'cp-1', address: '192.168.73.11', phase: 'InUse', machine: 'cp-1' },
    { name: 'w-1', address: '192.168.73.21', phase: 'InUse', machine: 'w-1' },
    { name: 'w-2', address: '192.168.73.22', phase: 'Unreachable', machine: 'w-2' },
    { name: 's-1', address: '192.168.73.31', phase: 'Available' },
  ],
};

function machine(name: string, owner: string, overrides: Partial<ClusterStatus['machines'][number]>) {
  const role = owner === 'workers' ? ('worker' as const) : ('control-plane' as const);
  const given = { name, host: name, address: '192.168.73.1', role, owner, version: 'v1.20.2' };
  return { ...given, phase: 'Pending' as const, ready: false, conditions: [], ...overrides };
}

const graphs: [string, string][] = [
  ['plan-create', planGraph(create)],
  ['plan-remove', planGraph(remove)],
  ['plan-nothing', planGraph(plan([]))],
  ['status', statusGraph(status)],
];

describe('graphs', () => {
  /** To accept what is made now: `UPDATE_GOLDEN=1 npx vitest run test/unit/report/graph.test.ts`, and read the diff. */
  it.each(graphs)('%s', (name, made) => {
    const file = path.join(GOLDEN, `${name}.dot`);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, made);
    expect(made).toBe(readFileSync(file, 'utf8'));
  });

  it.each(graphs)('%s is a picture that Graphviz draws', async (_, made) => {
    const svg = await svgOf(made);
    expect(svg).toMatch(/<svg[\s\S]*<\/svg>/);
    expect(svg).toContain('b-cluster');
  });

  it('draws what was meant, whatever a name holds', async () => {
    const odd = 'a"b\\n<c>\\';
    const svg = await svgOf(`digraph { n [label=${dotString(odd)}]; }`);
    expect(svg).toContain('a&quot;b\\n&lt;c&gt;\\');
  });

  it('says what is wrong with a graph', async () => {
    await expect(svgOf('digraph {')).rejects.toThrow(/syntax error/);
  });
});

describe('arrows of a plan', () => {
  const edges = (graph: string) => [...graph.matchAll(/"([^"]+)" -> "([^"]+)"/g)].map(([, from, to]) => [from, to]);

  it('leaves out what follows from other arrows', () => {
    expect(edges(planGraph(create))).toEqual([
      ['cp-1/prepare-host', 'cp-1/init-control-plane'],
      ['w-1/prepare-host', 'w-1/join-worker'],
      ['cp-1/init-control-plane', 'w-1/join-worker'],
      ['cp-1/init-control-plane', 'cluster/apply-manifests'],
      ['w-1/join-worker', 'cluster/verify-cluster'],
      ['cluster/apply-manifests', 'cluster/verify-cluster'],
    ]);
  });
});
