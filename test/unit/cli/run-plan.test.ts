import { describe, expect, it } from 'vitest';
import { type RunPlanOptions, runPlan } from '../../../src/cli/run-plan.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import type { OperationNode } from '../../../src/engine/operation-node.ts';
import { InstallerError } from '../../../src/errors.ts';
import type { UntimedEvent } from '../../../src/model/event.ts';

type Body = OperationNode['run'];

const well: Body = async () => ({ changed: true });
const asWanted: Body = async () => ({ changed: false });
const fails =
  (error: unknown): Body =>
  async () => {
    throw error;
  };
const failed = (message: string) => fails(new InstallerError('operation-failed', message, { hint: 'look there' }));
/** The operator's Ctrl-C arrives while the operation runs. */
const interrupted =
  (times: number, then: Body): Body =>
  (context) => {
    for (let i = 0; i < times; i++) process.emit('SIGINT');
    return then(context);
  };
const untilCut: Body = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut'))));

interface Case {
  name: string;
  operations: Record<string, Body>;
  concurrency?: number;
  /** Seconds. */
  timeout?: number;
  exitCode: number;
  message?: RegExp;
  changed: number;
  summary: RegExp;
}

const cases: Case[] = [
  {
    name: 'counts what changed something',
    operations: { 'a/prepare-host': well, 'b/prepare-host': asWanted, 'c/prepare-host': well },
    exitCode: 0,
    changed: 2,
    summary: /^done: 2 of 3 operations/,
  },
  {
    name: 'an operation that fails',
    operations: { 'a/prepare-host': well, 'b/prepare-host': failed('no space'), 'c/prepare-host': well },
    exitCode: 13,
    message: /^no space$/,
    changed: 1,
    summary: /^not finished: 1 failed, 1 not started/,
  },
  {
    name: 'an error keeps its kind',
    operations: { 'a/prepare-host': fails(new InstallerError('unreachable', 'lost')) },
    exitCode: 11,
    message: /^lost$/,
    changed: 0,
    summary: /1 failed/,
  },
  {
    name: 'a cluster that does not become healthy',
    operations: { 'a/prepare-host': well, 'cluster/verify-cluster': failed('w-1 is not Ready') },
    exitCode: 14,
    message: /w-1 is not Ready/,
    changed: 1,
    summary: /1 failed, 0 not started/,
  },
  {
    name: 'a bug is handed on as it is',
    operations: { 'a/prepare-host': fails(new TypeError('x is not a function')) },
    exitCode: 1,
    message: /x is not a function/,
    changed: 0,
    summary: /1 failed/,
  },
  {
    name: 'Ctrl-C lets what runs end and starts nothing new',
    operations: { 'a/prepare-host': interrupted(1, well), 'b/prepare-host': well },
    exitCode: 130,
    message: /apply again continues/,
    changed: 1,
    summary: /0 failed, 1 not started/,
  },
  {
    name: 'Ctrl-C while the last operation ends well is no failure',
    operations: { 'a/prepare-host': interrupted(1, well) },
    exitCode: 0,
    changed: 1,
    summary: /^done/,
  },
  {
    name: 'a second Ctrl-C cuts what runs',
    operations: {
      'a/prepare-host': (context) => {
        const cut = untilCut(context);
        return interrupted(2, () => cut)(context);
      },
    },
    exitCode: 130,
    message: /interrupted/,
    changed: 0,
    summary: /1 failed/,
  },
  {
    name: 'Ctrl-C after an operation has failed',
    operations: {
      'a/prepare-host': failed('no space'),
      'b/prepare-host': async (context) => {
        await new Promise((resolve) => setImmediate(resolve));
        return interrupted(1, well)(context);
      },
      'c/prepare-host': well,
    },
    concurrency: 2,
    exitCode: 13,
    message: /^no space$/,
    changed: 1,
    summary: /1 failed, 1 not started/,
  },
  {
    name: 'a second Ctrl-C that cuts what still runs after an operation has failed',
    operations: {
      'a/prepare-host': failed('no space'),
      'b/prepare-host': async (context) => {
        const cut = untilCut(context);
        await new Promise((resolve) => setImmediate(resolve));
        return interrupted(2, () => cut)(context);
      },
    },
    concurrency: 2,
    exitCode: 13,
    message: /^no space$/,
    changed: 0,
    summary: /2 failed, 0 not started/,
  },
  {
    name: 'an operation that fails after Ctrl-C: the run had been ended',
    operations: { 'a/prepare-host': interrupted(1, failed('no space')), 'b/prepare-host': well },
    exitCode: 130,
    message: /interrupted/,
    changed: 0,
    summary: /1 failed, 1 not started/,
  },
  {
    name: 'the time limit that cuts what still runs after an operation has failed',
    operations: { 'a/prepare-host': failed('no space'), 'b/prepare-host': untilCut },
    concurrency: 2,
    timeout: 0.02,
    exitCode: 13,
    message: /^no space$/,
    changed: 0,
    summary: /2 failed/,
  },
  {
    name: 'the time limit cuts what runs',
    operations: { 'a/prepare-host': untilCut, 'b/prepare-host': well },
    timeout: 0.02,
    exitCode: 13,
    message: /given up after 0.02 s.*--timeout: cut: a\/prepare-host$/,
    changed: 0,
    summary: /1 failed, 1 not started/,
  },
];

describe('runPlan', () => {
  it.each(cases)(
    '$name: exit code $exitCode',
    async ({ operations, concurrency, timeout, exitCode, message, changed, summary }) => {
      const { events, error } = await run(operations, { seconds: timeout, ...(concurrency && { concurrency }) });
      expect(events.at(-1)).toEqual({
        type: 'run-finished',
        ok: exitCode === 0,
        changed,
        exitCode,
        summary: expect.stringMatching(summary),
      });
      if (message) expect(error).toMatchObject({ message: expect.stringMatching(message) });
      else expect(error).toBeUndefined();
    },
  );

  it('the first operation that failed decides, and is named', async () => {
    const late: Body = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new InstallerError('unreachable', 'second');
    };
    const { error } = await run({ 'a/prepare-host': late, 'b/prepare-host': failed('first') }, { concurrency: 2 });
    expect(error).toMatchObject({
      kind: 'operation-failed',
      message: 'first',
      details: { operation: 'b/prepare-host', hint: 'look there' },
    });
  });

  const lost = (reason: Error) => ({ host: 'cp-1', lost: AbortSignal.abort(reason) });

  it('a lock that is lost lets what runs end and starts nothing new', async () => {
    const lock = new AbortController();
    const loses: Body = async () => {
      lock.abort(new Error('the connection was lost'));
      return { changed: true };
    };
    const operations = { 'a/prepare-host': loses, 'b/prepare-host': well };
    const { events, error } = await run(operations, { lock: { host: 'cp-1', lost: lock.signal } });
    expect(error).toMatchObject({
      kind: 'locked',
      message: expect.stringMatching(/lock on cp-1 was lost.*the connection was lost/),
      details: { host: 'cp-1', hint: expect.stringContaining('apply again continues') },
    });
    expect(events.map(({ type }) => type)).toEqual([
      'operation-started',
      'note',
      'operation-finished',
      'operation-skipped',
      'run-finished',
    ]);
    expect(events.at(-1)).toMatchObject({ ok: false, changed: 1, exitCode: 15 });
  });

  it('a lock that was lost on another of its hosts is told with that one', async () => {
    const reason = new InstallerError('unreachable', 'cp-3 is silent', { host: 'cp-3' });
    const { error } = await run({ 'a/prepare-host': well }, { lock: lost(reason) });
    expect(error).toMatchObject({
      message: 'the lock on cp-3 was lost, so nothing new was started (cp-3 is silent)',
      details: { host: 'cp-3' },
    });
  });

  it('starts nothing at all when the lock is lost already', async () => {
    const { events, error } = await run({ 'a/prepare-host': well }, { lock: lost(new Error('asleep')) });
    expect(error).toMatchObject({ kind: 'locked', message: expect.stringContaining('asleep') });
    expect(events.at(-1)).toMatchObject({ changed: 0, exitCode: 15 });
  });

  it('a lock that is lost while the last operation ends well is no failure', async () => {
    const lock = new AbortController();
    const loses: Body = async () => {
      lock.abort(new Error('the connection was lost'));
      return { changed: true };
    };
    const { error } = await run({ 'a/prepare-host': loses }, { lock: { host: 'cp-1', lost: lock.signal } });
    expect(error).toBeUndefined();
  });

  it('gives signals back when it is over, however it ended', async () => {
    const before = process.listenerCount('SIGINT');
    await run({ 'a/prepare-host': failed('no space') });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

async function run(
  bodies: Record<string, Body>,
  { seconds, ...options }: Partial<RunPlanOptions> & { seconds?: number } = {},
) {
  const events: UntimedEvent[] = [];
  const session = { emit: (event: UntimedEvent) => events.push(event) } as unknown as Parameters<typeof runPlan>[0];
  const nodes = Object.entries(bodies).map(([id, body]) => ({ id, title: id, needs: [], run: body }));
  const timeLimit = new TimeLimit(seconds, () => []);
  const error = await timeLimit
    .counting(() => runPlan(session, nodes, { concurrency: 1, timeLimit, ...options }))
    .catch((thrown: unknown) => thrown);
  return { events, error };
}
