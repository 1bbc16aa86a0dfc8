import { describe, expect, test } from 'vitest';
import { readInventory } from '../../../../src/inventory/read-inventory.ts';
import type { Desired, KubeadmConfigSpec } from '../../../../src/model/desired.ts';
import type { MachineSet } from '../../../../src/model/machine-set.ts';
import { machineTemplate } from '../../../../src/plan/machine-template.ts';
import { machineSetChanges } from '../../../../src/plan/revisions/machine-set-changes.ts';
import { wayBack } from '../../../../src/plan/revisions/way-back.ts';
import { machineSet } from '../../../support/machine-set.ts';
import { within } from '../../../support/runs.ts';

const BASE = {
  cluster: { controlPlaneEndpoint: { host: '10.0.0.9' } },
  hosts: [
    { name: 'cp-1', address: '10.0.0.1', role: 'control-plane' },
    { name: 'w-1', address: '10.0.0.2', role: 'worker' },
  ],
};

async function read(spec: object): Promise<Desired> {
  const inventory = { apiVersion: 'installer.dev/v1alpha1', kind: 'Inventory', metadata: { name: 'c' }, spec };
  async function* stdin() {
    yield JSON.stringify(inventory);
  }
  return (await readInventory({ files: ['-'], stdin: stdin(), cwd: '/', checkFiles: false })).desired;
}

function setsOf(desired: Desired): MachineSet[] {
  return machineSetChanges(desired, { machineSets: [], records: [] }).put.map(({ set }) => set);
}

const THEN: KubeadmConfigSpec = {
  clusterConfiguration: {
    apiServer: { extraArgs: { 'audit-log-maxage': '30' } },
    etcd: { local: { extraArgs: null } },
  },
  joinConfiguration: { nodeRegistration: { kubeletExtraArgs: { v: '2' } } },
  files: [{ path: '/etc/a', content: "it's\n\ta: #b\n", permissions: '0644' }],
  users: [{ name: 'ops', sudo: 'ALL=(ALL) NOPASSWD:ALL', groups: 'adm' }],
  preKubeadmCommands: ['echo "{{ ds.meta_data.hostname }}"'],
  mounts: [['/dev/sdb', '/var/lib/x']],
  verbosity: 4,
};

describe('what goes back to a revision', { timeout: within(30_000) }, () => {
  test.each([
    ['the control plane', 'control-plane', {}],
    [
      'a machine deployment',
      'md',
      { machineDeployments: [{ name: 'md', version: 'v1.34.1', kubeadmConfigSpec: THEN }] },
    ],
    ['a machine pool', 'mp', { machinePools: [{ name: 'mp', kubeadmConfigSpec: THEN }] }],
  ])('is, of %s, what makes the same template again', async (_, owner, groups) => {
    const then = await read({ ...BASE, ...groups, controlPlane: { version: 'v1.34.2', kubeadmConfigSpec: THEN } });
    const set = setsOf(then).find((one) => one.owner === owner) ?? expect.fail('no set');
    expect(set.omitted).toEqual([]);
    const now = { ...then, controlPlane: { ...then.controlPlane, kubeadmConfigSpec: {} } };
    const { inventory, notes } = wayBack(set, now);
    expect(notes.join()).not.toMatch(/not kept|left out|were other ones/);
    const again = await read({ controlPlane: { version: 'v1.34.2' }, ...BASE, ...inventory.spec });
    expect(machineTemplate(again, owner)).toBe(set.template);
    expect(setsOf(again).map(({ name }) => name)).toContain(set.name);
  });

  test('says what is missing in it', async () => {
    const now = await read({ ...BASE, controlPlane: { version: 'v1.34.2' } });
    const omitted = ['files[/etc/s].content'];
    const old = machineSet('control-plane', 3, { version: 'v1.34.1', template: 'cluster:0', omitted });
    const { inventory, notes } = wayBack(old, now);
    expect(inventory).toEqual({ spec: { controlPlane: { kubeadmConfigSpec: { verbosity: 3 } } } });
    expect(notes).toEqual([
      'revision 3 of control-plane: put it into the inventory in place of what stands there, then plan and apply',
      'its version, v1.34.1, is left out: a control plane never goes back to an older one',
      'files[/etc/s].content is not kept in the cluster: write it as it was',
      'initConfiguration is no part of a revision: keep what the inventory has',
      'endpoint, networks or domain of the cluster were other ones then: they are no part of it either',
    ]);
  });

  test('says that its owner is gone', async () => {
    const { inventory, notes } = wayBack(
      machineSet('gone', 1),
      await read({ ...BASE, controlPlane: { version: 'v1.34.2' } }),
    );
    expect(inventory.spec).toMatchObject({ machineDeployments: [{ name: 'gone', version: 'v1.20.2' }] });
    expect(notes.at(-1)).toContain('the inventory has no gone by now');
  });
});
