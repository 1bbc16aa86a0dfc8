import { describe, expect, it } from 'vitest';
import { type ClusterAccessInput, controlPlanesOf, viewOf } from '../../../src/operations/cluster-access.ts';
import { existingMachines } from '../../../src/plan/existing-machines.ts';
import { machineStates } from '../../../src/plan/machine-states.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { observedWorld, type ShortInventory, shortDesired, type World } from '../../support/planner-world.ts';

interface Asked {
  input: ClusterAccessInput;
  /** Names of the hosts that were asked something, in order. */
  asked: string[];
}

/** As an apply would reach the control planes of such a world; `answering` tell of the cluster, the others give no answer. */
function access(
  inventory: ShortInventory,
  world: World,
  { leaving = [], via, answering = [] }: { leaving?: string[]; via?: string; answering?: string[] } = {},
): Asked {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  const asked: string[] = [];
  const host = (name: string) =>
    new FakeHost(name, [
      {
        match: /kube-system/,
        answer: () => {
          asked.push(name);
          return { stdout: answering.includes(name) ? clusterToldBy(name) : '' };
        },
      },
    ]);
  const input: ClusterAccessInput = {
    desired,
    existing: existingMachines(desired, observed),
    states: machineStates(desired, observed),
    leaving: new Set(leaving),
    host,
    ...(via !== undefined && { via }),
  };
  return { input, asked };
}

const names = ({ input }: Asked) => controlPlanesOf(input).map(({ host }) => host.name);

/** The least that counts as an answer. */
function clusterToldBy(name: string): string {
  const bodies = {
    '/api/v1/nodes': { items: [] },
    '/api/v1/namespaces/kube-system': { metadata: { uid: 'kube-system-uid' } },
    '/apis/installer.dev/v1alpha1/machines': { items: [] },
  };
  const told = Object.entries(bodies).map(([path, body]) => `${JSON.stringify(body)}\n##http:200 ${path}\n`);
  return `##via:${name}\n${told.join('')}##end\n`;
}

describe('control planes that may be asked', () => {
  it.each<[string, ShortInventory, World, Parameters<typeof access>[2], string[]]>([
    [
      'who told of the cluster first, who leaves last',
      { hosts: ['cp-1', 'cp-2', 'cp-3'] },
      { 'cp-1': '', 'cp-2': '', 'cp-3': '' },
      { via: 'cp-3', leaving: ['cp-1'] },
      ['cp-3', 'cp-2', 'cp-1'],
    ],
    [
      'who told of the cluster last, when it leaves itself',
      { hosts: ['cp-1', 'cp-2'] },
      { 'cp-1': '', 'cp-2': '' },
      { via: 'cp-1', leaving: ['cp-1'] },
      ['cp-2', 'cp-1'],
    ],
    [
      'also those that the inventory no longer names',
      { hosts: ['cp-2'] },
      { 'cp-1': '', 'cp-2': '' },
      {},
      ['cp-2', 'cp-1'],
    ],
    ['also those that are only being made', { hosts: ['cp-1', 'cp-2'] }, { 'cp-1': '' }, {}, ['cp-1', 'cp-2']],
    ['no worker', { hosts: ['cp-1', 'w-1'] }, { 'cp-1': '', 'w-1': '' }, {}, ['cp-1']],
    ['none whose host does not answer', { hosts: ['cp-1'] }, { 'cp-1': '', 'cp-2': 'dead' }, {}, ['cp-1']],
    ['none that has left', { hosts: ['cp-1'] }, { 'cp-1': '', 'cp-2': 'unclean' }, {}, ['cp-1']],
    [
      'none whose host serves another cluster by now',
      { hosts: ['cp-1'] },
      { 'cp-1': '', 'cp-2': 'foreign' },
      {},
      ['cp-1'],
    ],
    [
      'none of another cluster that the inventory names by mistake',
      { hosts: ['cp-1', 'cp-2'] },
      { 'cp-1': '', 'cp-2': 'foreign no-record no-node no-member' },
      {},
      ['cp-1'],
    ],
  ])('%s', (_, inventory, world, options, expected) => {
    expect(names(access(inventory, world, options))).toEqual(expected);
  });
});

describe('the cluster as it is told', () => {
  const three: ShortInventory = { hosts: ['cp-1', 'cp-2', 'cp-3'] };
  const world: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '' };

  it('is told by the first that answers; the others are not asked', async () => {
    const { input, asked } = access(three, world, { via: 'cp-1', answering: ['cp-2', 'cp-3'] });
    expect(await viewOf(input)).toMatchObject({ via: 'cp-2', uid: 'kube-system-uid' });
    expect(asked).toEqual(['cp-1', 'cp-2']);
  });

  it('is not known when nobody answers, and why', async () => {
    const { input, asked } = access(three, world);
    expect(await viewOf(input)).toEqual({
      unavailable: ['cp-1', 'cp-2', 'cp-3'].map((name) => `${name}: the API server gave no answer`).join('; '),
    });
    expect(asked).toEqual(['cp-1', 'cp-2', 'cp-3']);
  });
});
