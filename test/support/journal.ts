import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunEvent, UntimedEvent } from '../../src/model/event.ts';
import type { Plan } from '../../src/model/plan.ts';

type Line = UntimedEvent | ({ type: 'log-opened' | 'error' | 'session-ended' } & Record<string, unknown>);

export interface LogOptions {
  cluster?: string;
  /** ISO 8601; each line comes a second after the one before. */
  at?: string;
  command?: string;
  /** What stands behind the last whole line. */
  tail?: string;
}

/** Writes the log of a run as the product would and returns its path. */
export function writeLog(folder: string, lines: readonly Line[], options: LogOptions = {}): string {
  const { cluster = 'b-cluster', at = '2026-11-23T05:47:56.000Z', command = 'apply', tail = '' } = options;
  const runs = path.join(folder, cluster, 'runs');
  mkdirSync(runs, { recursive: true });
  const file = path.join(runs, `${at.replace(/[-:.]/g, '')}-${command}.log`);
  const timed = lines.map((line, second) => ({ at: new Date(Date.parse(at) + second * 1_000).toISOString(), ...line }));
  writeFileSync(file, `${timed.map((line) => JSON.stringify(line)).join('\n')}\n${tail}`);
  return file;
}

const operation = (id: string, needs: string[] = []): Plan['operations'][number] => ({
  id,
  machine: 'w-1',
  host: 'w-1',
  action: 'prepare-host',
  title: `Do ${id}`,
  reason: 'it is not done',
  needs,
  destructive: false,
  diffs: [],
});

const plan: Plan = {
  cluster: 'b-cluster',
  inventoryHash: 'a'.repeat(64),
  observedHash: 'b'.repeat(64),
  operations: [
    operation('w-1/prepare-host'),
    operation('w-1/join-worker', ['w-1/prepare-host']),
    operation('w-1/label-node', ['w-1/join-worker']),
  ],
  summary: { create: 1, update: 0, delete: 0 },
};

const joining = { operation: 'w-1/join-worker', host: 'w-1' };

const said = (host: string, line: string, stream: 'stdout' | 'stderr' = 'stdout'): UntimedEvent => ({
  type: 'host-output',
  host,
  stream,
  line,
  operation: joining.operation,
});

/** A process that cannot be: larger than the kernel's largest pid. */
export const NO_PROCESS = 2 ** 22 + 1;

export const opened: Line = { type: 'log-opened', argv: ['apply', '-f', 'a b.yaml'], pid: NO_PROCESS };

/** How a run begins: one operation done, the second under way. Six lines. */
export const begun: Line[] = [
  opened,
  { type: 'run-started', command: 'apply', cluster: 'b-cluster', runId: 'c0ffee00-1' },
  { type: 'plan', plan },
  { type: 'operation-started', operation: 'w-1/prepare-host', host: 'w-1', title: 'Prepare w-1' },
  { type: 'operation-finished', operation: 'w-1/prepare-host', host: 'w-1', status: 'changed', ms: 9_400 },
  { type: 'operation-started', ...joining, title: 'Join w-1 as worker' },
];

const failure = {
  message: 'kubeadm join failed on w-1: the token has ended',
  hint: 'apply again',
  command: 'kubeadm join',
  exitCode: 1,
  lastLines: ['[preflight] Running', 'error: token'],
};

/** A run that failed in its second operation, after two hosts had spoken. */
export const failed: Line[] = [
  ...begun,
  said('cp-1', 'token made'),
  said('w-1', '[preflight] Running'),
  said('w-1', 'error: token', 'stderr'),
  { type: 'operation-failed', ...joining, ...failure },
  {
    type: 'operation-skipped',
    operation: 'w-1/label-node',
    host: 'w-1',
    reason: 'needs w-1/join-worker, which failed',
  },
  { type: 'run-finished', ok: false, changed: 1, exitCode: 13, summary: 'not finished: 1 failed, 1 not started' },
  { type: 'error', ...failure, operation: joining.operation, host: 'w-1' },
  { type: 'session-ended', exitCode: 13 },
];

/** A run that did all it was to do, in nothing. */
export const done: Line[] = [
  opened,
  { type: 'run-started', command: 'apply', cluster: 'b-cluster', runId: 'c0ffee00-2' },
  { type: 'run-finished', ok: true, changed: 0, exitCode: 0, summary: 'nothing to do' },
];

/** The same event with a time. */
export const timed = (event: UntimedEvent): RunEvent => ({ at: '2026-11-23T05:47:56.000Z', ...event }) as RunEvent;
