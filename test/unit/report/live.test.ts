import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UntimedEvent } from '../../../src/model/event.ts';
import { createLiveReporter } from '../../../src/report/live.ts';
import { createProgressModel } from '../../../src/report/progress-model.ts';
import { progressRows } from '../../../src/report/progress-rows.ts';
import { MemoryStream } from '../../support/memory-stream.ts';
import { samplePlan } from '../../support/sample-events.ts';
import { Screen } from '../../support/screen.ts';

const hosts = (count: number) => Array.from({ length: count }, (_, index) => `w-${index + 1}`);

const started = (operation: string): UntimedEvent => ({
  type: 'operation-started',
  operation,
  host: operation.replace(/\/.*/, ''),
  title: `doing ${operation}`,
});
const finished = (operation: string): UntimedEvent => ({
  type: 'operation-finished',
  operation,
  status: 'changed',
  ms: 5,
});
const failed = (operation: string): UntimedEvent => ({ type: 'operation-failed', operation, message: 'it broke' });

const planOf = (ids: string[]): UntimedEvent => ({
  type: 'plan',
  plan: {
    ...samplePlan,
    operations: ids.map((id) => ({
      id,
      host: id.replace(/\/.*/, ''),
      action: 'join-worker',
      title: id,
      reason: '',
      needs: [],
      destructive: false,
      diffs: [],
    })),
  },
});

/** In the line that a terminal with too few rows gets instead of a picture. */
const PLAIN = ': doing ';

/** listr2 loads its parts when it starts to draw, which no fake clock hurries; then it hides the cursor. */
async function drawing(stream: MemoryStream): Promise<void> {
  const deadline = performance.now() + 10_000;
  const begun = () => stream.text.includes('\u001b[?25l') || stream.text.includes(PLAIN);
  while (!begun() && performance.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A live reporter on a terminal, and everything it shows frame by frame. */
function live(size: { rows: number; columns: number }) {
  const stream = new MemoryStream(size);
  const reporter = createLiveReporter(stream);
  const screen = new Screen(size.rows);
  let read = 0;
  return {
    stream,
    screen,
    finish: async () => {
      await reporter.finish();
      screen.feed(stream.text.slice(read));
      read = stream.text.length;
    },
    async emit(...events: UntimedEvent[]) {
      for (const event of events) reporter.handle({ at: new Date().toISOString(), ...event });
      if (events.some(({ type }) => type === 'operation-started')) await drawing(stream);
      // Longer than the picture's own refresh.
      await vi.advanceTimersByTimeAsync(450);
      screen.feed(stream.text.slice(read));
      read = stream.text.length;
    },
  };
}

describe('createLiveReporter', { timeout: 20_000 }, () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('never shows more rows than the terminal has, however many operations run', async () => {
    const run = live({ rows: 24, columns: 80 });
    const names = hosts(100);
    await run.emit(planOf(names.flatMap((host) => [`${host}/prepare-host`, `${host}/join-worker`])));
    await run.emit(...names.map((host) => started(`${host}/prepare-host`)));
    await run.emit(...names.map((host) => started(`${host}/join-worker`)));
    await run.emit(...names.slice(0, 30).map((host) => finished(`${host}/prepare-host`)));
    await run.emit(...names.slice(30, 60).map((host) => failed(`${host}/prepare-host`)));
    expect(run.screen.lines.length).toBeGreaterThan(15);
    expect(run.screen.lines.length).toBeLessThan(24);
    expect(run.screen.scrolledOut).toEqual([]);
    expect(run.screen.lines.filter((line) => line.includes('Prepare host  30/100'))).toHaveLength(1);
    await run.finish();
    expect(run.screen.scrolledOut).toEqual([]);
  });

  it('shows the hosts that run and those that failed, not those that are done', async () => {
    const run = live({ rows: 24, columns: 100 });
    await run.emit(started('w-1/join-worker'), started('w-2/join-worker'), started('w-3/join-worker'));
    await run.emit(finished('w-1/join-worker'), failed('w-2/join-worker'), {
      type: 'host-output',
      host: 'w-3',
      stream: 'stdout',
      line: '[preflight] pulling images',
      operation: 'w-3/join-worker',
    });
    const text = stripVTControlCharacters(run.screen.lines.join('\n'));
    expect(text).toMatch(/Join worker {2}1\/3 {2}1 failed/);
    expect(text).toMatch(/w-2 {2}FAILED after \d+s: it broke/);
    expect(text).toMatch(/w-3 {2}\d+s {2}\[preflight\] pulling images/);
    expect(text).not.toContain('w-1');
    await run.finish();
  });

  it('keeps notes below the picture and leaves them behind at the end, in order', async () => {
    const run = live({ rows: 24, columns: 100 });
    await run.emit({ type: 'run-started', command: 'apply', cluster: 'b', runId: '1' });
    await run.emit(started('w-1/join-worker'), { type: 'note', message: 'interrupted' });
    expect(run.screen.lines.at(-1)).toContain('interrupted');
    await run.emit(finished('w-1/join-worker'), {
      type: 'run-finished',
      ok: true,
      changed: 1,
      exitCode: 0,
      summary: 'all done',
    });
    await run.finish();
    const [first, stage, ...rest] = run.screen.lines.map((line) => stripVTControlCharacters(line));
    expect(first).toBe('apply b');
    expect(stage).toMatch(/^. Join worker {2}1\/1/);
    expect(rest).toEqual(['interrupted', 'all done']);
  });

  it('shows a stage that nobody announced', async () => {
    const run = live({ rows: 24, columns: 100 });
    await run.emit(started('w-1/prepare-host'));
    await run.emit(started('w-1/label-node'));
    expect(run.screen.lines.join('\n')).toMatch(/Other operations {2}0\/1/);
    await run.finish();
  });

  it('counts connections in a line that goes away', async () => {
    const run = live({ rows: 24, columns: 80 });
    await run.emit(...hosts(3).map((host): UntimedEvent => ({ type: 'host-connected', host, roundTripMs: 1 })));
    expect(run.screen.lines).toEqual(['3 hosts answered']);
    await run.emit({ type: 'note', message: 'hello' });
    expect(run.screen.lines).toEqual(['hello']);
  });

  it('falls back to plain lines where there are fewer rows than stages', async () => {
    const run = live({ rows: 4, columns: 80 });
    await run.emit(started('w-1/prepare-host'));
    await run.emit(started('w-1/join-worker'));
    expect(run.screen.lines.join('\n')).toMatch(/Prepare host/);
    await run.finish();
    const small = live({ rows: 3, columns: 80 });
    await small.emit(started('w-1/prepare-host'));
    expect(small.stream.text).toBe('w-1/prepare-host: doing w-1/prepare-host\n');
  });
});

describe('progressRows', () => {
  const at = new Date(0).toISOString();
  function stages(counts: Record<string, number>) {
    const model = createProgressModel();
    for (const [stage, count] of Object.entries(counts)) {
      for (const host of hosts(count)) model.handle({ at, ...started(`${host}/${stage}`) });
    }
    return model.stages;
  }

  it.each([
    [{ a: 200 }, 10],
    [{ a: 200, b: 1, c: 7 }, 12],
    [{ a: 1, b: 1, c: 1 }, 3],
    [{ a: 3 }, 20],
  ])('fits %j into %i rows', (counts, rows) => {
    expect(progressRows(stages(counts), rows, 60, 5_000).flat().length).toBeLessThanOrEqual(rows);
  });

  it('shares the rows so that a small stage is seen beside a big one, and counts the rest', () => {
    const [big = [], small = []] = progressRows(stages({ big: 50, small: 2 }), 8, 60, 0);
    expect(small).toHaveLength(3);
    expect(big).toHaveLength(5);
    expect(big.at(-1)).toBe('… and 47 more');
  });

  it('cuts rows to the columns', () => {
    const rows = progressRows(stages({ 'a-stage-with-a-long-name': 5 }), 8, 20, 0).flat();
    expect(Math.max(...rows.map((row) => row.length))).toBe(20);
  });
});
