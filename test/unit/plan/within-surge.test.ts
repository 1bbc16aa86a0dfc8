import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withinSurge } from '../../../src/plan/within-surge.ts';

describe('machines that join while others leave', () => {
  test('all at once where there is room', () => {
    const rollout = { strategy: 'RollingUpdate' as const, maxSurge: 1, maxUnavailable: 0 };
    expect(withinSurge({ replicas: 2, rollout }, 1, 2)).toBeUndefined();
  });

  test('never more than wanted and maxSurge, never fewer than may be missing, and it ends', () => {
    const counts = fc.record({
      replicas: fc.nat({ max: 4 }),
      maxSurge: fc.nat({ max: 2 }),
      maxUnavailable: fc.nat({ max: 2 }),
      present: fc.nat({ max: 6 }),
      joins: fc.nat({ max: 4 }),
    });
    fc.assert(
      fc.property(counts, ({ replicas, maxSurge, maxUnavailable, present, joins: many }) => {
        // Nobody wants more to join than there are to be.
        const joins = Math.min(many, replicas);
        const rollout = { strategy: 'RollingUpdate' as const, maxSurge, maxUnavailable };
        const within = withinSurge({ replicas, rollout }, present, joins);
        if (!within) return;
        const leaving = Math.min(present, Math.max(0, present + joins - replicas));
        const least = Math.min(present, replicas - Math.max(maxUnavailable, maxSurge > 0 ? 0 : 1));
        let [joined, left] = [0, 0];
        for (;;) {
          const mayJoin = joined < joins && within.beforeJoin(joined) <= left;
          const mayLeave = left < leaving && within.beforeRemoval(left) <= joined;
          if (!mayJoin && !mayLeave) break;
          if (mayJoin) joined++;
          else left++;
          const now = present + joined - left;
          expect(now).toBeLessThanOrEqual(Math.max(present, replicas + maxSurge));
          expect(now).toBeGreaterThanOrEqual(least);
        }
        expect([joined, left]).toEqual([joins, leaving]);
      }),
    );
  });
});
