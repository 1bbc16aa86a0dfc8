import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { installInterrupts } from '../../../src/engine/interrupts.ts';

function installed() {
  const source = new EventEmitter();
  const said: string[] = [];
  const interrupts = installInterrupts({
    source,
    onGraceful: () => said.push('graceful'),
    onHard: () => said.push('hard'),
    exit: (code) => said.push(`exit ${code}`),
  });
  return { source, said, interrupts };
}

describe('installInterrupts', () => {
  it('goes from graceful to hard to leaving, whichever signal comes', () => {
    const { source, said, interrupts } = installed();
    expect([interrupts.graceful.aborted, interrupts.hard.aborted]).toEqual([false, false]);
    source.emit('SIGINT');
    expect([interrupts.graceful.aborted, interrupts.hard.aborted]).toEqual([true, false]);
    source.emit('SIGTERM');
    expect([interrupts.graceful.aborted, interrupts.hard.aborted]).toEqual([true, true]);
    source.emit('SIGINT');
    expect(said).toEqual(['graceful', 'hard', 'exit 130']);
  });

  it('hears nothing more once removed', () => {
    const { source, said, interrupts } = installed();
    interrupts.remove();
    source.emit('SIGINT');
    expect(said).toEqual([]);
    expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0);
  });
});
