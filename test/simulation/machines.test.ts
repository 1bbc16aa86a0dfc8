import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs, within } from '../support/runs.ts';
import { type Ending, live } from './life.ts';
import { stories } from './story.ts';

const RUNS = runs(4000);
/** Of a machine that is busy with other tests. Milliseconds. */
const LIMIT_MS = within(900_000);

describe('apply, over and over, while hosts fail and inventories change', () => {
  it(
    'breaks no invariant, converges, and then plans nothing',
    () => {
      const endings: Ending[] = [];
      const property = fc.property(stories, (story) => {
        endings.push(live(story));
      });
      fc.assert(property, { numRuns: RUNS });
      const sum = (of: (ending: Ending) => number) => endings.reduce((total, ending) => total + of(ending), 0);
      // A simulation in which nothing goes wrong, nothing changes or everything is lost would prove nothing.
      expect(sum(({ faults }) => faults)).toBeGreaterThan(2 * endings.length);
      expect(sum(({ edits }) => edits)).toBeGreaterThan(2 * endings.length);
      expect(sum(({ lost }) => (lost ? 1 : 0))).toBeLessThan(endings.length / 10);
    },
    LIMIT_MS,
  );
});
