import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFECTS, type Defect, mendAll } from './defects.ts';
import { stories } from './story.ts';
import { INVARIANTS } from './violation.ts';

/** Most defects show within a few dozen stories. */
const RUNS = 3000;
/** Set: each defect's story is made as small as it gets, and kept. */
const { KEEP_CASES } = process.env;
/** So long it is made smaller. Milliseconds. */
const SHRINK_MS = 120_000;
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

  it.each(DEFECTS.map((defect): [string, string, Defect] => [defect.wrong, defect.broken, defect]))(
    'tells when %s: %s',
    async (_wrong, _broken, defect) => {
      defect.make();
      const [{ live }, { brokenBy }] = await Promise.all([import('./life.ts'), import('./violation.ts')]);
      let told = '';
      const property = fc.property(stories, (story) => {
        try {
          live(story);
        } catch (error) {
          if (brokenBy(error) !== defect.broken) return;
          told = String(error);
          throw error;
        }
      });
      const shrinking = KEEP_CASES === undefined ? { endOnFailure: true } : { interruptAfterTimeLimit: SHRINK_MS };
      const { failed } = fc.check(property, { numRuns: RUNS, ...shrinking });
      expect(failed).toBe(true);
      if (KEEP_CASES !== undefined) keep(defect, told);
    },
    LIMIT_MS,
  );
});

function keep({ file, wrong }: Defect, told: string): void {
  const kept = JSON.parse(told.slice(told.lastIndexOf('{"wrong"')));
  writeFileSync(new URL(`./cases/${file}.json`, import.meta.url), `${JSON.stringify({ ...kept, wrong })}\n`);
}
