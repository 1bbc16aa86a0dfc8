import { expect, it } from 'vitest';
import type { Look } from '../../../src/cli/look.ts';
import { probe } from '../../../src/cli/probe.ts';
import type { Session } from '../../../src/cli/session.ts';
import type { MachineMark } from '../../../src/model/facts.ts';
import { clusterIdentity, reachableFacts } from '../../../src/plan/cluster-identity.ts';
import { machineStates } from '../../../src/plan/machine-states.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { FakeHost } from '../../support/fake-host.ts';

const desired = desiredCluster({ controlPlanes: 2, workers: 1 });

/** What is heard at the endpoint by cp-1, a bare host, where an API server answers there; the other hosts bear these marks. */
async function heard(marks: Record<string, Partial<MachineMark>>) {
  const names = ['cp-1', 'cp-2', 'w-1'];
  const hosts = Object.fromEntries(
    names.map((name) => {
      const facts = bareFacts(marks[name] && { machine: mark({ machine: name, ...marks[name] }) });
      return [name, { reachable: true as const, facts, steps: [] }];
    }),
  );
  const host = (name: string) =>
    new FakeHost(name, [
      { match: /##api:/, answer: { stdout: '##api:{"gitVersion":"v1.34.2"}\n##end\n' } },
      { match: /##probe:/, answer: { stdout: '##end\n' } },
    ]);
  const facts = reachableFacts({ hosts });
  const identity = clusterIdentity(desired, { hosts });
  const look = { desired, facts, identity, states: machineStates(desired, { hosts }) };
  const probes = await probe({ host } as unknown as Session, look as unknown as Look, new Set(['cp-1']));
  return probes['cp-1']?.api;
}

it('asks for an API server at the endpoint where nothing that was seen knows of a cluster', async () => {
  expect(await heard({})).toEqual({ version: 'v1.34.2' });
  expect(await heard({ 'cp-2': { phase: 'claimed' } })).toEqual({ version: 'v1.34.2' });
});

it.each<[string, Record<string, Partial<MachineMark>>]>([
  ['the cluster has a control plane', { 'cp-2': { phase: 'bootstrapped' } }],
  ['a control plane was begun, which may be what answers', { 'cp-2': { phase: 'bootstrapping', bootstrap: 'init' } }],
  ['a worker knows of it, which is said in its own words', { 'w-1': { phase: 'bootstrapped', role: 'worker' } }],
])('asks for none where %s', async (_, marks) => {
  expect(await heard(marks)).toBeUndefined();
});
