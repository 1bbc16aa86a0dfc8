import { describe, expect, it } from 'vitest';
import type { PlannedOperation } from '../../../src/model/plan.ts';
import { type Operation, operationNode } from '../../../src/operations/operation.ts';
import { RecordingContext } from '../../support/apply-context.ts';

const planned: PlannedOperation = {
  id: 'cluster/verify-cluster',
  action: 'verify-cluster',
  title: '',
  reason: '',
  needs: [],
  destructive: false,
  diffs: [],
};

/** What a run is told of an operation that has something to do and does it. */
async function outcomeOf(overrides: Partial<Operation<string>>) {
  const operation: Operation<string> = {
    action: 'verify-cluster',
    observe: async () => 'seen',
    changes: () => [{ what: 'it', why: 'because' }],
    apply: async () => undefined,
    ...overrides,
  };
  return operationNode(planned, operation).run(Object.assign(new RecordingContext(), { results: new Map() }));
}

describe('an operation', () => {
  it('that did something has changed something', async () => {
    expect(await outcomeOf({})).toEqual({ changed: true });
  });

  it('that only waits has changed nothing, however long', async () => {
    expect(await outcomeOf({ onlyLooks: true })).toEqual({ changed: false });
  });

  it('that has nothing to do is not begun', async () => {
    const apply = () => Promise.reject(new Error('begun'));
    expect(await outcomeOf({ changes: () => [], apply })).toEqual({ changed: false });
  });
});
