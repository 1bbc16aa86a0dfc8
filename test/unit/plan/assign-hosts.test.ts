import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/model/desired.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import { assignHosts } from '../../../src/plan/assign-hosts.ts';
import { existingMachines } from '../../../src/plan/existing-machines.ts';
import { sites } from '../../support/arbitrary-world.ts';
import { observedWorld, type ShortInventory, shortDesired, type World } from '../../support/planner-world.ts';
import { runs, within } from '../../support/runs.ts';

/** Of a machine that is busy with other tests. */
const LIMIT_MS = within(30_000);

function assigned(inventory: ShortInventory, world: World) {
  const desired = shortDesired(inventory);
  const existing = existingMachines(desired, observedWorld(desired, world));
  return { desired, existing, ...again(desired, existing) };
}

function again(desired: Desired, existing: ReturnType<typeof existingMachines>) {
  const { desired: result, removals } = assignHosts(desired, existing);
  return { result, removals };
}

const forAny = (check: (site: ReturnType<typeof assigned>) => void) =>
  fc.assert(
    fc.property(sites, ({ inventory, world }) => check(assigned(inventory, world))),
    { numRuns: runs(300) },
  );

describe('assignHosts', { timeout: LIMIT_MS }, () => {
  it('never gives a host to two machines, an owner more than it wants, or one outside its pool', () => {
    forAny(({ result }) => {
      const names = machinesOf(result).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { hosts, replicas, pool } of [result.controlPlane, ...result.machineDeployments]) {
        expect(hosts.length).toBeLessThanOrEqual(replicas);
        expect(pool).toEqual(expect.arrayContaining(hosts));
      }
    });
  });

  it('decides the same again, also on its own result', () => {
    forAny(({ desired, existing, result, removals }) => {
      expect(again(desired, existing)).toEqual({ result, removals });
      expect(again(result, existing)).toEqual({ result, removals });
    });
  });

  it('never moves a machine: it stays what it is on its host, or is removed for a reason', () => {
    forAny(({ existing, result, removals }) => {
      const roles = new Map(machinesOf(result).map(({ name, role }) => [name, role]));
      const leaving = new Map(removals.map(({ machine, reason }) => [machine.name, reason]));
      for (const { name, role, record, state } of existing) {
        if (record?.toBeCleaned || (state === 'claimed' && !record)) continue;
        if (leaving.has(name)) expect(leaving.get(name)).toMatch(/\w/);
        else expect(roles.get(name), name).toBe(role);
      }
    });
  });

  it('uses no host that is still to be cleaned and does not answer', () => {
    forAny(({ existing, result }) => {
      const unclean = existing.filter(({ record, reachable }) => record?.toBeCleaned && !reachable);
      const names = machinesOf(result).map(({ name }) => name);
      for (const { name } of unclean) expect(names).not.toContain(name);
    });
  });

  it('removes machines as too many only where as many as wanted are left', () => {
    forAny(({ result, removals }) => {
      const surplus = removals.filter(({ reason }) => reason.startsWith('the inventory wants'));
      for (const owner of [{ name: 'control-plane', ...result.controlPlane }, ...result.machineDeployments]) {
        const gone = surplus.some(({ machine }) => machine.owner === owner.name);
        if (gone) expect(owner.hosts).toHaveLength(owner.replicas);
      }
    });
  });

  it('spreads new machines over failure domains', () => {
    const hosts = ['cp-1', 'cp-2', 'cp-3', 'cp-4'];
    const zones = { 'cp-1': 'a', 'cp-2': 'a', 'cp-3': 'b', 'cp-4': 'c' };
    expect(assigned({ hosts, zones, controlPlane: 3 }, {}).result.controlPlane.hosts).toEqual(['cp-1', 'cp-3', 'cp-4']);
  });
});
