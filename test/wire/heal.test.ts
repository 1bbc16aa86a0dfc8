import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/model/event.ts';
import type { ClusterStatus } from '../../src/plan/cluster-status.ts';
import { FarmSite } from '../support/ssh-farm/farm-site.ts';

let site: FarmSite;

beforeEach(async () => {
  site = await FarmSite.open({ controlPlanes: 3, workers: 2 }, 's-free');
  // Recorded, as an apply leaves it.
  expect(await site.installer('apply', '-f', inventory(), '--yes', '-o', 'json'), site.output.stdout).toBe(0);
});

afterEach(() => site.close());

const MINUTE = 60_000;

function inventory(...more: string[]): string {
  const names = ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 's-free'];
  return site.want(
    names,
    'machineDeployments: [{ name: workers, replicas: 2 }]',
    'machineHealthChecks:',
    '  - name: workers-5m',
    '    selector: { matchLabels: { cluster.x-k8s.io/deployment-name: workers } }',
    '    unhealthyConditions: [{ type: Ready, status: Unknown, timeout: 5m }]',
    ...more,
  );
}

function hostOf(name: string) {
  const host = site.cluster.hosts.find((one) => one.name === name);
  if (!host) throw new Error(`no host ${name}`);
  return host;
}

/** The host of a machine was lost so many minutes ago. */
function lose(name: string, minutes: number): void {
  hostOf(name).silentSince = new Date(Date.now() - minutes * MINUTE).toISOString();
}

function events(): RunEvent[] {
  return site.output.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const checks = () => events().flatMap((event) => (event.type === 'health' ? event.checks : []));
const plan = () => events().flatMap((event) => (event.type === 'plan' ? [event.plan] : []))[0];

describe('installer heal', () => {
  it('finds nothing to do at a cluster that is well, and asks one host', async () => {
    site.farm.visits();
    expect(await site.installer('heal', '-f', inventory(), '-o', 'json'), site.output.stderr).toBe(0);
    expect(Object.keys(site.farm.visits())).toEqual(['cp-1']);
    expect(events().at(-1)).toMatchObject({ ok: true, changed: 0, summary: 'nothing to do: no machine is unhealthy' });
  });

  it('plans a machine on the free host instead of one whose host is dead', async () => {
    lose('w-1', 7);
    expect(await site.installer('heal', '-f', inventory(), '--dry-run', '-o', 'json'), site.output.stderr).toBe(0);
    expect(plan()).toMatchObject({ summary: { create: 1, update: 0, delete: 1 } });
    expect(plan()?.operations.map(({ id }) => id)).toEqual([
      's-free/prepare-host',
      's-free/join-worker',
      'w-1/drain-node',
      'w-1/delete-node',
      'cluster/verify-cluster',
    ]);
    expect(site.farm.unknown).toEqual([]);
  });

  it('says in words what it found, and wants the name of the cluster', async () => {
    lose('w-1', 7);
    expect(await site.installer('heal', '-f', inventory()), site.output.stderr).toBe(64);
    expect(site.output.stdout).toMatch(
      /w-1 +workers-5m +unhealthy +Ready is Unknown since 7m\w*, 5m are allowed +heal replaces it/,
    );
    expect(site.output.stderr).toContain('--yes --confirm-delete farm');
  });

  it('leaves alone one for whom the only host cannot be used, and says why', async () => {
    lose('w-1', 7);
    hostOf('s-free').lacks = 'conntrack';
    expect(await site.installer('heal', '-f', inventory(), '--dry-run', '-o', 'json'), site.output.stderr).toBe(0);
    expect(plan()?.operations).toEqual([]);
    expect(checks()[0]?.machines).toMatchObject([
      {
        name: 'w-1',
        replaced: false,
        whyNot: expect.stringMatching(
          /^there is no free host for another one \(s-free cannot be used: .*conntrack.*\), and/,
        ),
      },
    ]);
    const findings = events().flatMap((event) => (event.type === 'findings' ? event.findings : []));
    expect(findings).toContainEqual(expect.objectContaining({ host: 's-free', severity: 'warn' }));
  });

  it('leaves alone what is not unhealthy for long enough, though its host is dead', async () => {
    lose('w-1', 3);
    expect(await site.installer('heal', '-f', inventory(), '-o', 'json'), site.output.stderr).toBe(0);
    expect(plan()?.operations).toEqual([]);
  });

  it('leaves alone more than maxUnhealthy, and status says so', async () => {
    lose('w-1', 7);
    lose('w-2', 7);
    const file = inventory('    maxUnhealthy: 40%');
    expect(await site.installer('heal', '-f', file, '-o', 'json'), site.output.stderr).toBe(0);
    expect(plan()?.operations).toEqual([]);
    expect(await site.installer('status', '-f', file, '-o', 'json'), site.output.stderr).toBe(0);
    const status: ClusterStatus = JSON.parse(site.output.stdout);
    const whyNot = '2 of 2 not healthy, maxUnhealthy is 40%: 0';
    expect(status.healthChecks[0]).toMatchObject({
      name: 'workers-5m',
      ...{ expectedMachines: 2, currentHealthy: 0, remediationsAllowed: 0 },
      machines: [
        { name: 'w-1', unhealthy: true, replaced: false, whyNot },
        { name: 'w-2', unhealthy: true, replaced: false, whyNot },
      ],
    });
    const conditions = status.machines.find(({ name }) => name === 'w-1')?.conditions;
    expect(conditions?.map(({ type, status: is }) => `${type} ${is}`)).toEqual(
      expect.arrayContaining(['HealthCheckSucceeded False', 'OwnerRemediated False']),
    );
  });

  it('refuses an inventory that never says what is unhealthy, and a watch that would have to ask', async () => {
    expect(await site.installer('heal', '-f', inventory(), '--watch')).toBe(64);
    expect(site.output.stderr).toContain('add --yes --confirm-delete farm');
    expect(await site.installer('heal', '-f', site.want(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2']))).toBe(10);
    expect(site.output.stderr).toContain('has no machineHealthChecks');
  });
});
