import { expect, test } from 'vitest';
import { machineSetResource } from '../../../src/model/machine-set-resource.ts';
import { machineSets } from '../../../src/observe/cluster/machine-sets.ts';
import { machineSet } from '../../support/machine-set.ts';

const set = machineSet('workers', 3, {
  kubeadmConfigSpec: { files: [{ path: '/etc/a', append: true }], preKubeadmCommands: ["echo 'a'"] },
  omitted: ['files[/etc/a].content'],
});

/** As the API gives it back. */
const { metadata, ...rest } = machineSetResource(set);
const kept = { ...rest, metadata: { ...metadata, creationTimestamp: set.createdAt, generation: 1 } };

test('a set is read as it was put', () => {
  expect(machineSets(JSON.parse(JSON.stringify({ items: [kept] })))).toEqual([set]);
});

test.each([
  ['revision', '3'],
  ['owner', undefined],
  ['template', 7],
  ['omitted', 'all'],
])('one whose %s is %j is left out, the others are not', (field, value) => {
  const odd = { ...kept, spec: { ...kept.spec, [field]: value } };
  expect(machineSets({ items: [odd, kept] })).toEqual([set]);
});
