import { afterAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
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

  it('and its node is Ready', async () => {
    lab = await startLab({ name, controlPlanes: 1, workers: 0, user, bastion });
    const run = await installer(['apply', '-f', lab.inventoryPath, '--yes']);
    expect(run.code, run.said).toBe(0);
    const kubectl = await kubectlFor(lab);
    const { items } = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json']));
    expect(items.map((node: { metadata: { name: string } }) => node.metadata.name)).toEqual(['cp-1']);
  });
});
