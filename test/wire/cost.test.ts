import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FarmSite } from '../support/ssh-farm/farm-site.ts';
import type { HostVisit } from '../support/ssh-farm/ssh-farm.ts';

let site: FarmSite;

afterEach(() => site.close());

/** Runs the command line on an inventory of these hosts, and answers what each host was asked. */
async function installer(names: readonly string[], ...args: string[]): Promise<Record<string, HostVisit>> {
  const code = await site.installer(...args, '-f', site.want(names), '-o', 'json');
  expect({ code, ends: code === 0 ? '' : site.output.stderr.slice(-2000) }).toEqual({ code: 0, ends: '' });
  expect(site.farm.unknown).toEqual([]);
  return site.farm.visits();
}

/** What a run's last event says. */
function lastEvent(): unknown {
  return JSON.parse(site.output.stdout.trim().split('\n').at(-1) ?? '');
}

/** How many connections each host got. */
function connections(visits: Record<string, HostVisit>): Record<string, number> {
  return Object.fromEntries(Object.entries(visits).map(([name, visit]) => [name, visit.connections]));
}

function once(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, 1]));
}

/** The same whatever the number of nodes: that is the point. */
describe.each([{ workers: 2 }, { workers: 200 }])(
  'a cluster of 3 control planes and $workers workers',
  ({ workers }) => {
    beforeEach(async () => {
      site = await FarmSite.open({ controlPlanes: 3, workers }, 'w-new');
    });

    it('gets a worker more at the cost of that worker and one control plane', async () => {
      const more = site.cluster.hosts.map(({ name }) => name);
      const nodes = more.filter((name) => name !== 'w-new');

      // Made before there were records: all hosts are looked at, once, and then recorded through one control plane.
      const first = await installer(nodes, 'apply', '--yes');
      expect(connections(first)).toEqual(once(nodes));
      expect([...site.cluster.records.keys()].toSorted()).toEqual(nodes.toSorted());

      const planned = await installer(more, 'plan');
      expect(JSON.parse(site.output.stdout)).toMatchObject({ summary: { create: 1, update: 0, delete: 0 } });
      expect(connections(planned)).toEqual({ 'cp-1': 1, 'w-new': 1 });
      expect(planned['cp-1']?.scripts).toEqual(['facts', 'cluster-view']);
      expect(planned['w-new']?.scripts).toEqual(['facts', 'check-steps', 'probes']);

      const joined = await installer(more, 'apply', '--yes');
      expect(lastEvent()).toMatchObject({ type: 'run-finished', ok: true, changed: 2 });
      expect(connections(joined)).toEqual({ 'cp-1': 1, 'w-new': 1 });
      expect(joined['w-new']?.scripts).toContain('join');
      expect(site.cluster.records.get('w-new')?.spec).toHaveProperty('revision');

      // With nothing else to do there is time to look for drift: at every host, two questions each.
      const again = await installer(more, 'apply', '--yes');
      expect(lastEvent()).toMatchObject({ type: 'run-finished', ok: true, changed: 0 });
      expect(connections(again)).toEqual(once(more));
      expect(again['w-1']?.scripts).toEqual(['facts', 'check-steps']);
    }, 120_000);
  },
);

it('a cluster that is yet to be made is looked at under the lock of every host that is to begin it', async () => {
  site = await FarmSite.open({ controlPlanes: 3, workers: 1 }, 'w-new');
  for (const host of site.cluster.hosts) Object.assign(host, { mark: undefined, prepared: false });
  const names = site.cluster.hosts.map(({ name }) => name);
  // Nobody is there to say yes.
  expect(await site.installer('apply', '-f', site.want(names)), site.output.stderr.slice(-2000)).toBe(64);
  const { 'w-new': worker, ...others } = site.farm.visits();
  expect(worker).toEqual({ connections: 1, scripts: ['facts', 'check-steps', 'facts', 'check-steps', 'probes'] });
  const locked = Object.entries(others).filter(([, { scripts }]) => scripts.includes('lock'));
  expect(locked.map(([name]) => name)).toEqual(['cp-1', 'cp-2', 'cp-3']);
  // What was seen before a lock was taken is seen again.
  for (const [, { scripts }] of locked) expect(scripts.slice(scripts.lastIndexOf('lock'))).toContain('facts');
});
