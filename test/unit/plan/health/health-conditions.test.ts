import { expect, it } from 'vitest';
import { clusterStatus } from '../../../../src/plan/cluster-status.ts';
import { healthCheck, ofWorkers, seenAfter } from '../../../support/health-check.ts';
import { observedWorld, shortDesired } from '../../../support/planner-world.ts';

const desired = shortDesired({
  hosts: ['cp-1', 'w-1', 'w-2', 'w-3', 's-1'],
  workers: { replicas: 3 },
  healthChecks: [healthCheck('workers-5m', { selector: ofWorkers })],
});
const observed = seenAfter(6, observedWorld(desired, { 'cp-1': '', 'w-1': 'dead', 'w-2': 'dead 9', 'w-3': '' }));

it('a status says of every machine that is looked at what health checks make of it', () => {
  const { machines } = clusterStatus(desired, observed);
  const said = machines.map(({ name, conditions }) => [
    name,
    ...conditions
      .filter(({ type }) => type === 'HealthCheckSucceeded' || type === 'OwnerRemediated')
      .map(({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`),
  ]);
  const unhealthy = 'HealthCheckSucceeded False UnhealthyNode: Ready is Unknown since 6m, 5m are allowed (workers-5m)';
  expect(said).toEqual([
    ['cp-1'],
    [
      'w-1',
      unhealthy,
      'OwnerRemediated False RemediationDeferred: it is not replaced: there is no free host for another one, and its own does not answer',
    ],
    ['w-2', unhealthy, 'OwnerRemediated False WaitingForRemediation: installer heal replaces it'],
    ['w-3', 'HealthCheckSucceeded True Succeeded: no health check finds it unhealthy'],
  ]);
});

it('and the same of checks', () => {
  expect(clusterStatus(desired, observed).healthChecks).toMatchObject([
    {
      name: 'workers-5m',
      ...{ expectedMachines: 3, currentHealthy: 1, remediationsAllowed: 1 },
      machines: [
        { name: 'w-1', replaced: false },
        { name: 'w-2', replaced: true },
      ],
    },
  ]);
});
