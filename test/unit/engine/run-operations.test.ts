import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationNode } from '../../../src/engine/operation-node.ts';
import { type RunOptions, runOperations } from '../../../src/engine/run-operations.ts';
import { InstallerError } from '../../../src/errors.ts';
import type { UntimedEvent } from '../../../src/model/event.ts';
import { runs } from '../../support/runs.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

function node(id: string, needs: string[] = [], more: Partial<OperationNode> = {}): OperationNode {
  return { id, title: id, needs, run: async () => ({ changed: true, result: `${id}'s result` }), ...more };
}

function failing(id: string, needs: string[] = [], more: Partial<OperationNode> = {}): OperationNode {
  return node(id, needs, {
    run: async () => {
      throw new InstallerError('operation-failed', `${id} went wrong`, { hint: 'look', exitCode: 3, lastLines: ['x'] });
    },
    ...more,
  });
}

async function run(nodes: OperationNode[], options: Partial<RunOptions> = {}) {
  const events: UntimedEvent[] = [];
  const result = await runOperations(nodes, {
    concurrency: 10,
    emit: (event) => events.push(event),
    now: () => 0,
    ...options,
  });
  return {
    ...result,
    events,
    log: events.map((event) => `${event.type} ${'operation' in event ? event.operation : ''}`),
  };
}

describe('runOperations', () => {
  it('runs what is needed first and hands its result on', async () => {
    const seen: unknown[] = [];
    const { log, changed, outcomes } = await run([
      node('b', ['a'], {
        run: async ({ results }) => {
          seen.push(results.get('a'));
          return { changed: false };
        },
      }),
      node('a'),
    ]);
    expect(seen).toEqual(["a's result"]);
    expect(log).toEqual(['operation-started a', 'operation-finished a', 'operation-started b', 'operation-finished b']);
    expect(changed).toBe(1);
    expect(outcomes.get('b')).toEqual({ status: 'ok', ms: 0, result: undefined });
  });

  it('starts in list order', async () => {
    const { log } = await run([node('c'), node('a'), node('b')]);
    expect(log.slice(0, 3)).toEqual(['operation-started c', 'operation-started a', 'operation-started b']);
  });

  it('stops after a failure: what depends on it, and everything not yet started, each with its reason', async () => {
    const { failed, outcomes, events, interrupted } = await run(
      [failing('a', [], { host: 'cp-1' }), node('b', ['a']), node('c', ['b']), node('d'), node('e')],
      { concurrency: 2 },
    );
    expect(failed).toEqual(['a']);
    expect(outcomes.get('b')).toEqual({ status: 'skipped', reason: 'needs a, which failed' });
    expect(outcomes.get('c')).toEqual({ status: 'skipped', reason: 'needs b, which was not run' });
    expect(outcomes.get('d')?.status).toBe('changed');
    expect(outcomes.get('e')).toEqual({ status: 'skipped', reason: 'not started: a failed' });
    expect(events).toContainEqual({
      type: 'operation-failed',
      operation: 'a',
      host: 'cp-1',
      message: 'a went wrong',
      hint: 'look',
      exitCode: 3,
      lastLines: ['x'],
    });
    expect(interrupted).toBe(false);
  });

  it('lets what runs go on to its end after a failure', async () => {
    let release = () => {};
    const slow = node('slow', [], {
      run: () => new Promise((resolve) => (release = () => resolve({ changed: true }))),
    });
    const { outcomes } = await run([slow, failing('bad')], {
      emit: (event) => event.type === 'operation-failed' && release(),
    });
    expect(outcomes.get('slow')?.status).toBe('changed');
  });

  it('starts an operation marked evenAfterFailure, unless it needs what failed', async () => {
    const { outcomes } = await run(
      [failing('a'), node('tidy', [], { evenAfterFailure: true }), node('tidy-a', ['a'], { evenAfterFailure: true })],
      { concurrency: 1 },
    );
    expect(outcomes.get('tidy')?.status).toBe('changed');
    expect(outcomes.get('tidy-a')?.status).toBe('skipped');
  });

  it('reports work that was cut as cut, not in the words of Node', async () => {
    const { events } = await run([node('wait', [], { run: () => Promise.reject(AbortSignal.abort().reason) })]);
    expect(events).toContainEqual({
      type: 'operation-failed',
      operation: 'wait',
      message: 'it was cut: the run was interrupted',
    });
  });

  it('reports a synchronous throw and a thrown non-error as failures', async () => {
    const { events } = await run([
      node('sync', [], {
        run() {
          throw new Error('at once');
        },
      }),
      node('text', [], { run: () => Promise.reject('just text') }),
    ]);
    expect(events).toContainEqual({ type: 'operation-failed', operation: 'sync', message: 'at once' });
    expect(events).toContainEqual({ type: 'operation-failed', operation: 'text', message: 'just text' });
  });

  it('emits progress and steps under the operation and its host', async () => {
    const { events } = await run([
      node('w-1/prepare', [], {
        host: 'w-1',
        run: async ({ progress, step }) => {
          progress('sending', 5, 10);
          step({ step: 'os/swap', title: 'Swap off', status: 'changed', ms: 7 });
          return { changed: true };
        },
      }),
    ]);
    const about = { operation: 'w-1/prepare', host: 'w-1' };
    expect(events).toContainEqual({
      type: 'operation-progress',
      ...about,
      message: 'sending',
      bytes: 5,
      totalBytes: 10,
    });
    expect(events).toContainEqual({
      type: 'step-finished',
      ...about,
      step: 'os/swap',
      title: 'Swap off',
      status: 'changed',
      ms: 7,
    });
  });

  it.each([
    ['two of one id', [node('a'), node('a')], 'two operations are called a'],
    ['an unknown need', [node('a', ['ghost'])], 'a needs ghost'],
    ['a circle', [node('a', ['c']), node('b', ['a']), node('c', ['b'])], 'a → c → b → a'],
    ['a need for itself', [node('a', ['a'])], 'a → a'],
  ])('refuses %s', async (_, nodes, message) => {
    await expect(run(nodes)).rejects.toThrow(message);
  });

  it('refuses a concurrency that could never start anything', async () => {
    await expect(run([node('a')], { concurrency: 0 })).rejects.toThrow('at least 1');
    await expect(run([node('a')], { concurrency: Number.NaN })).rejects.toThrow('at least 1');
  });
});

describe('an interrupted run', () => {
  const stages = () => ({ graceful: new AbortController(), hard: new AbortController() });
  const signals = (of: ReturnType<typeof stages>) => ({ graceful: of.graceful.signal, hard: of.hard.signal });

  it('lets what runs end and starts nothing new after the first signal', async () => {
    const stage = stages();
    const first = node('a', [], {
      run: async ({ signal }) => {
        stage.graceful.abort();
        await tick();
        return { changed: !signal.aborted };
      },
    });
    const { outcomes, interrupted } = await run([first, node('b', ['a']), node('c')], {
      interrupts: signals(stage),
      concurrency: 1,
    });
    expect(outcomes.get('a')?.status).toBe('changed');
    expect(outcomes.get('b')).toEqual({ status: 'skipped', reason: 'not started: the run was interrupted' });
    expect(outcomes.get('c')?.status).toBe('skipped');
    expect(interrupted).toBe(true);
  });

  it('aborts what runs after the second signal', async () => {
    const stage = stages();
    const waits = node('a', [], {
      run: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new InstallerError('interrupted', 'heard it')));
          stage.graceful.abort();
          stage.hard.abort();
        }),
    });
    const { outcomes } = await run([waits], { interrupts: signals(stage) });
    expect(outcomes.get('a')).toMatchObject({ status: 'failed', error: { message: 'heard it', kind: 'interrupted' } });
  });

  it('does not wait for ever for an operation that is deaf to the signal', async () => {
    const stage = stages();
    const deaf = node('a', [], {
      run: () => {
        stage.hard.abort();
        return new Promise(() => {});
      },
    });
    const { outcomes, failed } = await run([deaf], { interrupts: signals(stage), cutGraceMs: 5 });
    expect(failed).toEqual(['a']);
    expect(outcomes.get('a')).toMatchObject({ error: { kind: 'interrupted' } });
  });

  it('is none where something had failed before: that is what ended it', async () => {
    const stage = stages();
    const cut = node('b', [], {
      run: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut')))),
    });
    const { failed, interrupted } = await run([failing('a'), cut, node('c')], {
      interrupts: signals(stage),
      concurrency: 2,
      emit: ({ type }) => {
        if (type !== 'operation-failed') return;
        stage.graceful.abort();
        stage.hard.abort();
      },
    });
    expect(failed).toEqual(['a', 'b']);
    expect(interrupted).toBe(false);
  });

  it('starts nothing at all when it was interrupted before', async () => {
    const stage = stages();
    stage.graceful.abort();
    const { log } = await run([node('a'), node('b')], { interrupts: signals(stage) });
    expect(log).toEqual(['operation-skipped a', 'operation-skipped b']);
  });
});

describe('any run', () => {
  interface Case {
    nodes: { needs: number[]; lane: number; fails: boolean; turns: number; evenAfterFailure: boolean }[];
    concurrency: number;
    interruptAfter: number;
  }
  const anyCase: fc.Arbitrary<Case> = fc.record({
    nodes: fc.array(
      fc.record({
        needs: fc.array(fc.nat(11), { maxLength: 3 }),
        lane: fc.nat(3),
        fails: fc.boolean(),
        turns: fc.nat(4),
        evenAfterFailure: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    concurrency: fc.integer({ min: 1, max: 5 }),
    // Most cases run to their end.
    interruptAfter: fc.oneof(fc.constant(1000), fc.nat(12)),
  });

  it('keeps order, concurrency, lanes and one outcome each, whatever fails and whenever it is interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, fc.nat(3), async (given, oneInFails) => {
        const graceful = new AbortController();
        const endedWell = new Set<string>();
        const inside = new Set<string>();
        const lanes = new Set<string>();
        const violations: string[] = [];
        let ends = 0;
        let someFailed = false;
        // The list order is reversed so that needs point forwards as well as backwards in it.
        const nodes = given.nodes
          .map(({ needs, lane, fails, turns, evenAfterFailure }, index): OperationNode => {
            const id = `op-${index}`;
            const needed = needs.filter((other) => other < index).map((other) => `op-${other}`);
            const laneName = lane === 0 ? undefined : `lane-${lane}`;
            return node(id, needed, {
              ...(laneName === undefined ? {} : { lane: laneName }),
              evenAfterFailure,
              run: async () => {
                if (graceful.signal.aborted) violations.push(`${id} started after the interrupt`);
                if (someFailed && !evenAfterFailure) violations.push(`${id} started after a failure`);
                if (needed.some((need) => !endedWell.has(need))) violations.push(`${id} started too early`);
                if (laneName !== undefined && lanes.has(laneName)) violations.push(`${id} shares ${laneName}`);
                if (laneName !== undefined) lanes.add(laneName);
                inside.add(id);
                if (inside.size > given.concurrency) violations.push(`${inside.size} at once`);
                for (let turn = 0; turn < turns; turn++) await tick();
                inside.delete(id);
                if (laneName !== undefined) lanes.delete(laneName);
                if (++ends === given.interruptAfter) graceful.abort();
                if (fails && oneInFails === 0) throw new Error(id);
                endedWell.add(id);
                return { changed: true };
              },
            });
          })
          .reverse();

        const finals = new Map<string, number>();
        const result = await runOperations(nodes, {
          concurrency: given.concurrency,
          interrupts: { graceful: graceful.signal, hard: new AbortController().signal },
          emit: (event) => {
            if (event.type === 'operation-failed') someFailed = true;
            const isEnd = /^operation-(finished|failed|skipped)$/.test(event.type);
            if (isEnd && 'operation' in event && event.operation !== undefined) {
              finals.set(event.operation, (finals.get(event.operation) ?? 0) + 1);
            }
          },
        });

        expect(violations).toEqual([]);
        expect(result.outcomes.size).toBe(nodes.length);
        expect([...finals.values()]).toEqual(nodes.map(() => 1));
        expect(result.changed + result.failed.length + result.skipped.length).toBe(nodes.length);
        if (!someFailed && !result.interrupted) expect(result.changed).toBe(nodes.length);
      }),
      { numRuns: runs(300) },
    );
  });
});
