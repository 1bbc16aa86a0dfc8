import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedAgain } from '../../../src/cli/typed-again.ts';
import { runs } from '../../support/runs.ts';

describe('typedAgain', () => {
  it('keeps the hosts of a reset: without them it would destroy the whole cluster', () => {
    expect(typedAgain(['reset', '-f', 'my site/inventory.yaml', '--host', 'w-1', 'w-2'])).toBe(
      "installer reset -f 'my site/inventory.yaml' --host w-1 w-2",
    );
  });

  it('is read back by a shell word for word', () => {
    const word = fc.string({ maxLength: 10 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (argv) => {
        const script = `installer() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${typedAgain(argv)}\n`;
        const { stdout } = spawnSync('/bin/sh', { input: script, encoding: 'utf8' });
        expect(stdout).toBe(argv.map((text) => `${text}\0`).join(''));
      }),
      { numRuns: runs(30) },
    );
  });
});
