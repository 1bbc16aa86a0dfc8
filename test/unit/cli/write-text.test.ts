import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeText } from '../../../src/cli/write-text.ts';
import { captureOutput } from '../../support/captured.ts';

const terminals = { stdout: process.stdout.isTTY, stderr: process.stderr.isTTY };

function on(stdout: boolean, stderr: boolean): void {
  process.stdout.isTTY = stdout;
  process.stderr.isTTY = stderr;
}

let output: ReturnType<typeof captureOutput>;

beforeEach(() => {
  vi.stubEnv('TERM', 'xterm');
  vi.stubEnv('NO_COLOR', '');
  output = captureOutput();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  on(terminals.stdout, terminals.stderr);
});

describe('writeText', () => {
  it.each([
    [true, true, '\r\u001b[2K'],
    [false, true, ''],
    [true, false, ''],
  ])('standard output a terminal: %s, standard error: %s', (stdout, stderr, erased) => {
    on(stdout, stderr);
    writeText('the result');
    expect(output).toEqual({ stdout: 'the result\n', stderr: erased });
  });

  it('writes no control characters where none are wanted', () => {
    vi.stubEnv('TERM', 'dumb');
    on(true, true);
    writeText('the result');
    expect(output.stderr).toBe('');
  });
});
