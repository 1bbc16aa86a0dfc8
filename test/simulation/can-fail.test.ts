import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFECTS, type Defect, mendAll } from './defects.ts';
import { casesOf, keepCase, keptCases } from './kept-cases.ts';
import { healings, stories } from './story.ts';
import { INVARIANTS } from './violation.ts';

/** Most defects show within a few dozen stories, where the cases do not tell. */
const RUNS = 3000;
/** Set: where a defect's own case does not tell any more, another story that does is made as small as it gets, and kept. */
const { KEEP_CASES } = process.env;
/** So long it is made smaller. Milliseconds. */
const SHRINK_MS = 60_000;
/** Of a machine that is busy with other tests. Milliseconds. */
const LIMIT_MS = 300_000 + SHRINK_MS;

beforeEach(() => {
  vi.resetModules();
});
afterEach(mendAll);

describe('a simulation that can fail', () => {
  it('knows of each invariant how it is broken', () => {
    expect(new Set(DEFECTS.map(({ broken }) => broken))).toEqual(new Set(INVARIANTS));
  });

  it('keeps cases of each defect, and no others', () => {
    const files = DEFECTS.map(({ file }) => file);
    expect(new Set([...keptCases()].map(([file, { defect }]) => defect ?? file))).toEqual(new Set(files));
  });

  it.each(DEFECTS.map((defect): [string, string, Defect] => [defect.wrong, defect.broken, defect]))(
    'tells when %s: %s',
    async (_wrong, _broken, defect) => {
      defect.make();
      const [{ live }, { brokenBy }] = await Promise.all([import('./life.ts'), import('./violation.ts')]);
      let told = '';
      const property = fc.property(defect.heals ? healings : stories, (story) => {
        try {
          live(story);
        } catch (error) {
          if (brokenBy(error) !== defect.broken) return;
          told = String(error);
          throw error;
        }
      });
      const examples = casesOf(defect.file).map(({ story }): [typeof story] => [story]);
      const byCases = fc.check(property, { examples, numRuns: examples.length, endOnFailure: true });
      if (examples.length > 0 && byCases.failed) return;
      const shrinking = KEEP_CASES === undefined ? { endOnFailure: true } : { interruptAfterTimeLimit: SHRINK_MS };
      const { failed } = fc.check(property, { numRuns: RUNS, ...shrinking });
      expect(failed).toBe(true);
      if (KEEP_CASES !== undefined) keepCase(defect.file, defect.wrong, told);
    },
    LIMIT_MS,
  );
});
