import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../../src/ssh/quote.ts';
import { runs, within } from '../../support/runs.ts';

describe('shellQuote', () => {
  it.each([
    ['plain-word_1.2/x:y@z', 'plain-word_1.2/x:y@z'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$HOME `id` "x" \\', `'$HOME \`id\` "x" \\'`],
    ['~', "'~'"],
    ['a=b', "'a=b'"],
    ['[::1]:22', "'[::1]:22'"],
  ])('%s becomes %s', (text, quoted) => {
    expect(shellQuote(text)).toBe(quoted);
  });

  it(
    'is read back unchanged by a POSIX shell',
    () => {
      const words = fc.array(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
        { minLength: 100, maxLength: 300, size: 'max' },
      );
      fc.assert(
        fc.property(words, (texts) => {
          const script = `printf '%s\\0' ${[...texts, 'end'].map(shellQuote).join(' ')}`;
          const said = execFileSync('/bin/sh', ['-s'], { input: script, env: { LC_ALL: 'C', PATH: process.env.PATH } });
          expect(said.toString()).toBe([...texts, 'end'].map((text) => `${Buffer.from(text).toString()}\0`).join(''));
        }),
        { numRuns: runs(5) },
      );
    },
    within(30_000),
  );

  it('refuses what no shell word can hold', () => {
    expect(() => shellQuote('a\0b')).toThrow(RangeError);
  });
});
