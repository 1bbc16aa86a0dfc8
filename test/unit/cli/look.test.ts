import { describe, expect, it, vi } from 'vitest';
import { type LookInput, look } from '../../../src/cli/look.ts';
import { InstallerError } from '../../../src/errors.ts';
import type { DesiredHost } from '../../../src/model/desired.ts';
import type { Observed } from '../../../src/model/observed.ts';
import { observeCluster, observeHosts } from '../../../src/observe/observe.ts';
import { observeSteps } from '../../../src/operations/steps-on-host.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { ObservedHosts } from '../../support/observed-hosts.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';
import { guardedStep } from '../../support/steps.ts';

vi.mock('../../../src/observe/observe.ts');
vi.mock('../../../src/operations/steps-on-host.ts');

/** Looks at such a world. */
async function lookAt(
  inventory: ShortInventory,
  world: World,
  { change, ...options }: Partial<LookInput> & { change?: (observed: Observed, hosts: ObservedHosts) => void } = {},
) {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  const hosts = new ObservedHosts(observed);
  change?.(observed, hosts);
  vi.mocked(observeHosts).mockImplementation(hosts.observeHosts);
  vi.mocked(observeCluster).mockImplementation(hosts.observeCluster);
  const worked: string[] = [];
  const known = new Map(desired.hosts.map((host) => [host.name, host]));
  vi.mocked(observeSteps).mockImplementation(async ({ name }, steps) => {
    worked.push(name);
    return steps.map(({ id, title }) => ({ id, title, status: 'ok' }));
  });
  const seen = await look({
    desired,
    host: (name) => {
      if (!known.has(name)) throw new RangeError(`No host is named ${name}.`);
      return new FakeHost(name);
    },
    know: (host: DesiredHost) => known.set(host.name, host),
    stepsFor: (_machine, _facts, stage) => [guardedStep(stage)],
    revisionOf: () => WORLD_REVISION,
    ...options,
  });
  return { seen, visited: hosts.visited.toSorted(), worked: worked.toSorted(), asked: hosts.asked, known };
}

const five: ShortInventory = { hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2'] };
const settled: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 'w-1': '', 'w-2': '' };
const all = ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2'];

describe('whose host is visited', () => {
  it.each<[string, ShortInventory, World, string[], string[]]>([
    ['everyone’s, when there is nothing to do: drift is looked for', five, settled, all, all],
    ['a new worker’s', { hosts: [...five.hosts, 'w-3'] }, settled, ['cp-1', 'w-3'], ['w-3']],
    ['a new control plane’s', { hosts: ['cp-4', ...five.hosts] }, settled, ['cp-1', 'cp-4'], ['cp-4']],
    ['one that is to leave', five, { ...settled, 'w-3': '' }, ['cp-1', 'w-3'], []],
    ['one that is surplus', { ...five, workers: { replicas: 1 } }, settled, ['cp-1', 'w-1'], []],
    ['one whose removal was begun', five, { ...settled, 'w-2': 'deleting' }, ['cp-1', 'w-2'], ['w-2']],
    ['one that did not finish', five, { ...settled, 'w-2': 'half begun no-node' }, ['cp-1', 'w-2'], ['w-2']],
    ['one whose node is not Ready', five, { ...settled, 'w-2': 'ailing' }, ['cp-1', 'w-2'], ['w-2']],
    ['one without a record', five, { ...settled, 'w-2': 'no-record' }, ['cp-1', 'w-2'], ['w-2']],
    ['one that is recorded under another owner', five, { ...settled, 'w-2': 'other' }, ['cp-1', 'w-2'], ['w-2']],
    ['one that is to be cleaned and answers', five, { ...settled, 'w-3': 'unclean' }, ['cp-1', 'w-3'], []],
    [
      'everyone’s, when all there is to do is to wait for one that is to be cleaned',
      five,
      { ...settled, 'w-3': 'unclean dead' },
      [...all, 'w-3'],
      all,
    ],
    ['everyone’s, before there is a cluster', five, {}, all, all],
    [
      'a spare’s, when the machine that it takes the place of is silent',
      { hosts: ['cp-1', 'w-1', 'w-2', 's-1'], workers: { replicas: 2 } },
      { 'cp-1': '', 'w-1': '', 'w-2': 'dead deleting' },
      ['cp-1', 's-1', 'w-2'],
      ['s-1'],
    ],
  ])('%s', async (_, inventory, world, visited, worked) => {
    const seen = await lookAt(inventory, world);
    expect(seen.visited).toEqual(visited);
    expect(seen.worked).toEqual(worked);
    expect(seen.asked.length).toBe('cp-1' in world ? 1 : 0);
  });

  it('everyone’s that is wanted, when it is asked for', async () => {
    const { visited, worked } = await lookAt({ hosts: [...five.hosts, 'w-3'] }, settled, { everywhere: true });
    expect(visited).toEqual([...all, 'w-3']);
    expect(worked).toEqual([...all, 'w-3']);
  });

  it('everyone’s, when it is not known what is wanted of them', async () => {
    const { visited } = await lookAt(five, { ...settled, 'w-3': '' }, { revisionOf: () => undefined });
    expect(visited).toEqual([...all, 'w-3']);
  });

  it('one whose address was changed', async () => {
    const { visited } = await lookAt(five, settled, {
      change: ({ cluster }) => {
        for (const { name, host } of cluster?.records ?? []) if (name === 'w-2') host.address = '10.0.0.9';
      },
    });
    expect(visited).toEqual(['cp-1', 'w-2']);
  });
});

describe('a look', () => {
  it('makes hosts reachable that only records name, and no others', async () => {
    const { known, seen } = await lookAt(five, { ...settled, 'w-8': 'no-record', 'w-9': '' });
    expect(known.get('w-9')).toMatchObject({ address: '192.168.73.59', ssh: { user: 'ops' } });
    expect([...known.keys()]).toEqual([...five.hosts, 'w-9']);
    expect(seen.removals.map(({ machine }) => machine.name)).toEqual(['w-9']);
  });

  it('tells hosts that do not answer, and steps of none of them', async () => {
    const { seen, worked } = await lookAt(five, { ...settled, 'w-2': 'dead' });
    expect(seen.observed.hosts['w-2']).toMatchObject({ reachable: false });
    expect(worked).toEqual([]);
    expect(seen.states['w-2']).toBe('bootstrapped');
  });

  it('sees no steps on a host that serves another cluster', async () => {
    const { seen, worked } = await lookAt(five, { ...settled, 'w-2': 'foreign no-record no-node' });
    expect(seen.states['w-2']).toBe('foreign');
    expect(worked).toEqual([]);
  });

  it('looks at what comes after kubeadm only where kubeadm has ended well', async () => {
    const { seen } = await lookAt({ hosts: [...five.hosts, 'w-3'] }, settled, { everywhere: true });
    const steps = (name: string) => {
      const host = seen.observed.hosts[name];
      return host?.reachable ? host.steps.map(({ id }) => id) : undefined;
    };
    expect(steps('w-2')).toEqual(['prepare', 'post']);
    expect(steps('w-3')).toEqual(['prepare']);
  });

  it('names who starts a cluster, and nobody where there is one, answering or not', async () => {
    expect((await lookAt(five, {})).seen.initiator).toBe('cp-1');
    expect((await lookAt(five, { 'cp-2': 'half no-record no-node no-member' })).seen.initiator).toBe('cp-2');
    expect((await lookAt({ hosts: ['cp-0', ...five.hosts] }, settled)).seen.initiator).toBeUndefined();
    const down = await lookAt(five, settled, {
      change: (_observed, hosts) => void hosts.down.add('cp-1').add('cp-2').add('cp-3'),
    });
    expect(down.seen).toMatchObject({ initiator: undefined, clusterUnavailable: expect.stringContaining('cp-3') });
    expect(down.seen.observed.cluster).toBeUndefined();
  });

  it('goes on when steps cannot be looked at, and says so', async () => {
    const failure = new InstallerError('operation-failed', 'the checks ended early', { host: 'w-2' });
    const stepsFor = () => {
      throw failure;
    };
    const { seen } = await lookAt(five, settled, { stepsFor });
    expect(seen.stepsError).toBe(failure);
    expect(seen.observed.hosts['w-2']).toMatchObject({ reachable: true, steps: [] });
  });
});
