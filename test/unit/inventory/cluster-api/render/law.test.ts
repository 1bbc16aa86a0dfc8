import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs, within } from '../../../../support/runs.ts';
import { edited, casesOf as editsOf } from '../../cases.ts';
import { casesOf, fixture, inventory } from '../cases.ts';
import { filesOf, TOPOLOGY_CASES } from '../topology/cases.ts';
import { inventories } from './inventories.ts';
import { sameWhenRendered } from './rendered.ts';

const EXAMPLE = new URL('../../../../../inventory.example.yaml', import.meta.url);

/** Of so many cases, at least these were valid. */
async function allTheSame(cases: { title: string; texts: string[] }[], atLeast: number): Promise<void> {
  let valid = 0;
  for (const { title, texts } of cases) {
    const read = await sameWhenRendered(texts).catch((error) => {
      throw new Error(title, { cause: error });
    });
    if (read !== undefined) valid++;
  }
  expect(valid).toBeGreaterThanOrEqual(atLeast);
}

describe('what is written out stands for the same as what was read:', { timeout: within(60_000) }, () => {
  it('the example', async () => {
    expect(await sameWhenRendered([readFileSync(EXAMPLE, 'utf8')])).toBeDefined();
  });

  it.each([
    ['form.yaml', 3],
    ['meaning.yaml', 20],
  ])('test/fixtures/inventory/%s', async (name, atLeast) => {
    const cases = editsOf(name).map(({ title, edit }) => ({ title, texts: [edited(edit)] }));
    await allTheSame(cases, atLeast);
  });

  it.each([
    ['quick-start.yaml', 4],
    ['upstream.yaml', 4],
    ['meaning.yaml', 20],
  ])('test/fixtures/cluster-api/%s', async (name, atLeast) => {
    const cases = casesOf(name).map(({ title, documents, ...beside }) => ({
      title,
      texts: [inventory(beside), documents],
    }));
    await allTheSame(cases, atLeast);
  });

  it('topologies, expanded', async () => {
    const cases = TOPOLOGY_CASES.map((each) => ({ title: each.title, texts: Object.values(filesOf(each)) }));
    await allTheSame(cases, 15);
  });

  it('documents exported from a production cluster', async () => {
    const texts = [inventory(), fixture('cluster.yaml'), fixture('kubeadm-control-plane.yaml')];
    expect(await sameWhenRendered(texts)).toBeDefined();
  });

  it('any inventory', async () => {
    let valid = 0;
    await fc.assert(
      fc.asyncProperty(inventories, async (document) => {
        if ((await sameWhenRendered([JSON.stringify(document)])) !== undefined) valid++;
      }),
      { numRuns: runs(60) },
    );
    expect(valid).toBeGreaterThan(runs(60) / 3);
  });
});
