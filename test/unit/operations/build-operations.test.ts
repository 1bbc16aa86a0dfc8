import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Action } from '../../../src/model/plan.ts';
import { buildOperations } from '../../../src/operations/build-operations.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { buildContextOf } from '../../support/build-context.ts';
import { useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost } from '../../support/fake-host.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

/** The verification of a cluster of which nobody tells anything, planned after the operations with these ids. */
function verification(needs: string[]) {
  const silent = (name: string) => new FakeHost(name, [{ match: /./, answer: { code: 1 } }]);
  const { context } = buildContextOf({ hosts: ['cp-1'] }, { 'cp-1': '' }, silent);
  const action: Action = 'verify-cluster';
  const planned = { id: 'cluster/verify-cluster', action, title: '', reason: '', needs, destructive: false, diffs: [] };
  const [node = expect.fail('nothing was built')] = buildOperations({
    ...context,
    plan: { ...context.plan, operations: [planned] },
  });
  return node.run(Object.assign(new RecordingContext(), { results: new Map() }));
}

describe('the wait for a healthy cluster', () => {
  it.each([
    ['as long as images may take, after changes', ['cp-1/prepare-host'], '600 s'],
    ['a minute where nothing was changed', [], '60 s'],
  ])('lasts %s', async (_, needs, limit) => {
    await expect(verification(needs)).rejects.toThrow(`gave up after ${limit} waiting until every node is Ready`);
  });
});
