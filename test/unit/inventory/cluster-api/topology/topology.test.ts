import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Case, fixture, inventory, readFiles } from '../cases.ts';

interface TopologyCase extends Omit<Case, 'documents'> {
  /** Text of the documents and what takes its place. */
  edit?: Record<string, string>;
  /** Documents beside them. */
  more?: string;
}

const { cases, ...documents } = parse(fixture('topology/cases.yaml')) as {
  cluster: string;
  class: string;
  cases: TopologyCase[];
};

/** Edits are made wherever their text is; one that is nowhere is a mistake of the case. */
function edited(edit: Record<string, string>): { cluster: string; class: string } {
  const made = { ...documents };
  for (const [from, to] of Object.entries(edit)) {
    const found = (['cluster', 'class'] as const).filter((name) => made[name].includes(from));
    if (found.length === 0) throw new Error(`nowhere: ${from}`);
    for (const name of found) made[name] = made[name].replace(from, () => to);
  }
  return made;
}

describe('test/fixtures/cluster-api/topology/cases.yaml', () => {
  for (const { title, edit = {}, more, desired, problems, ...beside } of cases) {
    it(title, async () => {
      const made = edited(edit);
      const outcome = await readFiles({
        'inventory.yaml': inventory(beside),
        'cluster.yaml': made.cluster,
        'class.yaml': made.class,
        ...(more !== undefined && { 'more.yaml': more }),
      });
      expect(outcome.said).toEqual(problems ?? []);
      expect(outcome.read === undefined).toBe(outcome.problems.some(({ severity }) => severity === 'error'));
      if (desired !== undefined) expect(outcome.read?.desired).toMatchObject(desired);
    });
  }
});
