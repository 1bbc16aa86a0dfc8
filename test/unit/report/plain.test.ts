import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/model/event.ts';
import { createNdjsonReporter } from '../../../src/report/ndjson.ts';
import { createPlainReporter, type PlainOptions } from '../../../src/report/plain.ts';
import { MemoryStream } from '../../support/memory-stream.ts';
import { sampleEvents } from '../../support/sample-events.ts';

async function plain(events: RunEvent[], options?: PlainOptions): Promise<string[]> {
  const stream = new MemoryStream();
  const reporter = createPlainReporter(stream, options);
  for (const event of events) reporter.handle(event);
  await reporter.finish();
  return stream.text.trimEnd().split('\n');
}

describe('createPlainReporter', () => {
  it('says each thing worth saying in a line', async () => {
    expect(await plain(sampleEvents)).toEqual([
      'apply b-cluster',
      'w-1: unreachable: connection refused',
      '  → is sshd running there?',
      'HOST  CHECK  SEVERITY  WHAT AND WHAT TO DO',
      'cp-1  swap   warn      swap is on',
      '                       → it is switched off',
      '',
      '1 warning.',
      'cp-1/init-control-plane: Initialise the control plane',
      'cp-1/init-control-plane: sending images (1.0 MiB of 4.0 MiB, 25%)',
      'cp-1/init-control-plane: changed: Swap off (41 ms)',
      'cp-1/init-control-plane: done (14.2 s)',
      'cp-1/init-control-plane: FAILED: kubeadm init exited 1',
      'cp-1/init-control-plane: skipped, needs cp-1/prepare-host, which failed',
      'interrupted: what runs goes on to its end',
      '1 operation changed something, 1 failed',
    ]);
  });

  it('says more with debug and puts the time first when asked', async () => {
    const lines = await plain(sampleEvents, { debug: true, timestamps: true });
    expect(lines).toContain('05:47:56 cp-1: connected, round trip 4 ms');
    expect(lines).toContain('05:47:56 cp-1: ! W1123 warning');
  });

  it('shows a line once that a host said and an operation reported', async () => {
    const at = '2026-11-23T05:47:56.123Z';
    const said = (line: string): RunEvent => ({ at, type: 'host-output', host: 'w-1', stream: 'stdout', line });
    const events: RunEvent[] = [
      { at, type: 'operation-progress', operation: 'w-1/join-worker', host: 'w-1', message: '[preflight] Running' },
      said('[preflight] Running '),
      said('[preflight] Running'),
    ];
    expect(await plain(events, { debug: true })).toEqual([
      'w-1/join-worker: [preflight] Running',
      'w-1: | [preflight] Running',
    ]);
  });

  it('does not repeat itself while something is sent', async () => {
    const sent = (seconds: number, bytes: number): RunEvent => ({
      at: new Date(seconds * 1_000).toISOString(),
      type: 'operation-progress',
      operation: 'cp-1/prepare-host',
      message: 'sending',
      bytes,
      totalBytes: 100,
    });
    const lines = await plain([sent(0, 0), sent(1, 10), sent(5, 50), sent(11, 60), sent(12, 70), sent(13, 100)]);
    expect(lines.map((line) => line.replace(/.*, /, ''))).toEqual(['0%)', '60%)', '100%)']);
  });

  it('keeps quiet once its reader has gone', async () => {
    const stream = new MemoryStream();
    const reporter = createPlainReporter(stream);
    stream.destroy(new Error('EPIPE'));
    await new Promise((resolve) => setImmediate(resolve));
    reporter.handle({ at: '', type: 'note', message: 'unheard' });
    await reporter.finish();
    expect(stream.text).toBe('');
  });
});

describe('createNdjsonReporter', () => {
  it('writes every event but what hosts say, one JSON object a line', async () => {
    const stream = new MemoryStream();
    const reporter = createNdjsonReporter(stream);
    for (const event of sampleEvents) reporter.handle(event);
    await reporter.finish();
    const lines = stream.text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(sampleEvents.filter(({ type }) => type !== 'host-output'));
  });
});
