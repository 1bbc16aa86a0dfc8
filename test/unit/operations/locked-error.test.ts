import { expect, it } from 'vitest';
import { lockedError } from '../../../src/operations/locked-error.ts';

it.each([
  ['a name that String would call', '{"who":"ops@a","command":{"toString":0},"since":"long ago","at":{"valueOf":0}}'],
  ['nothing beside the name', '{"who":"ops@a","since":"long ago"}'],
])('believes nothing of what stands on the host: %s', (_, left) => {
  expect(lockedError('cp-1', 'b-cluster', `1000\n${left}\n`).message).toBe(
    'b-cluster is being changed by ops@a: , since long ago (0 s ago)',
  );
});
