import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findCluster } from '../../../src/cli/find-cluster.ts';
import { Visits } from '../../../src/cli/visits.ts';
import { observeCluster, observeHosts } from '../../../src/observe/observe.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { ObservedHosts } from '../../support/observed-hosts.ts';
import { observedWorld, type ShortInventory, shortDesired, type World } from '../../support/planner-world.ts';

vi.mock('../../../src/observe/observe.ts');
vi.mock('node:timers/promises');

/** Patience lasts until it is said to be over. */
let losePatience: () => void = () => {};

beforeEach(() => {
  vi.mocked(sleep).mockImplementation((_ms, value) => {
    const { promise, resolve } = deferred();
    losePatience = resolve;
    return promise.then(() => value as never);
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function hostsOf(inventory: ShortInventory, world: World) {
  const desired = shortDesired(inventory);
  const hosts = new ObservedHosts(observedWorld(desired, world));
  vi.mocked(observeHosts).mockImplementation(hosts.observeHosts);
  vi.mocked(observeCluster).mockImplementation(hosts.observeCluster);
  const host = (name: string) => new FakeHost(name);
  const find = () => findCluster(desired, new Visits(host), host);
  return { hosts, find };
}

const three: ShortInventory = { hosts: ['cp-3', 'cp-1', 'cp-2', 'w-1'] };
const serving: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 'w-1': '' };

describe('finding the cluster', () => {
  it('visits the first control plane by name, and nobody else', async () => {
    const { hosts, find } = hostsOf(three, serving);
    expect(await find()).toMatchObject({ cluster: { via: 'cp-1' } });
    expect([hosts.visited, hosts.asked]).toEqual([['cp-1'], ['cp-1']]);
  });

  it.each<[string, ShortInventory, World, string[], string]>([
    ['does not answer', three, { ...serving, 'cp-1': 'dead' }, ['cp-1', 'cp-2', 'cp-3'], 'cp-2'],
    ['is bare', three, { 'cp-2': '', 'cp-3': '', 'w-1': '' }, ['cp-1', 'cp-2', 'cp-3'], 'cp-2'],
    ['did not finish', three, { ...serving, 'cp-1': 'half' }, ['cp-1', 'cp-2', 'cp-3'], 'cp-2'],
    ['serves another cluster', three, { ...serving, 'cp-1': 'foreign' }, ['cp-1', 'cp-2', 'cp-3'], 'cp-2'],
    [
      'is one that only a spare is a control plane beside',
      { hosts: ['cp-1', 's-1', 'w-1'], controlPlane: 1 },
      { 's-1': 'control-plane' },
      ['cp-1', 's-1'],
      's-1',
    ],
    [
      'was never one, and the only one is to be a worker now',
      { hosts: ['cp-2', 'cp-1', 'w-1'], roles: { 'cp-1': 'worker' } },
      { 'cp-1': '', 'w-1': '' },
      ['cp-2', 'cp-1', 'w-1'],
      'cp-1',
    ],
  ])('asks others when the first %s', async (_, inventory, world, visited, via) => {
    const { hosts, find } = hostsOf(inventory, world);
    expect(await find()).toMatchObject({ cluster: { via } });
    expect(hosts.visited.toSorted()).toEqual(visited.toSorted());
    expect(hosts.asked).toEqual([via]);
  });

  it('asks the next when an API server is down', async () => {
    const { hosts, find } = hostsOf(three, serving);
    hosts.down.add('cp-1').add('cp-2');
    expect(await find()).toMatchObject({ cluster: { via: 'cp-3' } });
    expect(hosts.asked).toEqual(['cp-1', 'cp-2', 'cp-3']);
  });

  it('says of each control plane why it does not tell', async () => {
    const { hosts, find } = hostsOf(three, serving);
    for (const name of ['cp-1', 'cp-2', 'cp-3']) hosts.down.add(name);
    expect(await find()).toEqual({
      clusterUnavailable: 'cp-1: connection refused; cp-2: connection refused; cp-3: connection refused',
    });
    expect(hosts.asked).toHaveLength(3);
  });

  it('knows that there is none only when every host was asked whether it serves one', async () => {
    const { hosts, find } = hostsOf({ hosts: ['cp-1', 'cp-2', 'w-1', 's-1'], controlPlane: 1 }, { 'w-1': '' });
    expect(await find()).toEqual({});
    expect(hosts.visited.toSorted()).toEqual(['cp-1', 'cp-2', 's-1', 'w-1']);
    expect(hosts.asked).toEqual([]);
  });

  it('does not wait for a first control plane that is slow to be reached before it asks the others', async () => {
    const { hosts, find } = hostsOf(three, { ...serving, 'cp-1': 'dead' });
    const reached = deferred();
    hosts.late['cp-1'] = reached.promise;
    const found = find();
    await vi.waitFor(() => expect(sleep).toHaveBeenCalled());
    expect(vi.mocked(sleep).mock.lastCall?.[0]).toBe(2_000);
    expect(hosts.visited).toEqual(['cp-1']);
    losePatience();
    await vi.waitFor(() => expect(hosts.visited.toSorted()).toEqual(['cp-1', 'cp-2', 'cp-3']));
    reached.resolve();
    expect(await found).toMatchObject({ cluster: { via: 'cp-2' } });
  });
});
