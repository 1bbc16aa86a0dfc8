import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Desired, KubeadmConfigSpec } from '../../../../src/model/desired.ts';
import type { MachineRecord } from '../../../../src/model/machine-record.ts';
import type { MachineSet } from '../../../../src/model/machine-set.ts';
import { machineSetChanges } from '../../../../src/plan/revisions/machine-set-changes.ts';
import { desiredCluster } from '../../../support/desired.ts';
import { machineRecord } from '../../../support/machine-record.ts';
import { machineSet } from '../../../support/machine-set.ts';

/** Workers that want this; the control plane as ever. */
function wanting(verbosity: number, deployment: Partial<Desired['machineDeployments'][number]> = {}): Desired {
  const desired = desiredCluster({ controlPlanes: 1, workers: 1 });
  const kubeadmConfigSpec: KubeadmConfigSpec = { verbosity };
  return {
    ...desired,
    machineDeployments: desired.machineDeployments.map((one) => ({ ...one, kubeadmConfigSpec, ...deployment })),
  };
}

/** The sets of a cluster once it was wanted so. */
function setsOnce(desired: Desired, machineSets: MachineSet[], records: MachineRecord[] = []): MachineSet[] {
  const { put, prune } = machineSetChanges(desired, { machineSets, records });
  const names = new Set([...prune, ...put.map(({ set }) => set.name)]);
  return [...machineSets.filter(({ name }) => !names.has(name)), ...put.map(({ set }) => set)];
}

const ofWorkers = (sets: readonly MachineSet[]) =>
  sets.filter(({ owner }) => owner === 'workers').sort((a, b) => a.revision - b.revision);

const numbered = (sets: readonly MachineSet[]) =>
  ofWorkers(sets).map(({ revision, kubeadmConfigSpec }) => [revision, kubeadmConfigSpec.verbosity]);

describe('revisions of what an owner wants', () => {
  test('begin with 1 for every owner, and settle', () => {
    const first = setsOnce(wanting(1), []);
    expect(first.map(({ owner, revision }) => [owner, revision])).toEqual([
      ['control-plane', 1],
      ['workers', 1],
    ]);
    expect(machineSetChanges(wanting(1), { machineSets: first, records: [] })).toEqual({ put: [], prune: [] });
  });

  test('of another version are others', () => {
    const sets = setsOnce(wanting(1, { version: 'v1.20.3' }), setsOnce(wanting(1), []));
    expect(ofWorkers(sets).map(({ revision, version }) => [revision, version])).toEqual([
      [1, 'v1.20.2'],
      [2, 'v1.20.3'],
    ]);
  });

  test('are the same set when it is wanted again, with the highest number', () => {
    const twice = setsOnce(wanting(2), setsOnce(wanting(1), []));
    const { put } = machineSetChanges(wanting(1), { machineSets: twice, records: [] });
    const [one] = ofWorkers(twice);
    expect(put).toEqual([{ set: { ...one, revision: 3 }, why: 'workers wants again what was its revision 1' }]);
    expect(numbered(setsOnce(wanting(1), twice))).toEqual([
      [2, 2],
      [3, 1],
    ]);
  });

  test('that have the same number by a mistake get one each', () => {
    const [one, two] = ofWorkers(setsOnce(wanting(2), setsOnce(wanting(1), [])));
    const tied = [one, two].map((set) => ({ ...(set as MachineSet), revision: 4 }));
    expect(numbered(setsOnce(wanting(1), tied)).at(-1)).toEqual([5, 1]);
  });

  test('hold no secret, also where it was copied to a command, and are others when it changes', () => {
    const using = (password: string) => {
      const contentFrom = { secret: { name: 'n', key: 'k' } };
      const files = [{ path: '/etc/s', content: password, contentFrom }];
      return wanting(1, { kubeadmConfigSpec: { files, preKubeadmCommands: [`login -p ${password}`] } });
    };
    const sets = setsOnce(using('n3w-s3cret'), setsOnce(using('v3ry-s3cret'), []));
    expect(ofWorkers(sets).map(({ revision, omitted }) => [revision, omitted])).toEqual([
      [1, ['preKubeadmCommands[0]']],
      [2, ['preKubeadmCommands[0]']],
    ]);
    expect(JSON.stringify(sets)).not.toContain('s3cret');
  });

  test('are never numbered where the cluster does not tell them', () => {
    expect(machineSetChanges(wanting(1), { records: [] })).toEqual({ put: [], prune: [] });
  });

  test('change nothing by labels, replicas and how machines leave', () => {
    const sets = setsOnce(wanting(1), []);
    const others = wanting(1, { labels: { a: 'b' }, replicas: 7, maxUnavailable: 3, revisionHistoryLimit: 0 });
    expect(machineSetChanges(others, { machineSets: sets, records: [] }).put).toEqual([]);
  });
});

describe('earlier revisions', () => {
  const history = Array.from({ length: 14 }, (_, i) => machineSet('workers', i + 1));

  test.each([
    [undefined, [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
    [2, [13, 14, 15]],
    [0, [15]],
  ])('are kept up to the limit of %s', (revisionHistoryLimit, kept) => {
    const sets = setsOnce(wanting(99, { revisionHistoryLimit }), history);
    expect(ofWorkers(sets).map(({ revision }) => revision)).toEqual(kept);
  });

  test('go only when another one comes', () => {
    const settled = setsOnce(wanting(99), history);
    expect(
      machineSetChanges(wanting(99, { revisionHistoryLimit: 0 }), { machineSets: settled, records: [] }).prune,
    ).toEqual([]);
  });

  test.each([
    ['is of them', machineRecord('w-1', { template: 'verbosity:1' })],
    ['may be of them', machineRecord('w-1', { template: undefined })],
  ])('stay while a machine %s', (_, record) => {
    const { prune } = machineSetChanges(wanting(99, { revisionHistoryLimit: 0 }), {
      machineSets: history,
      records: [record],
    });
    expect(prune).not.toContain('workers-1');
  });

  test('of an owner that is no more go with it', () => {
    const gone = [machineSet('gone', 1), machineSet('gone', 2, { template: 'verbosity:2' })];
    const records = [machineRecord('w-1', { owner: 'gone', template: 'verbosity:2' })];
    expect(machineSetChanges(wanting(1), { machineSets: gone, records }).prune).toEqual(['gone-1']);
  });
});

test('whatever is wanted one after the other: numbers grow, the last is the highest, nothing in use goes', () => {
  const step = fc.record({ verbosity: fc.nat(5), limit: fc.nat(3), serving: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let sets: MachineSet[] = [];
      let highest = 0;
      for (const { verbosity, limit, serving } of steps) {
        const used = ofWorkers(sets)[serving];
        const records = used ? [machineRecord('w-1', { template: used.template })] : [];
        const before = ofWorkers(sets).at(-1);
        sets = setsOnce(wanting(verbosity, { revisionHistoryLimit: limit }), sets, records);
        const own = ofWorkers(sets);
        const newest = own.at(-1);
        expect(newest?.kubeadmConfigSpec).toEqual({ verbosity });
        expect(newest?.revision).toBe(before?.name === newest?.name ? highest : highest + 1);
        expect(new Set(own.map(({ revision }) => revision)).size).toBe(own.length);
        if (used) expect(own.map(({ name }) => name)).toContain(used.name);
        highest = newest?.revision ?? 0;
      }
    }),
  );
});
