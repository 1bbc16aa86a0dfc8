import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stayFunction } from '../../../src/ssh/stay-function.ts';
import { HOLD_SCRIPT, HOLD_SCRIPT_ON_TERMINAL } from '../../../src/ssh/wrapper.ts';

/** A limit that no test reaches, however busy the machine. Milliseconds. */
const LONG = 60_000;

function until(said: () => string, text: string): Promise<void> {
  return expect.poll(said, { interval: 10, timeout: 10_000 }).toContain(text);
}

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

describe.each(['dash', 'bash'])('stay in %s', { timeout: 20_000 }, (shell) => {
  it.each([
    ['is released', 'release\n', false, LONG, 0],
    ['was released while it was being told the time', '11\nrelease\n', false, LONG, 0],
    ['reaches the end of what it hears', '', true, LONG, 1],
    ['hears nothing within the limit', '', false, 300, 1],
  ])('comes back when it %s', async (_name, text, end, limitMs, status) => {
    const { child, over, said } = held(shell, HOLD_SCRIPT, 'stay "a word"; echo "stay gave $?"', limitMs);
    await until(said, 'N:held:a word\n');
    child.stdin.write(text);
    if (end) child.stdin.end();
    expect(await over).toBe(`N:begin\nN:held:a word\nstay gave ${status}\nN:end:0\n`);
  });

  it('lives under set -eu', async () => {
    const { child, over, said } = held(shell, HOLD_SCRIPT, 'set -eu; stay it; echo behind', LONG);
    await until(said, 'N:held:it\n');
    child.stdin.write('1\n');
    await until(said, 'N:alive:1\n');
    child.stdin.end();
    expect(await over).toMatch(/N:alive:1\nN:end:1\n$/);
  });

  it('gives back the newest time it was told, and lives on it', async () => {
    const limitMs = 1500;
    const { child, over, said } = held(shell, HOLD_SCRIPT_ON_TERMINAL, 'stay it', limitMs);
    const started = performance.now();
    let beats = 0;
    while (performance.now() - started < 1.3 * limitMs) {
      beats += 1;
      child.stdin.write(`${beats}\n`);
      await until(said, `N:alive:${beats}\n`);
    }
    child.stdin.write('1000001\n1000002\n');
    await until(said, 'N:alive:1000002\n');
    child.stdin.write('release\n');
    expect(await over).toMatch(/N:alive:1000002\nN:end:0\n$/);
  });

  it('has its script read no beat, and its own stdin read by no command of it', async () => {
    const { child, over, said } = held(shell, HOLD_SCRIPT, 'cat; stay it; cat; echo done', LONG);
    await until(said, 'N:held:it\n');
    child.stdin.write('release\nmore\n');
    expect(await over).toMatch(/N:held:it\ndone\nN:end:0\n$/);
  });
});
