import { describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type WatchOptions, watchStatus } from '../../../src/cli/watch-status.ts';
import type { ClusterStatus } from '../../../src/plan/cluster-status.ts';
import { MemoryStream } from '../../support/memory-stream.ts';
import { sampleStatus } from '../../support/sample-status.ts';

const degraded: ClusterStatus = { ...sampleStatus, phase: 'Provisioning' };

/** Looks these up one after the other, then is ended during the look after the last. */
async function watched(
  statuses: ClusterStatus[],
  options: Partial<WatchOptions> = {},
  size?: { rows: number; columns: number },
) {
  const stream = new MemoryStream(size);
  const ended = new AbortController();
  let looks = 0;
  const look = async () => {
    const status = statuses[looks++];
    if (status) return status;
    ended.abort();
    return new Promise<never>(() => {});
  };
  const now = () => Date.parse('2026-11-23T05:47:56Z') + looks * 1_000;
  await watchStatus(look, { seconds: 0.001, output: 'text', stream, signal: ended.signal, now, ...options });
  return stream.text;
}

describe('watchStatus', () => {
  it('in a pipe: a block behind the time, again only when something has changed', async () => {
    vi.stubEnv('TZ', 'UTC');
    const text = await watched([sampleStatus, sampleStatus, degraded, degraded]);
    vi.unstubAllEnvs();
    expect(text.match(/^\d\d:\d\d:\d\d$/gm)).toEqual(['05:47:57', '05:47:59']);
    expect(text.match(/^b-cluster .*/gm)).toEqual([
      expect.stringContaining('Provisioned'),
      expect.stringContaining('Provisioning'),
    ]);
    expect(text).not.toContain('\u001b');
  });

  it('as JSON: one line each time that something has changed', async () => {
    const text = await watched([sampleStatus, sampleStatus, degraded], { output: 'json' });
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([sampleStatus, degraded]);
  });

  it('as YAML: one document each time', async () => {
    const text = await watched([sampleStatus, degraded], { output: 'yaml' });
    expect(parseAllDocuments(text).map((document) => document.toJS())).toEqual([sampleStatus, degraded]);
  });

  it('on a terminal: one picture, with the time of the last look', async () => {
    const text = await watched([sampleStatus, sampleStatus], {}, { rows: 40, columns: 120 });
    expect(text.match(/every 0\.001 s; Ctrl-C ends/g)).toHaveLength(2);
    expect(text.match(/\u001b\[2J/g)).toHaveLength(1);
    expect(text.endsWith('\u001b[?25h')).toBe(true);
  });

  it('JSON stays JSON on a terminal', async () => {
    const text = await watched([sampleStatus], { output: 'json' }, { rows: 40, columns: 120 });
    expect(JSON.parse(text)).toEqual(sampleStatus);
  });

  it('ends at once where it is not looking either', async () => {
    const ended = new AbortController();
    const stream = new MemoryStream();
    const look = async () => {
      setImmediate(() => ended.abort());
      return sampleStatus;
    };
    await watchStatus(look, { seconds: 3_600, output: 'json', stream, signal: ended.signal });
    expect(stream.text).not.toBe('');
  });

  it('gives the terminal back when a look breaks', async () => {
    const stream = new MemoryStream({ rows: 40, columns: 120 });
    let looks = 0;
    const look = async () => {
      if (looks++ > 0) throw new TypeError('x is not a function');
      return sampleStatus;
    };
    const signal = new AbortController().signal;
    await expect(watchStatus(look, { seconds: 0.001, output: 'text', stream, signal })).rejects.toThrow('x is not');
    expect(stream.text.endsWith('\u001b[?25h')).toBe(true);
  });
});
