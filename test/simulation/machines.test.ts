import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ending, live } from './life.ts';
import { stories } from './story.ts';

const RUNS = 4000;
/** Of a machine that is busy with other tests. Milliseconds. */
const LIMIT_MS = 300_000;

describe('apply, over and over, while hosts fail and inventories change', () => {
  it(
    'breaks no invariant, converges, and then plans nothing',
    () => {
      const endings: Ending[] = [];
      const property = fc.property(stories, (story) => {
        endings.push(live(story));
      });
      fc.assert(property, { numRuns: RUNS, ...seeded() });
      const sum = (of: (ending: Ending) => number) => endings.reduce((total, ending) => total + of(ending), 0);
      // A simulation in which nothing goes wrong, nothing changes or everything is lost would prove nothing.
      expect(sum(({ faults }) => faults)).toBeGreaterThan(2 * endings.length);
      expect(sum(({ edits }) => edits)).toBeGreaterThan(2 * endings.length);
      expect(sum(({ lost }) => (lost ? 1 : 0))).toBeLessThan(endings.length / 10);
    },
    LIMIT_MS,
  );
});

/** As a failure told: see README.md. */
function seeded(): { seed?: number; path?: string; endOnFailure?: boolean } {
  const { SIMULATION_SEED: seed, SIMULATION_PATH: path } = process.env;
  if (seed === undefined) return {};
  return { seed: Number(seed), ...(path !== undefined && { path, endOnFailure: true }) };
}
