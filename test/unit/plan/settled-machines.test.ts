import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/model/desired.ts';
import type { Observed } from '../../../src/model/observed.ts';
import { settledMachines } from '../../../src/plan/settled-machines.ts';
import { observedWorld, shortDesired, WORLD_REVISION, type World } from '../../support/planner-world.ts';

const INVENTORY = { hosts: ['cp-1', 'w-1', 'w-2'] };

function settled(world: World, change: (desired: Desired, observed: Observed) => void = () => {}): string[] {
  const desired = shortDesired(INVENTORY);
  const observed = observedWorld(desired, { 'cp-1': 'unvisited', 'w-1': 'unvisited', 'w-2': 'unvisited', ...world });
  change(desired, observed);
  return [...settledMachines(desired, observed, () => WORLD_REVISION)];
}

describe('settledMachines', () => {
  it.each([
    ['as its record and its node say', {}, ['cp-1', 'w-1', 'w-2']],
    ['no node', { 'w-1': 'no-node unvisited' }, ['cp-1', 'w-2']],
    ['a node that is not Ready', { 'w-1': 'ailing unvisited' }, ['cp-1', 'w-2']],
    ['no record', { 'w-1': 'no-record unvisited' }, ['cp-1', 'w-2']],
    ['a record of a bootstrap that was begun', { 'w-1': 'begun unvisited' }, ['cp-1', 'w-2']],
    ['a removal that was begun', { 'w-1': 'deleting unvisited' }, ['cp-1', 'w-2']],
    ['a host to be cleaned', { 'w-1': 'unclean unvisited' }, ['cp-1', 'w-2']],
    ['another owner', { 'w-1': 'other unvisited' }, ['cp-1', 'w-2']],
    ['another role', { 'w-1': 'control-plane unvisited' }, ['cp-1', 'w-2']],
    ['a host that was reinstalled', { 'w-1': 'bare' }, ['cp-1', 'w-2']],
    ['a host that is no longer in the inventory', { 'w-3': 'unvisited' }, ['cp-1', 'w-1', 'w-2']],
  ] as [string, World, string[]][])('%s', (_name, world, expected) => {
    expect(settled(world).sort()).toEqual(expected);
  });

  it('is none whose host has another address now', () => {
    const moved = settled({}, (desired) => {
      for (const host of desired.hosts) if (host.name === 'w-2') host.internalAddress = '10.9.9.9';
    });
    expect(moved.sort()).toEqual(['cp-1', 'w-1']);
  });

  it('is none of which something else is wanted now, or nothing is known', () => {
    const desired = shortDesired(INVENTORY);
    const observed = observedWorld(desired, { 'cp-1': 'unvisited', 'w-1': 'unvisited' });
    const revisionOf = ({ name }: { name: string }) => (name === 'cp-1' ? 'another' : undefined);
    expect([...settledMachines(desired, observed, revisionOf)]).toEqual([]);
  });
});
