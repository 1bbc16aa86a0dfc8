import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirm, isInteractive, promptSecret, type Terminal, typeToConfirm } from '../../../src/cli/terminal.ts';
import { MemoryStream } from '../../support/memory-stream.ts';

/** A terminal whose person types `keys` once the question is on the screen. */
function terminal(keys: string): Terminal & { output: MemoryStream } {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = new MemoryStream({ rows: 24, columns: 80 });
  const write = output._write.bind(output);
  let typed = false;
  output._write = (chunk, encoding, done) => {
    write(chunk, encoding, done);
    if (typed || !output.text.includes('?')) return;
    typed = true;
    setImmediate(() => input.write(keys));
  };
  return { input, output };
}

describe('questions', () => {
  it.each([
    ['y', true],
    ['n', false],
    ['\r', false],
  ])('confirm answers %j with %s', async (keys, expected) => {
    expect(await confirm('Go on?', terminal(keys))).toBe(expected);
  });

  it('wants exactly the name', async () => {
    expect(await typeToConfirm('b-cluster', 'Destroy?', terminal('b-cluster\r'))).toBe(true);
    expect(await typeToConfirm('b-cluster', 'Destroy?', terminal('b\r'))).toBe(false);
  });

  it('reads a secret without showing it', async () => {
    const shown = terminal('s3cr3t\r');
    expect(await promptSecret('sudo password?', shown)).toBe('s3cr3t');
    expect(shown.output.text).not.toContain('s3cr3t');
  });

  it.each([
    ['confirm', (at: Terminal) => confirm('Go on?', at)],
    ['typeToConfirm', (at: Terminal) => typeToConfirm('b', 'Destroy?', at)],
    ['promptSecret', (at: Terminal) => promptSecret('Password?', at)],
  ])('%s takes Ctrl-C for an interrupt', async (_, ask) => {
    await expect(ask(terminal('\u0003'))).rejects.toMatchObject({ kind: 'interrupted' });
  });
});

describe('where nobody can be asked', () => {
  const pipe: Terminal = { input: new PassThrough(), output: new MemoryStream() };

  it.each([
    ['confirm', () => confirm('Go on?', pipe), '--yes'],
    ['typeToConfirm', () => typeToConfirm('b', 'Removing machines', pipe), '--confirm-delete b'],
    ['promptSecret', () => promptSecret('The sudo password', pipe), '{env: NAME}'],
  ])('%s names what to use instead', async (_, ask, instead) => {
    await expect(ask()).rejects.toMatchObject({ kind: 'usage', details: { hint: expect.stringContaining(instead) } });
  });

  it('both ends count', () => {
    const tty = Object.assign(new PassThrough(), { isTTY: true });
    expect(isInteractive({ input: tty, output: pipe.output })).toBe(false);
    expect(isInteractive({ input: tty, output: tty })).toBe(true);
  });
});
