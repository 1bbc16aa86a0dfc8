import { describe, expect, it } from 'vitest';
import { lockCluster } from '../../../src/cli/lock-cluster.ts';
import type { Look } from '../../../src/cli/look.ts';
import type { Session } from '../../../src/cli/session.ts';
import { InstallerError } from '../../../src/errors.ts';
import { existingMachines } from '../../../src/plan/existing-machines.ts';
import { situationOf } from '../../../src/plan/situation.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';
import { observedWorld, type ShortInventory, shortDesired, type World } from '../../support/planner-world.ts';

const FREE = { stdout: '10.1.2.3\n' };
const TAKEN = { code: 75 };
type Flock = Answer | 'silent';

/** A session whose hosts answer a lock as told; all others are free. */
function sessionOf(inventory: ShortInventory, flocks: Record<string, Flock> = {}) {
  const hosts = new Map<string, FakeHost>();
  const order: string[] = [];
  const host = (name: string): FakeHost => {
    const known = hosts.get(name) ?? new FakeHost(name, [{ match: /flock/, answer: () => flock(name) }]);
    hosts.set(name, known);
    return known;
  };
  const flock = (name: string): Answer => {
    order.push(name);
    const said = flocks[name] ?? FREE;
    if (said === 'silent') throw new InstallerError('unreachable', `${name} does not answer`, { host: name });
    return said;
  };
  const desired = shortDesired(inventory);
  const session = { desired, host } as unknown as Session;
  return {
    session,
    order,
    released: () => [...hosts.values()].filter((one) => one.order.includes('release')).map(({ name }) => name),
  };
}

function seen(inventory: ShortInventory, world: World): Pick<Look, 'existing' | 'removals'> {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  return { existing: existingMachines(desired, observed), removals: situationOf(desired, observed).removals };
}

describe('the lock of a cluster', () => {
  it('is taken on the first control plane by name, and on no other', async () => {
    const { session, order, released } = sessionOf({ hosts: ['cp-3', 'cp-1', 'cp-2', 'w-1'] });
    const lock = await lockCluster(session, 'apply');
    expect(lock?.lock.host).toBe('cp-1');
    expect(order).toEqual(['cp-1']);
    await lock?.lock.release();
    expect(released()).toEqual(['cp-1']);
  });

  it('is taken on the next where the first does not answer, also on one that only may be a control plane', async () => {
    const inventory = { hosts: ['cp-1', 'cp-2', 's-1'], controlPlane: 1 };
    const { session, order } = sessionOf(inventory, { 'cp-1': 'silent', 'cp-2': 'silent' });
    expect((await lockCluster(session, 'apply'))?.lock.host).toBe('s-1');
    expect(order).toEqual(['cp-1', 'cp-2', 's-1']);
  });

  it('is nobody’s when no control plane answers', async () => {
    const { session } = sessionOf({ hosts: ['cp-1', 'w-1'] }, { 'cp-1': 'silent' });
    expect(await lockCluster(session, 'apply')).toBeUndefined();
  });

  it.each<[string, Flock, string]>([
    ['another run has it', TAKEN, 'locked'],
    ['it cannot be taken there', { code: 127 }, 'operation-failed'],
  ])('is not looked for elsewhere when %s', async (_, said, kind) => {
    const { session, order } = sessionOf({ hosts: ['cp-1', 'cp-2'] }, { 'cp-1': said });
    await expect(lockCluster(session, 'apply')).rejects.toMatchObject({ kind, details: { host: 'cp-1' } });
    expect(order).toEqual(['cp-1']);
  });
});

describe('the lock is held also where other runs look for it', () => {
  const extended = async (inventory: ShortInventory, world: World, flocks: Record<string, Flock> = {}) => {
    const { session, order, released } = sessionOf(inventory, flocks);
    const lock = await lockCluster(session, 'apply');
    const added = await lock?.extend(seen(inventory, world));
    return { lock, added, order, released };
  };

  it.each<[string, ShortInventory, World, string[]]>([
    [
      'nothing is added where it is there',
      { hosts: ['cp-1', 'cp-2'] },
      { 'cp-1': 'unvisited', 'cp-2': 'unvisited' },
      ['cp-1'],
    ],
    [
      'the first control plane that there is, its line gone: an older inventory still names it',
      { hosts: ['cp-2', 'cp-3'] },
      { 'cp-1': '', 'cp-2': 'unvisited', 'cp-3': 'unvisited' },
      ['cp-2', 'cp-1'],
    ],
    [
      'the first that stays, when the first goes',
      { hosts: ['cp-1', 'cp-2', 'cp-3'], controlPlane: 2 },
      { 'cp-1': 'first', 'cp-2': 'unvisited', 'cp-3': 'unvisited' },
      ['cp-1', 'cp-2'],
    ],
    [
      'not where nobody answers',
      { hosts: ['cp-2', 'cp-3'] },
      { 'cp-1': 'dead', 'cp-2': 'unvisited', 'cp-3': 'unvisited' },
      ['cp-2'],
    ],
    [
      'not on one that has left and came back',
      { hosts: ['cp-1', 'cp-2', 'cp-3'], controlPlane: 2 },
      { 'cp-0': 'unclean', 'cp-1': 'first', 'cp-2': 'unvisited', 'cp-3': 'unvisited' },
      ['cp-1', 'cp-2'],
    ],
    ['not on workers', { hosts: ['cp-1', 'w-1'] }, { 'cp-1': '', 'a-1': 'worker', 'w-1': '' }, ['cp-1']],
    ['nothing is added where there is no cluster yet', { hosts: ['cp-2', 'cp-3'] }, {}, ['cp-2']],
  ])('%s', async (_, inventory, world, held) => {
    const { added, order, lock, released } = await extended(inventory, world);
    expect(order).toEqual(held);
    expect(added).toBe(held.length > 1);
    await lock?.lock.release();
    expect(released().toSorted()).toEqual(held.toSorted());
  });

  it('a second look adds nothing', async () => {
    const inventory = { hosts: ['cp-2', 'cp-3'] };
    const world = { 'cp-1': '', 'cp-2': 'unvisited', 'cp-3': 'unvisited' };
    const { lock, order } = await extended(inventory, world);
    expect(await lock?.extend(seen(inventory, world))).toBe(false);
    expect(order).toEqual(['cp-2', 'cp-1']);
  });

  it('and refuses where another run has it', async () => {
    const world = { 'cp-1': '', 'cp-2': 'unvisited' };
    await expect(extended({ hosts: ['cp-2'] }, world, { 'cp-1': TAKEN })).rejects.toMatchObject({
      kind: 'locked',
      details: { host: 'cp-1' },
    });
  });
});
