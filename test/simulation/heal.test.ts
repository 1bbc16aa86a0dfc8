import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs, within } from '../support/runs.ts';
import { type Ending, live } from './life.ts';
import { healings } from './story.ts';

const RUNS = runs(400);
/** Of a machine that is busy with other tests. Milliseconds. */
const LIMIT_MS = within(600_000);

it(
  'heal between applies breaks no invariant, and what it leaves behind converges',
  () => {
    const endings: Ending[] = [];
    const property = fc.property(healings, (story) => {
      endings.push(live(story));
    });
    fc.assert(property, { numRuns: RUNS });
    // Where nothing was ever healed nothing would be proved.
    expect(endings.reduce((total, { healed }) => total + healed, 0)).toBeGreaterThan(endings.length / 4);
  },
  LIMIT_MS,
);
