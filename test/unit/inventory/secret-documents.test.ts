import { expect, test } from 'vitest';
import { renderProblem } from '../../../src/inventory/problem.ts';
import { edited, readText } from './cases.ts';

const INVENTORY = edited({
  'kubeadmConfigSpec: {}':
    'kubeadmConfigSpec: { users: [{ name: ops, passwdFrom: { secret: { name: site, key: hash } } }] }',
});
const secret = (body: string): string => `---\napiVersion: v1\nkind: Secret\nmetadata: { name: site }\n${body}\n`;

/** None of the lines has a word in it by which a secret is told. */
test.each([
  ['too far to the right', 'stringData:\n  hash: hunter2\n   more: hunter2'],
  ['below a value', 'stringData: hunter2\n  hash: hunter2'],
  ['a tab', 'stringData:\n\thash: hunter2'],
  ['twice', 'stringData:\n  hash: hunter2\n  hash: hunter2'],
  ['an open bracket', 'stringData: { hash: hunter2, more: [ }'],
  ['an open quote', 'stringData:\n  hash: "hunter2\n  more: hunter2'],
  ['an alias', 'stringData:\n  hash: *hunter2'],
  ['a tag', 'stringData:\n  hash: !hunter2 x'],
  ['a field that is no text', 'stringData:\n  { hunter2: x }: y'],
  ['a merge of no map', 'stringData:\n  <<: hunter2'],
  ['a reserved character', 'stringData:\n  hash: @hunter2'],
  ['an escape', 'stringData:\n  hash: "hunter2\\q"'],
  ['a colon', 'stringData:\n  hash: hunter2: x'],
  ['a stray text', 'stringData:\n  hash: "x" hunter2'],
  ['the header of a block', 'stringData:\n  hash: | hunter2'],
  ['a line without a field', 'stringData:\nhunter2'],
  ['a control character', 'stringData:\n  hash: hunter2\u0001'],
])('a Secret that is no YAML is not shown: %s', async (_, body) => {
  const { problems } = await readText(INVENTORY + secret(body));
  expect(problems.map(renderProblem).join('\n')).not.toContain('hunter2');
  // That it is missing, too, would be one error too many.
  expect(problems).toHaveLength(1);
  expect(problems[0]?.line).toBeGreaterThan(INVENTORY.split('\n').length);
});

test('other documents are shown, also beside one with a Secret', async () => {
  const { problems } = await readText(`${INVENTORY}${secret('stringData: { hash: $6$salt$hash }')}---\nkind: x: y\n`);
  expect(problems.map(({ excerpt }) => excerpt)).toEqual(['kind: x: y']);
});
