import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { oneLine, readText } from './cases.ts';

const root = new URL('../../../', import.meta.url);

it.each(['README.md', 'docs/inventory.md'])('the inventory that %s shows is valid', async (page) => {
  const text = readFileSync(new URL(page, root), 'utf8');
  const blocks = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block);
  const inventories = blocks.filter((block) => block.includes('kind: Inventory'));
  expect(inventories).toHaveLength(1);
  const { problems, read } = await readText(inventories[0] ?? '');
  expect(problems.map(oneLine)).toEqual([]);
  expect(read?.desired.cluster.name).toBe('b-cluster');
});
