import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunEvent } from '../../src/model/event.ts';
import type { Revision } from '../../src/plan/revisions/revision-list.ts';
import { FarmSite } from '../support/ssh-farm/farm-site.ts';

let site: FarmSite;

beforeEach(async () => {
  site = await FarmSite.open({ controlPlanes: 1, workers: 2 }, 's-free');
});

afterEach(() => site.close());

/** Titles of what it did. Workers stay as they are, whatever is wanted of them, so that nothing has to leave. */
async function apply(spec: string): Promise<string[]> {
  const workers = `machineDeployments: [{ name: workers, replicas: 2, strategy: { type: OnDelete }, kubeadmConfigSpec: ${spec} }]`;
  site.want(['cp-1', 'w-1', 'w-2'], workers);
  expect(await site.installer('apply', '-f', site.inventory, '--yes', '-o', 'json'), site.output.stdout).toBe(0);
  const events = site.output.stdout.trim().split('\n');
  const [plan] = events
    .map((line): RunEvent => JSON.parse(line))
    .flatMap((one) => (one.type === 'plan' ? [one.plan] : []));
  return (plan?.operations ?? []).map(({ title }) => title);
}

async function revisions(): Promise<unknown[]> {
  site.farm.visits();
  expect(await site.installer('revisions', '-f', site.inventory, '-o', 'json'), site.output.stderr).toBe(0);
  expect(Object.keys(site.farm.visits())).toEqual(['cp-1']);
  const told: Revision[] = JSON.parse(site.output.stdout);
  return told.map(({ owner, revision, differs, machines }) => [owner, revision, differs, machines.length]);
}

it('what is wanted becomes a revision once, and going back to it is applying what revisions prints', async () => {
  await apply('{ verbosity: 3 }');
  expect(await apply('{ verbosity: 3 }')).toEqual([]);
  expect(await revisions()).toEqual([
    ['control-plane', 1, [], 1],
    ['workers', 1, [], 2],
  ]);

  const changed = await apply('{ verbosity: 5 }');
  expect(changed).toEqual(['Record revision 2 of workers in the cluster', expect.stringContaining('Wait until')]);
  expect(await apply('{ verbosity: 5 }')).toEqual([]);
  expect(await revisions()).toEqual([
    ['control-plane', 1, [], 1],
    ['workers', 2, [], 0],
    ['workers', 1, ['verbosity'], 2],
  ]);

  expect(await site.installer('revisions', '-f', site.inventory, 'workers', '--revision', '1', '-o', 'json')).toBe(0);
  const [piece] = JSON.parse(site.output.stdout).spec.machineDeployments;
  await apply(JSON.stringify(piece.kubeadmConfigSpec));
  expect(await revisions()).toEqual([
    ['control-plane', 1, [], 1],
    ['workers', 3, [], 2],
    ['workers', 2, ['verbosity'], 0],
  ]);
}, 120_000);
