import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Output } from '../../../src/ssh/output.ts';

describe('what a script says', () => {
  it('comes in whole lines, however it arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })), (pieces) => {
        const lines: string[] = [];
        const output = new Output({ host: 'h', title: 't' }, (line) => lines.push(line));
        for (const piece of pieces) output.add(piece, 'stdout');
        output.end();
        const text = pieces.join('');
        expect(output.stdout).toBe(text);
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(lines).toEqual(expected);
      }),
    );
  });

  it('keeps the two streams apart', () => {
    const lines: string[] = [];
    const output = new Output({ host: 'h', title: 't' }, (line, stream) => lines.push(`${stream} ${line}`));
    output.add('one ', 'stdout');
    output.add('oops\n', 'stderr');
    output.add('line\n', 'stdout');
    expect(lines).toEqual(['stderr oops', 'stdout one line']);
    expect([output.stdout, output.stderr]).toEqual(['one line\n', 'oops\n']);
  });

  it('keeps the last twenty lines for messages, the one begun included, each cut to a readable length', () => {
    const output = new Output({ host: 'h', title: 't' });
    for (let n = 1; n <= 30; n++) output.add(`line ${n}\n`, n % 2 === 0 ? 'stdout' : 'stderr');
    output.add('x'.repeat(10_000), 'stdout');
    const last = output.lastLines();
    expect(last).toHaveLength(20);
    expect(last[0]).toBe('line 12');
    expect(last.at(-1)).toBe('x'.repeat(2000));
  });

  it('keeps only the end of a long stderr', () => {
    const output = new Output({ host: 'h', title: 't' });
    for (let n = 0; n < 30; n++) output.add('e'.repeat(100_000), 'stderr');
    output.add('the end', 'stderr');
    expect(output.stderr).toHaveLength(1024 * 1024);
    expect(output.stderr.endsWith('the end')).toBe(true);
  });

  it('takes one endless line in many pieces without looking through it again and again', () => {
    const output = new Output({ host: 'h', title: 't' }, () => undefined);
    const started = performance.now();
    for (let n = 0; n < 20_000; n++) output.add('x'.repeat(1000), 'stdout');
    expect(performance.now() - started).toBeLessThan(1500);
    expect(output.stdout).toHaveLength(20_000_000);
  });
});
