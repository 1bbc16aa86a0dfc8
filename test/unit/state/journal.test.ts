import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRuns, listRuns } from '../../../src/state/journal.ts';
import { readEntries } from '../../../src/state/journal-entry.ts';
import { processStamp } from '../../../src/state/process-stamp.ts';
import type { Run } from '../../../src/state/run.ts';
import { operationsIn, refusalsIn, spokenIn } from '../../../src/state/run-record.ts';
import { begun, done, failed, opened, writeLog } from '../../support/journal.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journal-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const runs = (options: { cluster?: string; now?: () => number } = {}, limit = 20): Run[] =>
  listRuns(limit, { env: { INSTALLER_STATE_DIR: folder }, ...options });
const find = (wanted?: string) => findRuns(wanted, { env: { INSTALLER_STATE_DIR: folder } }).map(({ id }) => id);

const [, started] = begun;
const alive = { type: 'log-opened' as const, argv: ['apply'], pid: process.pid, machine: hostname() };

describe('a run', () => {
  it.each<[string, Parameters<typeof writeLog>[1], Partial<Run>]>([
    ['done', done, { outcome: 'done', changed: 0, exitCode: 0, durationMs: 2_000, summary: 'nothing to do' }],
    [
      'failed',
      failed,
      {
        outcome: 'failed',
        changed: 1,
        exitCode: 13,
        failedAt: 'w-1/join-worker',
        message: 'kubeadm join failed on w-1: the token has ended',
        durationMs: 11_000,
      },
    ],
    [
      'failed before any operation',
      [
        ...begun.slice(0, 2),
        { type: 'error', message: 'preflight refused' },
        { type: 'run-finished', ok: false, changed: 0, exitCode: 12, summary: 'nothing was started' },
      ],
      { outcome: 'failed', exitCode: 12, message: 'preflight refused' },
    ],
    [
      'interrupted',
      [...begun, { type: 'run-finished', ok: false, changed: 1, exitCode: 130, summary: 'not finished' }],
      { outcome: 'interrupted', exitCode: 130 },
    ],
    ['killed', begun, { outcome: 'cut-off', changed: 1, durationMs: 5_000, endedAt: '2026-11-23T05:48:01.000Z' }],
    [
      'of another process that has the same pid by now',
      [{ ...alive, processStamp: '1' }, ...begun.slice(1)],
      { outcome: 'cut-off' },
    ],
    ['of another machine', [{ ...alive, machine: 'elsewhere' }, ...begun.slice(1)], { outcome: 'cut-off' }],
  ])('%s', (_, lines, expected) => {
    writeLog(folder, lines);
    const [run] = runs();
    expect(run).toMatchObject({
      id: '20261123T054756000Z-apply',
      command: 'apply',
      cluster: 'b-cluster',
      startedAt: '2026-11-23T05:47:56.000Z',
    });
    expect(run).toMatchObject(expected);
    expect(run?.failedAt).toBe(expected.failedAt);
  });

  it('that is under way: running, for as long as the clock says', () => {
    writeLog(folder, [{ ...alive, processStamp: processStamp(process.pid) }, ...begun.slice(1)]);
    const now = () => Date.parse('2026-11-23T05:50:56.000Z');
    const [run] = runs({ now });
    expect(run).toMatchObject({ outcome: 'running', durationMs: 180_000, changed: 1 });
    expect(run).not.toHaveProperty('endedAt');
  });

  it('that was cut off in the middle of a line is read up to there', () => {
    writeLog(folder, begun, { tail: '{"at":"2026-11-23T05:48:09.000Z","type":"run-fin' });
    expect(runs()).toMatchObject([{ outcome: 'cut-off', endedAt: '2026-11-23T05:48:01.000Z' }]);
  });

  it('of which much was said is known by its ends', () => {
    const chatter = Array.from({ length: 5_000 }, (_, i) => ({
      type: 'host-output' as const,
      host: 'w-1',
      stream: 'stdout' as const,
      line: `line ${i} ${'x'.repeat(100)}`,
    }));
    const log = writeLog(folder, [...begun, ...chatter, ...failed.slice(begun.length)]);
    expect(runs()).toMatchObject([{ outcome: 'failed', failedAt: 'w-1/join-worker', changed: 1 }]);
    expect(spokenIn(readEntries(log), { host: 'w-1' })).toHaveLength(5_002);
  });
});

describe('the journal', () => {
  it('lists the newest first, of every cluster or of one, and no more than asked for', () => {
    writeLog(folder, done, { at: '2026-11-23T05:00:00.000Z', cluster: 'a' });
    writeLog(folder, failed, { at: '2026-11-23T07:00:00.000Z', cluster: 'b' });
    writeLog(folder, done, { at: '2026-11-23T06:00:00.000Z', cluster: 'a' });
    expect(runs().map(({ startedAt }) => startedAt.slice(11, 13))).toEqual(['07', '06', '05']);
    expect(runs({}, 2)).toHaveLength(2);
    expect(runs({ cluster: 'a' })).toHaveLength(2);
    expect(runs({ cluster: 'none' })).toEqual([]);
  });

  it('leaves out commands that only looked, and files that are no logs', () => {
    writeLog(folder, [opened, { type: 'session-ended', exitCode: 0 }], { command: 'status' });
    const other = path.join(folder, 'b-cluster', 'runs');
    writeFileSync(path.join(other, 'notes.txt'), 'mine');
    writeFileSync(path.join(other, 'empty.log'), '');
    writeFileSync(path.join(other, 'strange.log'), 'null\n7\n"x"\n{}\n[]\n');
    mkdirSync(path.join(other, 'folder.log'));
    writeFileSync(path.join(folder, 'file'), '');
    expect(runs()).toEqual([]);
  });

  it('finds a run by its id, the id of its events, or the start of either', () => {
    writeLog(folder, failed, { at: '2026-11-23T05:00:00.000Z' });
    writeLog(folder, done, { at: '2026-11-23T06:00:00.000Z' });
    const [first, second] = ['20261123T050000000Z-apply', '20261123T060000000Z-apply'];
    expect(find()).toEqual([second]);
    expect(find(first)).toEqual([first]);
    expect(find('20261123T05')).toEqual([first]);
    expect(find('c0ffee00-1')).toEqual([first]);
    expect(find('20261123')).toEqual([second, first]);
    expect(find('x')).toEqual([]);
  });
});

describe('what a log tells', () => {
  it('operations in the order of the plan, each with its outcome', () => {
    const told = operationsIn(readEntries(writeLog(folder, failed)), false);
    expect(told).toEqual([
      expect.objectContaining({ operation: 'w-1/prepare-host', outcome: 'changed', ms: 9_400, title: 'Prepare w-1' }),
      {
        operation: 'w-1/join-worker',
        host: 'w-1',
        title: 'Join w-1 as worker',
        outcome: 'failed',
        startedAt: '2026-11-23T05:48:01.000Z',
        ms: 4_000,
        message: 'kubeadm join failed on w-1: the token has ended',
        hint: 'apply again',
        command: 'kubeadm join',
        exitCode: 1,
        lastLines: ['[preflight] Running', 'error: token'],
      },
      expect.objectContaining({ outcome: 'skipped', message: 'needs w-1/join-worker, which failed' }),
    ]);
  });

  it.each([
    [true, 'running'],
    [false, 'cut-off'],
  ])('of an operation without an end, the run going on being %s: %s', (going, outcome) => {
    const told = operationsIn(readEntries(writeLog(folder, begun)), going);
    expect(told.map((operation) => operation.outcome)).toEqual(['changed', outcome, 'waiting']);
  });

  it.each([
    [{}, ['token made', '[preflight] Running', 'error: token']],
    [{ host: 'w-1' }, ['[preflight] Running', 'error: token']],
    [{ operation: 'w-1/join-worker', host: 'cp-1' }, ['token made']],
    [{ operation: 'w-1/label-node' }, []],
  ])('what hosts said, of %j', (of, expected) => {
    expect(spokenIn(readEntries(writeLog(folder, failed)), of).map(({ line }) => line)).toEqual(expected);
  });

  it('what preflight refused, and no warnings', () => {
    const finding = { check: 'swap', message: 'swap is on', cure: 'switch it off' };
    const findings = [
      { ...finding, severity: 'warn' as const },
      { ...finding, severity: 'refuse' as const },
    ];
    const log = writeLog(folder, [opened, ...(started ? [started] : []), { type: 'findings', findings }]);
    appendFileSync(log, 'half a li');
    expect(refusalsIn(readEntries(log))).toEqual([findings[1]]);
  });
});
