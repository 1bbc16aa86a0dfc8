import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ending, live } from './life.ts';
import { stories } from './story.ts';

const RUNS = Number(process.env.RUNS ?? 3000);

describe('apply, over and over, while hosts fail and inventories change', () => {
  it('breaks no invariant, converges, and then plans nothing', () => {
    const endings: Ending[] = [];
    const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };
    fc.assert(
      fc.property(stories, (story) => {
        endings.push(live(story));
      }),
      { numRuns: RUNS, ...seed },
    );
    const sum = (of: (ending: Ending) => number) => endings.reduce((total, ending) => total + of(ending), 0);
    console.log({
      runs: endings.length,
      faults: sum((e) => e.faults),
      applies: sum((e) => e.applies),
      edits: sum((e) => e.edits),
      lost: sum((e) => Number(e.lost)),
      last: Math.max(...endings.map((e) => e.lastApplies)),
    });
    expect(sum(({ faults }) => faults)).toBeGreaterThan(RUNS);
  });
});
