import { describe, expect, it } from 'vitest';
import { casesOf, inventory, readFiles } from './cases.ts';

for (const name of ['quick-start.yaml', 'upstream.yaml', 'meaning.yaml', 'refused.yaml']) {
  describe(`test/fixtures/cluster-api/${name}`, () => {
    for (const { title, documents, desired, problems, ...beside } of casesOf(name)) {
      it(title, async () => {
        const outcome = await readFiles({ 'inventory.yaml': inventory(beside), 'documents.yaml': documents });
        expect(outcome.said).toEqual(problems ?? []);
        expect(outcome.read === undefined).toBe(outcome.problems.some(({ severity }) => severity === 'error'));
        if (desired !== undefined) expect(outcome.read?.desired).toMatchObject(desired);
      });
    }
  });
}
