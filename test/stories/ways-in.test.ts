import { afterAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { editedInventory } from './support/edited-inventory.ts';
import { installer } from './support/installer.ts';
import { kubectlFor } from './support/kubectl.ts';

const WAYS = [
  { way: 'as root', name: 'story-root', user: 'root', bastion: false },
  {
    way: 'through a bastion, as a user whose sudo wants a password',
    name: 'story-bastion',
    user: 'opspw',
    bastion: true,
  },
] as const;

/** The same apply, however the hosts are reached. (The other stories log in as a user with passwordless sudo.) */
describe.each(WAYS)('a cluster is made $way', ({ name, user, bastion }) => {
  let lab: Lab;
  afterAll(() => lab?.down());

  it('and its node is Ready, with the labels and taints of the inventory', async () => {
    lab = await startLab({ name, controlPlanes: 1, workers: 0, user, bastion });
    const inventory = await editedInventory(lab, 'labelled', ({ spec }) => {
      const taint = { key: 'rack', value: 'a', effect: 'PreferNoSchedule' };
      for (const host of spec.hosts) Object.assign(host, { labels: { hall: 'one' }, taints: [taint] });
    });
    const run = await installer(['apply', '-f', inventory, '--yes']);
    expect(run.code, run.said).toBe(0);
    const kubectl = await kubectlFor(lab);
    const { items } = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json']));
    expect(items).toHaveLength(1);
    expect(items[0].metadata).toMatchObject({ name: 'cp-1', labels: { hall: 'one' } });
    expect(items[0].spec.taints).toContainEqual({ key: 'rack', value: 'a', effect: 'PreferNoSchedule' });
  });
});
