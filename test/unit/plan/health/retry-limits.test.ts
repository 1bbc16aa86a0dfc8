import { describe, expect, it } from 'vitest';
import { retryLimits } from '../../../../src/plan/health/retry-limits.ts';

const NOW = Date.parse('2026-02-01T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number, retryCount = 0) => ({
  name: 'cp-4',
  remediationFor: { machine: 'cp-3', timestamp: new Date(NOW - minutes * MINUTE).toISOString(), retryCount },
});

describe('retryLimits', () => {
  it.each([
    ['the first of its kind', { name: 'cp-4' }, undefined, 0],
    ['without limits it goes on', ago(5, 7), undefined, 8],
    ['healthy for long enough, it is counted anew', ago(61, 7), undefined, 0],
    ['to the minute', ago(60, 7), undefined, 0],
    ['a shorter minHealthyPeriod', ago(11, 7), { retryPeriodMs: 0, minHealthyPeriodMs: 10 * MINUTE }, 0],
    ['the retry period is over', ago(5), { retryPeriodMs: 5 * MINUTE, minHealthyPeriodMs: 60 * MINUTE }, 1],
    ['not as often as may be', ago(5, 2), { maxRetry: 3, retryPeriodMs: 0, minHealthyPeriodMs: 60 * MINUTE }, 3],
    [
      'what is remembered cannot be read',
      { name: 'cp-4', remediationFor: { machine: 'x', timestamp: '', retryCount: 4 } },
      undefined,
      0,
    ],
  ])('%s', (_, machine, remediation, retryCount) => {
    const timestamp = new Date(NOW).toISOString();
    expect(retryLimits(machine, remediation, NOW)).toEqual({
      remediationFor: { machine: 'cp-4', timestamp, retryCount },
    });
  });

  it.each([
    [
      'too soon',
      ago(4),
      { retryPeriodMs: 5 * MINUTE, minHealthyPeriodMs: 60 * MINUTE },
      'it took the place of cp-3 4m ago: retryPeriod ends in 1m',
    ],
    [
      'often enough',
      ago(5, 3),
      { maxRetry: 3, retryPeriodMs: 0, minHealthyPeriodMs: 60 * MINUTE },
      'replacements of it were replaced 3 times already: maxRetry is 3',
    ],
    [
      'never',
      ago(5, 0),
      { maxRetry: 0, retryPeriodMs: 0, minHealthyPeriodMs: 60 * MINUTE },
      'replacements of it were replaced 0 times already: maxRetry is 0',
    ],
  ])('%s', (_, machine, remediation, whyNot) => {
    expect(retryLimits(machine, remediation, NOW)).toEqual({ whyNot });
  });
});
