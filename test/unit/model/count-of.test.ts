import { expect, test } from 'vitest';
import { countOf } from '../../../src/model/count-of.ts';

test.each([
  [0, '0 hosts'],
  [1, '1 host'],
  [2, '2 hosts'],
])('%i', (count, words) => {
  expect(countOf(count, 'host')).toBe(words);
});

test('a plural of its own', () => {
  expect(countOf(1, 'entry', 'entries')).toBe('1 entry');
  expect(countOf(2, 'entry', 'entries')).toBe('2 entries');
});
