import { describe, expect, it } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import type { Finding } from '../../../src/model/plan.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { renderFailure } from '../../../src/report/failure.ts';
import { renderFindings } from '../../../src/report/findings.ts';
import { renderPlan } from '../../../src/report/plan-text.ts';
import { wantsColour } from '../../../src/report/style.ts';
import { table } from '../../../src/report/table.ts';
import { truncate, visibleWidth, wrap } from '../../../src/report/text.ts';
import { formatBytes, formatDuration, formatElapsed, formatTransfer } from '../../../src/report/units.ts';
import { samplePlan } from '../../support/sample-events.ts';

describe('renderPlan', () => {
  it('groups by machine, with symbols, reasons and order', () => {
    expect(renderPlan(samplePlan)).toBe(`Plan for b-cluster

+ cp-1
    + prepare-host        Bring the host to its baseline
                          why: 2 of 30 steps are not done
    + init-control-plane  Initialise the control plane
                          why: there is no cluster yet
                          after: cp-1/prepare-host

- w-9
    - reset-host          Return the host to bare
                          why: it is no longer in the inventory
                          destroys what is on the host

  the cluster
      verify-cluster      Wait until every node is ready
                          why: something is going to change
                          after: cp-1/init-control-plane, w-1/join-worker, w-2/join-worker and 2 more

Plan: 1 to create, 0 to change, 1 to delete
Removing w-9 from b-cluster wants the cluster's name: typed when asked, or given as --confirm-delete b-cluster`);
  });

  it('shows diffs when asked', () => {
    const lines = renderPlan(samplePlan, { diffs: true }).split('\n');
    const start = lines.findIndex((line) => line.includes('/etc/hosts'));
    expect(lines.slice(start, start + 6).map((line) => line.trim())).toEqual([
      '/etc/hosts',
      '@@ -1 +1,2 @@',
      '127.0.0.1 localhost',
      '+10.0.0.1 cp-1',
      '-10.9.9.9 old',
      '/etc/secret (secret)',
    ]);
  });

  it('colours only when asked', () => {
    expect(renderPlan(samplePlan)).not.toContain('\u001b');
    expect(renderPlan(samplePlan, { colour: true })).toContain('\u001b[32m+ cp-1\u001b[39m');
  });

  it('marks a machine that only changes with ~', () => {
    const [first] = samplePlan.operations;
    if (!first) throw new Error('the sample has operations');
    expect(renderPlan({ ...samplePlan, operations: [first] })).toContain('~ cp-1\n    ~ prepare-host');
  });

  it('tells what a removal takes, and what apply is going to ask', () => {
    const chain = ['drain-node', 'remove-etcd-member', 'clean-host', 'delete-node'] as const;
    const operations = chain.map((action, i) => ({
      ...{ id: `cp-3/${action}`, machine: 'cp-3', host: 'cp-3', action, title: action, reason: 'because', diffs: [] },
      needs: chain.slice(0, i).map((before) => `cp-3/${before}`),
      destructive: action !== 'drain-node',
    }));
    const summary = { create: 0, update: 0, delete: 1 };
    expect(
      renderPlan({ ...samplePlan, operations, summary })
        .split('\n')
        .slice(2),
    ).toEqual([
      '- cp-3',
      '    - drain-node          drain-node',
      '                          why: because',
      '    - remove-etcd-member  remove-etcd-member',
      '                          why: because',
      '                          after: cp-3/drain-node',
      '    - clean-host          clean-host',
      '                          why: because',
      '                          after: cp-3/remove-etcd-member',
      '                          destroys what is on the host',
      '    - delete-node         delete-node',
      '                          why: because',
      '                          after: cp-3/clean-host',
      '',
      'Plan: 0 to create, 0 to change, 1 to delete',
      "Removing cp-3 from b-cluster wants the cluster's name: typed when asked, or given as --confirm-delete b-cluster",
    ]);
  });

  it('asks for no name where no machine is removed', () => {
    const summary = { create: 1, update: 0, delete: 0 };
    expect(renderPlan({ ...samplePlan, summary })).not.toContain('--confirm-delete');
  });

  it('says so when there is nothing to do', () => {
    expect(renderPlan({ ...samplePlan, operations: [] })).toBe('Nothing to do: b-cluster is as the inventory says.');
  });
});

describe('renderFindings', () => {
  const findings: Finding[] = [
    { host: 'w-1', check: 'memory', severity: 'warn', message: '1.5 GiB of memory', cure: 'add memory' },
    {
      host: 'cp-1',
      check: 'port-in-use',
      severity: 'refuse',
      message: 'port 6443 is held by haproxy, which is not ours and would keep the API server from starting',
      cure: 'stop haproxy on cp-1',
    },
    { check: 'even-control-planes', severity: 'warn', message: '2 control planes', cure: 'use 1 or 3' },
  ];

  it('puts refusals first and wraps to the width', () => {
    expect(renderFindings(findings, { width: 80 })).toBe(`HOST  CHECK                SEVERITY  WHAT AND WHAT TO DO
cp-1  port-in-use          refuse    port 6443 is held by haproxy, which is not
                                     ours and would keep the API server from
                                     starting
                                     → stop haproxy on cp-1
w-1   memory               warn      1.5 GiB of memory
                                     → add memory
-     even-control-planes  warn      2 control planes
                                     → use 1 or 3

1 finding must be dealt with before anything is changed, 2 warnings.`);
  });

  it.each([60, 80, 120, 200])('keeps to %i columns', (width) => {
    const lines = renderFindings(findings, { width, colour: true }).split('\n').slice(0, -1);
    expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(Math.max(width, 61));
  });

  it('is empty without findings', () => {
    expect(renderFindings([])).toBe('');
  });
});

describe('renderFailure', () => {
  const secrets = new Secrets();
  secrets.add('abcdef.0123456789abcdef');

  it('tells everything that is known, masked', () => {
    const error = new InstallerError('operation-failed', 'kubeadm join exited 1', {
      operation: 'cp-2/join-control-plane',
      host: 'cp-2',
      command: 'kubeadm join --token abcdef.0123456789abcdef',
      exitCode: 1,
      lastLines: [...Array.from({ length: 30 }, (_, line) => `line ${line}`), 'error execution phase'],
      hint: 'see whether the endpoint answers',
    });
    const lines = renderFailure(error, {
      secrets,
      logPath: '/var/log/run.log',
      nextCommand: 'installer apply -f inventory.yaml',
      alsoFailed: ['w-1/join-worker'],
      notRun: 3,
    }).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'Failed: cp-2/join-control-plane',
      '  kubeadm join exited 1',
      '  command:     kubeadm join --token ••••••',
      '  exit code:   1',
      '  it said last:',
    ]);
    expect(lines.filter((line) => line.startsWith('    | '))).toHaveLength(15);
    expect(lines.slice(-6)).toEqual([
      '    | error execution phase',
      '  also failed: w-1/join-worker',
      '  not run:     3 operations',
      '  what to do:  see whether the endpoint answers',
      '  log:         /var/log/run.log',
      '  next:        installer apply -f inventory.yaml',
    ]);
  });

  it('makes do with a plain error', () => {
    expect(renderFailure(new Error('boom'), { secrets })).toBe('Failed\n  boom');
    expect(renderFailure('just text', { secrets })).toBe('Failed\n  just text');
  });

  it('names the host where the operation does not', () => {
    const error = new InstallerError('operation-failed', 'x', { operation: 'b/verify-cluster', host: 'cp-1' });
    expect(renderFailure(error, { secrets })).toContain('Failed: b/verify-cluster on cp-1');
  });
});

describe('table', () => {
  it('aligns columns, colour not counted, without trailing blanks', () => {
    expect(
      table(
        [
          ['cp-1', '\u001b[32mReady\u001b[39m', 'x'],
          ['worker-10', 'No', ''],
        ],
        ['HOST', 'READY', ''],
      ),
    ).toBe('HOST       READY\ncp-1       \u001b[32mReady\u001b[39m  x\nworker-10  No');
  });
});

describe('text', () => {
  it.each([
    ['a short one', 20, ['a short one']],
    ['one two three', 7, ['one two', 'three']],
    ['abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
    ['x abcdefgh', 4, ['x', 'abcd', 'efgh']],
    ['first\nsecond', 20, ['first', 'second']],
  ])('wraps %j to %i', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it.each([
    ['fits', 4, 'fits'],
    ['does not', 5, 'does…'],
    ['tab\there\u001b[31mred', 20, 'tab herered'],
    ['x', 0, ''],
  ])('truncates %j to %i', (text, width, expected) => {
    expect(truncate(text, width)).toBe(expected);
  });
});

describe('units', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [12_440, '12.4 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_720_000, '1 h 02 min'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('shows what ticks in whole seconds', () => {
    expect([formatElapsed(-5), formatElapsed(7_900), formatElapsed(185_000)]).toEqual(['0s', '7s', '3m05s']);
  });

  it('shows bytes and transfers', () => {
    expect([formatBytes(1_023), formatBytes(1_536), formatBytes(3 * 1024 ** 3)]).toEqual([
      '1023 B',
      '1.5 KiB',
      '3.0 GiB',
    ]);
    expect([formatTransfer(512), formatTransfer(0, 0), formatTransfer(1, 3)]).toEqual([
      '512 B',
      '0 B of 0 B, 100%',
      '1 B of 3 B, 33%',
    ]);
  });
});

describe('wantsColour', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
  ])('for %j with %j: %s', (stream, env, expected) => {
    expect(wantsColour(stream, env)).toBe(expected);
  });
});
