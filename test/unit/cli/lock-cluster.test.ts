import { describe, expect, it } from 'vitest';
import { type LockGround, lockCluster } from '../../../src/cli/lock-cluster.ts';
import type { Session } from '../../../src/cli/session.ts';
import { InstallerError } from '../../../src/errors.ts';
import { reachableFacts } from '../../../src/plan/cluster-identity.ts';
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

function seen(inventory: ShortInventory, world: World): LockGround {
  const observed = observedWorld(shortDesired(inventory), world);
  const { desired, existing, removals } = situationOf(shortDesired(inventory), observed);
  return { desired, existing, removals, facts: reachableFacts(observed) };
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
    [
      'every host that is to be a control plane, in the order of names, while there is no cluster',
      { hosts: ['cp-3', 'cp-1', 'cp-2', 's-1', 'w-1'], controlPlane: 3 },
      {},
      ['cp-1', 'cp-2', 'cp-3'],
    ],
    ['of these only such as answer', { hosts: ['cp-1', 'cp-2', 'cp-3'] }, { 'cp-2': 'dead' }, ['cp-1', 'cp-3']],
    [
      'what an earlier run left half done is no cluster yet',
      { hosts: ['cp-1', 'cp-2'] },
      { 'cp-1': 'half no-node no-record no-member', 'cp-2': 'claimed no-node no-record no-member' },
      ['cp-1', 'cp-2'],
    ],
    [
      'a cluster whose API does not answer has its control plane',
      { hosts: ['cp-1', 'cp-2', 'cp-3'] },
      { 'cp-2': 'no-node no-record no-member' },
      ['cp-1', 'cp-2'],
    ],
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

describe('two laptops begin the same cluster', () => {
  const inventory = { hosts: ['cp-1', 'cp-2', 'cp-3'] };
  const none = seen(inventory, {});

  /** Runs against the same hosts: what one of them holds, the others find taken. */
  function laptops(...silent: string[][]) {
    const holders = new Map<string, FakeHost>();
    return silent.map((names) => {
      const hosts = new Map<string, FakeHost>();
      const silentNow = new Set(names);
      const host = (name: string): FakeHost => {
        const known = hosts.get(name) ?? new FakeHost(name, [{ match: /flock/, answer: () => flock(name) }]);
        hosts.set(name, known);
        return known;
      };
      const flock = (name: string): Answer => {
        if (silentNow.has(name)) throw new InstallerError('unreachable', `${name} does not answer`, { host: name });
        const holder = holders.get(name);
        if (holder && !holder.order.includes('release')) return TAKEN;
        holders.set(name, host(name));
        return FREE;
      };
      const session = { desired: shortDesired(inventory), host } as unknown as Session;
      return { take: () => lockCluster(session, 'apply'), wake: () => silentNow.clear() };
    });
  }

  it.each([[[]], [['cp-1']], [['cp-1', 'cp-2']]])('one after the other, the second not reaching %j', async (silent) => {
    const [first, second] = laptops([], silent);
    const lock = await first?.take();
    await lock?.extend(none);
    // The first may have made the cluster meanwhile: it holds what it took until it ends.
    const met = { kind: 'locked', exitCode: 15, details: { host: `cp-${silent.length + 1}` } };
    await expect(second?.take()).rejects.toMatchObject(met);
    await lock?.lock.release();
    expect(await second?.take()).toBeDefined();
  });

  it('both before either has looked: one ends, and the other has all when it is gone', async () => {
    const [first, second] = laptops([], ['cp-1']);
    const [one, other] = [await first?.take(), await second?.take()];
    expect([one?.lock.host, other?.lock.host]).toEqual(['cp-1', 'cp-2']);
    second?.wake();
    await expect(one?.extend(none)).rejects.toMatchObject({ kind: 'locked', exitCode: 15, details: { host: 'cp-2' } });
    await one?.lock.release();
    expect(await other?.extend(none)).toBe(true);
  });

  it('when there is one already, and the second knows nothing of it', async () => {
    const [first, second] = laptops([], ['cp-1']);
    const lock = await first?.take();
    await lock?.extend(seen(inventory, { 'cp-2': '' }));
    await expect(second?.take()).rejects.toMatchObject({ kind: 'locked', exitCode: 15, details: { host: 'cp-2' } });
  });
});
