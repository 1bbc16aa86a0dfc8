import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from '../../../src/playbook/quote.ts';
import { runs } from '../../support/runs.ts';

test('whatever is quoted reaches the shell as one word, unchanged', () => {
  const words = fc.sample(
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    runs(200),
  );
  words.push("'", "it's", '', '$(x)', '`x`', '\\', '\n', '-n', '{}', 'a b');
  const script = words.map((word) => `printf '%s\\0' ${quote(word)}\n`).join('');
  const { stdout } = spawnSync('/bin/sh', { input: script, encoding: 'utf8' });
  expect(stdout.split('\0').slice(0, -1)).toEqual(words.map((word) => Buffer.from(word).toString()));
});
