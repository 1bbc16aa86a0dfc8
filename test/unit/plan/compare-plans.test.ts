import { describe, expect, it } from 'vitest';
import type { PlannedOperation } from '../../../src/model/plan.ts';
import { comparePlans } from '../../../src/plan/compare-plans.ts';

function operation(overrides: Partial<PlannedOperation> = {}): PlannedOperation {
  return {
    id: 'w-3/join-worker',
    machine: 'w-3',
    host: 'w-3',
    action: 'join-worker',
    title: 'Join w-3',
    reason: 'it is bare',
    needs: ['w-3/prepare-host', 'cp-1/init-control-plane'],
    destructive: false,
    diffs: [{ path: '/etc/hosts', unified: '+ w-3' }],
    ...overrides,
  };
}

describe('comparePlans', () => {
  it.each<[string, PlannedOperation[], PlannedOperation[], string[]]>([
    ['the same', [operation()], [operation()], []],
    ['told in other words', [operation()], [operation({ title: 'Join', reason: 'it is claimed' })], []],
    [
      'needs in another order',
      [operation()],
      [operation({ needs: ['cp-1/init-control-plane', 'w-3/prepare-host'] })],
      [],
    ],
    ['one less', [operation()], [], ['operation w-3/join-worker is no longer needed']],
    ['one more', [], [operation()], ['operation w-3/join-worker is needed now']],
    [
      'another order',
      [operation()],
      [operation({ needs: ['w-3/prepare-host'] })],
      ['operation w-3/join-worker waits for others now'],
    ],
    [
      'something else under the same name',
      [operation()],
      [operation({ destructive: true })],
      ['operation w-3/join-worker is another one now'],
    ],
    ['on another host', [operation()], [operation({ host: 'w-4' })], ['operation w-3/join-worker is another one now']],
    [
      'other changes in files',
      [operation({ diffs: [...operation().diffs, { path: '/etc/motd', note: 'binary' }] })],
      [operation({ diffs: [{ path: '/etc/hosts', unified: '+ w-3, w-4' }] })],
      ['operation w-3/join-worker would change /etc/hosts, /etc/motd otherwise now'],
    ],
  ])('%s', (_, saved, now, says) => {
    expect(comparePlans({ operations: saved }, { operations: now })).toEqual(says);
  });
});
