import { expect, it } from 'vitest';
import { unanswered } from '../../../src/cli/cluster-unanswered.ts';
import { desiredCluster } from '../../support/desired.ts';

it('a cluster none of whose control planes answers: one of them may have been taken out of the inventory', () => {
  const error = unanswered(desiredCluster({ controlPlanes: 1, workers: 0 }), 'cp-1: connection refused');
  expect(error).toMatchObject({ kind: 'cluster-unhealthy', exitCode: 14 });
  expect(error.message).toContain('cp-1: connection refused');
  expect(error.details.hint).toContain('put back the lines of control planes that you took out');
});
