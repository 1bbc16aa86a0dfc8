import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { MachineMark } from '../../../src/model/facts.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { MachineState } from '../../../src/model/machine-state.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { planReset, refuseReset } from '../../../src/plan/plan-reset.ts';
import { clusterView, etcdMember } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';

interface Case {
  name: string;
  reset: string[];
  states: Record<string, MachineState>;
  silent?: string[];
  etcd?: Record<string, 'healthy' | 'unhealthy' | 'learner'>;
  externalEtcd?: boolean;
  marks?: Record<string, Partial<MachineMark>>;
  /** Hosts with etcd data and a kubelet.conf. */
  bearing?: string[];
  refused: string[];
}

const cases: Case[] = parse(readFileSync(new URL('./cases/resets.yaml', import.meta.url), 'utf8'));

describe('refuseReset', () => {
  it.each(cases)('$name', (example) => {
    const findings = findingsOf(example);
    const told = findings.map(({ check, host, message }) => `${check}${host ? ` ${host}` : ''}: ${message}`);
    expect(told).toHaveLength(example.refused.length);
    for (const [index, words] of example.refused.entries()) {
      const [check = '', message = ''] = words.split(': ');
      expect(told[index]).toContain(`${check}: `);
      expect(told[index]).toContain(message);
    }
    for (const { severity, cure } of findings) {
      expect(severity).toBe('refuse');
      expect(cure).toMatch(/reset/);
    }
  });
});

function findingsOf({ reset, states, silent = [], etcd, externalEtcd, marks = {}, bearing = [] }: Case) {
  const desired = desiredCluster({ controlPlanes: 3, workers: 1 });
  if (externalEtcd) {
    desired.controlPlane.kubeadmConfigSpec = { clusterConfiguration: { etcd: { external: { endpoints: [] } } } };
  }
  const facts = Object.fromEntries(
    Object.keys(states).map((machine) => {
      const seen = bareFacts({ machine: mark({ machine, ...marks[machine] }) });
      if (bearing.includes(machine)) Object.assign(seen.kubeadm, { etcdData: true, kubeletConf: true });
      return [machine, seen];
    }),
  );
  const etcdMembers = Object.entries(etcd ?? {}).map(([name, health], index) =>
    etcdMember(name, index + 1, { healthy: health === 'healthy', learner: health === 'learner' }),
  );
  const initialised = desired.controlPlane.hosts.filter((name) => states[name] === 'bootstrapped');
  const cluster = etcd && clusterView({ etcdMembers });
  return refuseReset({ desired, hosts: reset, states, initialised, silent, cluster, facts });
}

describe('planReset', () => {
  const desired = desiredCluster({ controlPlanes: 2, workers: 2 });
  const plan = (hosts: string[], states: Record<string, MachineState> = {}): Plan =>
    planReset({ desired, machines: machinesOf(desired).filter(({ name }) => hosts.includes(name)), states }, (value) =>
      JSON.stringify(value),
    );

  it('returns workers before control planes, all of them destructive', () => {
    const { operations, summary } = plan(['cp-1', 'cp-2', 'w-1', 'w-2']);
    expect(operations.map(({ id, needs, destructive }) => ({ id, needs, destructive }))).toEqual([
      { id: 'w-1/reset-host', needs: [], destructive: true },
      { id: 'w-2/reset-host', needs: [], destructive: true },
      { id: 'cp-1/reset-host', needs: ['w-1/reset-host', 'w-2/reset-host'], destructive: true },
      { id: 'cp-2/reset-host', needs: ['w-1/reset-host', 'w-2/reset-host'], destructive: true },
    ]);
    expect(summary).toEqual({ create: 0, update: 0, delete: 4 });
  });

  it('touches only the hosts that were named', () => {
    expect(plan(['w-2']).operations.map(({ host }) => host)).toEqual(['w-2']);
  });

  it.each([
    ['bare' as const, /leftovers/],
    ['half-bootstrapped' as const, /half-bootstrapped/],
  ])('says why: %s', (state, reason) => {
    expect(plan(['w-1'], { 'w-1': state }).operations[0]?.reason).toMatch(reason);
  });
});
