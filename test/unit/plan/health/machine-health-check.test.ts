import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredHealthCheck } from '../../../../src/model/desired.ts';
import { healthBudget } from '../../../../src/plan/health/machine-health-check.ts';

type Limits = Pick<DesiredHealthCheck, 'maxUnhealthy' | 'unhealthyRange'>;

function targets(healthy: number, unhealthy: number, waiting = 0) {
  const of = (count: number, state: 'healthy' | 'unhealthy' | 'waiting') =>
    Array.from({ length: count }, () => ({ state }));
  return [...of(healthy, 'healthy'), ...of(unhealthy, 'unhealthy'), ...of(waiting, 'waiting')];
}

describe('healthBudget', () => {
  // Of Cluster API's own tests (machinehealthcheck_controller_test.go, TestIsAllowedRemediation), and roundings.
  it.each<[string, Limits, [number, number, number?], boolean, number]>([
    ['nobody is unhealthy', { maxUnhealthy: '100%' }, [3, 0], true, 3],
    ['all may be', { maxUnhealthy: '100%' }, [0, 3], true, 0],
    ['as many as may be', { maxUnhealthy: 2 }, [3, 2], true, 0],
    ['one more than may be', { maxUnhealthy: 1 }, [1, 2], false, 0],
    ['none may be', { maxUnhealthy: 0 }, [2, 1], false, 0],
    ['none is, and none may be', { maxUnhealthy: 0 }, [3, 0], true, 0],
    ['40 % of 3 is 1', { maxUnhealthy: '40%' }, [2, 1], true, 0],
    ['40 % of 3 is not 2', { maxUnhealthy: '40%' }, [1, 2], false, 0],
    ['40 % of 5 is 2', { maxUnhealthy: '40%' }, [3, 2], true, 0],
    ['10 % of 9 is none', { maxUnhealthy: '10%' }, [8, 1], false, 0],
    ['99 % of 3 is 2', { maxUnhealthy: '99%' }, [1, 2], true, 0],
    ['who is not healthy yet counts', { maxUnhealthy: 1 }, [1, 1, 1], false, 0],
    ['within the range', { maxUnhealthy: 0, unhealthyRange: { min: 1, max: 3 } }, [1, 2], true, 1],
    ['at its upper end', { maxUnhealthy: 0, unhealthyRange: { min: 1, max: 3 } }, [0, 3], true, 0],
    ['above it', { maxUnhealthy: '100%', unhealthyRange: { min: 1, max: 3 } }, [0, 4], false, 0],
    ['below it', { maxUnhealthy: '100%', unhealthyRange: { min: 3, max: 5 } }, [4, 2], false, 0],
    ['a range that begins with none', { maxUnhealthy: 0, unhealthyRange: { min: 0, max: 1 } }, [3, 0], true, 1],
    ['nobody is looked at', { maxUnhealthy: '40%' }, [0, 0], true, 0],
  ])('%s', (_, limits, counts, allowed, more) => {
    expect(healthBudget(limits, targets(...counts))).toMatchObject({ allowed, remediationsAllowed: more });
  });

  it('says what it counted', () => {
    expect(healthBudget({ maxUnhealthy: '40%' }, targets(1, 2)).message).toBe(
      '2 of 3 not healthy, maxUnhealthy is 40%: 1',
    );
    const range = { maxUnhealthy: 1, unhealthyRange: { min: 1, max: 2 } };
    expect(healthBudget(range, targets(1, 2)).message).toBe('2 of 3 not healthy, unhealthyRange is [1-2]');
  });

  it('never allows more than the percentage', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(40), fc.nat(40), fc.nat(40), (percent, healthy, unhealthy, waiting) => {
        const budget = healthBudget({ maxUnhealthy: `${percent}%` }, targets(healthy, unhealthy, waiting));
        const expected = healthy + unhealthy + waiting;
        expect(budget.allowed).toBe((unhealthy + waiting) * 100 <= percent * expected);
        expect(budget.remediationsAllowed).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
