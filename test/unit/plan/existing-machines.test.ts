import { describe, expect, it } from 'vitest';
import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import type { Observed } from '../../../src/model/observed.ts';
import { existingMachines } from '../../../src/plan/existing-machines.ts';
import { unknownNodes } from '../../../src/plan/unknown-nodes.ts';
import { observedWorld, shortDesired, type World } from '../../support/planner-world.ts';

const desired = shortDesired({ hosts: ['cp-1', 'cp-2', 'w-1', 's-1'], zones: { 'w-1': 'a' } });

function existing(world: World, change: (observed: Observed) => void = () => {}): Record<string, ExistingMachine> {
  const observed = observedWorld(desired, { 'cp-1': 'unvisited', ...world });
  change(observed);
  return Object.fromEntries(existingMachines(desired, observed).map((machine) => [machine.name, machine]));
}

describe('existingMachines', () => {
  it('are none where nothing is', () => {
    expect(existingMachines(desired, observedWorld(desired, {}))).toEqual([]);
  });

  it.each([
    [
      'a worker',
      'w-1',
      '',
      { role: 'worker', owner: 'workers', state: 'bootstrapped', reachable: true, healthy: true },
    ],
    ['a host that was not visited', 'w-1', 'unvisited', { state: 'bootstrapped', healthy: true }],
    ['a host that does not answer', 'w-1', 'dead', { state: 'bootstrapped', reachable: false, healthy: false }],
    ['one begun, not visited', 'w-1', 'begun unvisited', { owner: 'workers' }],
    ['one without a record', 'w-1', 'no-record', { owner: 'workers', role: 'worker', createdAt: '' }],
    ['a node without a record, not visited', 'w-1', 'no-record unvisited', { owner: 'workers', role: 'worker' }],
    ['a control plane', 'cp-2', '', { role: 'control-plane', healthy: true, member: { name: 'cp-2' } }],
    ['a control plane on a spare', 's-1', 'control-plane', { role: 'control-plane', owner: 'control-plane' }],
    ['a lost host', 'cp-2', 'bare', { state: 'bare', healthy: false, member: { name: 'cp-2' } }],
    ['a member that never joined as node', 'cp-2', 'bare no-record no-node', { role: 'control-plane', state: 'bare' }],
    ['a host outside the inventory', 'w-7', 'dead', { host: { name: 'w-7', address: '192.168.73.57' } }],
    ['a failure domain of the inventory', 'w-1', '', { failureDomain: 'a' }],
    ['a host that serves others by now', 'w-7', 'foreign', { state: 'foreign' }],
  ] as [string, string, string, object][])('%s', (_name, name, words, machine) => {
    expect(existing({ [name]: words })[name]).toMatchObject(machine);
  });

  it('are not where a host serves another cluster and no record speaks of it', () => {
    expect(Object.keys(existing({ 'w-1': 'foreign no-record' }))).toEqual(['cp-1']);
  });

  it('are not where a host bears the mark of another machine', () => {
    const renamed = existing({ 'w-1': 'no-record no-node' }, ({ hosts }) => {
      const host = hosts['w-1'];
      if (host?.reachable && host.facts.machine) host.facts.machine.machine = 'w-9';
    });
    expect(Object.keys(renamed)).toEqual(['cp-1']);
  });

  it('are control planes where etcd counts their vote, whatever their record says', () => {
    const machines = existing({ 'cp-2': '' }, ({ cluster }) => {
      for (const record of cluster?.records ?? []) if (record.name === 'cp-2') record.role = 'worker';
    });
    expect(machines['cp-2']).toMatchObject({ role: 'control-plane', member: { name: 'cp-2' } });
  });

  it('know a member that never started by its address', () => {
    const machines = existing({ 'cp-2': 'dead begun no-node' }, ({ cluster }) => {
      for (const member of cluster?.etcdMembers ?? []) if (member.name === 'cp-2') member.name = '';
    });
    expect(machines['cp-2']?.member?.name).toBe('');
  });

  it('are ailing when a component of the control plane is', () => {
    const machines = existing({ 'cp-2': '' }, ({ cluster }) => {
      for (const pod of cluster?.controlPlanePods ?? [])
        if (pod.node === 'cp-2' && pod.component === 'kube-scheduler') pod.ready = false;
    });
    expect(machines['cp-2']?.healthy).toBe(false);
    expect(machines['cp-1']?.healthy).toBe(true);
  });
});

describe('unknownNodes', () => {
  it('are those that neither the inventory nor a record names', () => {
    const observed = observedWorld(desired, { 'cp-1': '', 'w-1': 'no-record', 'w-8': 'no-record', 'w-9': '' });
    expect(unknownNodes(desired, observed)).toEqual(['w-8']);
  });
});
