import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stayFunction } from '../../../src/ssh/stay-function.ts';
import { HOLD_SCRIPT, HOLD_SCRIPT_ON_TERMINAL } from '../../../src/ssh/wrapper.ts';

/** A held script in a shell of this machine; `said` is everything it has printed. */
function held(shell: string, wrapper: string, script: string, limitMs: number) {
  const text = stayFunction(limitMs) + script;
  const child = spawn(shell, ['-c', wrapper, 'sh', 'N', `${Buffer.byteLength(text)}`]);
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const over = once(child, 'close').then(() => said);
  child.stdin.write(text);
  return { child, over, said: () => said };
}

describe.each(['dash', 'bash'])('stay in %s', (shell) => {
  it.each([
    ['is released', (stdin: NodeJS.WritableStream) => stdin.write('release\n'), 0],
    [
      'was released while it was being told the time',
      (stdin: NodeJS.WritableStream) => stdin.write('11\nrelease\n'),
      0,
    ],
    ['reaches the end of what it hears', (stdin: NodeJS.WritableStream) => stdin.end(), 1],
    ['hears nothing within the limit', () => undefined, 1],
  ])('comes back when it %s', async (_name, act, status) => {
    const { child, over, said } = held(shell, HOLD_SCRIPT, 'set -eu; stay "a word" || exit 8; echo behind', 300);
    await expect.poll(said).toBe('N:begin\nN:held:a word\n');
    act(child.stdin);
    expect(await over).toBe(`N:begin\nN:held:a word\n${status === 0 ? 'behind\nN:end:0' : 'N:end:8'}\n`);
  });

  it('gives back the newest time it was told, and lives on it', async () => {
    const limitMs = 400;
    const { child, over, said } = held(shell, HOLD_SCRIPT_ON_TERMINAL, 'stay it', limitMs);
    const started = performance.now();
    let beats = 0;
    while (performance.now() - started < 2 * limitMs) {
      beats += 1;
      child.stdin.write(`${beats}\n`);
      await expect.poll(said, { interval: 10 }).toContain(`N:alive:${beats}\n`);
    }
    child.stdin.write('97\n98\n');
    await expect.poll(said, { interval: 10 }).toContain('N:alive:98\n');
    child.stdin.write('release\n');
    expect(await over).toMatch(/N:alive:98\nN:end:0\n$/);
  });

  it('has its script read no beat, and its own stdin read by no command of it', async () => {
    const { child, over, said } = held(shell, HOLD_SCRIPT, 'cat; stay it; cat; echo done', 2000);
    await expect.poll(said).toContain('N:held:it\n');
    child.stdin.write('release\nmore\n');
    expect(await over).toMatch(/N:held:it\ndone\nN:end:0\n$/);
  });
});
