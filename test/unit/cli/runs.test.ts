import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { run } from '../../../src/cli/run.ts';
import { captureOutput } from '../../support/captured.ts';
import { begun, done, failed, NO_PROCESS, opened, writeLog } from '../../support/journal.ts';

const INVENTORY = `apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: b-cluster }
spec:
  cluster: { controlPlaneEndpoint: { host: 192.0.2.192 } }
  controlPlane: { version: v1.34.2 }
  ssh: { user: ops, agent: true }
  hosts:
    - { name: cp-1, address: 192.0.2.11, role: control-plane }
`;

let folder: string;
let output: ReturnType<typeof captureOutput>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  vi.stubEnv('INSTALLER_STATE_DIR', join(folder, 'state'));
  vi.stubEnv('TZ', 'UTC');
  output = captureOutput();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

const installer = (line: string) => run(['node', 'installer', ...line.split(' ')]);
const log = (...about: [lines: Parameters<typeof writeLog>[1], options?: Parameters<typeof writeLog>[2]]) =>
  writeLog(join(folder, 'state'), ...about);
const lines = () => output.stdout.trimEnd().split('\n');

function threeRuns(): void {
  log(done, { at: '2026-11-23T05:00:00.000Z', cluster: 'a-cluster' });
  log(failed, { at: '2026-11-23T06:00:00.000Z' });
  log(begun, { at: '2026-11-23T07:00:00.000Z' });
}

describe('installer runs', () => {
  it('lists the newest first, with how each ended', async () => {
    threeRuns();
    expect(await installer('runs')).toBe(0);
    expect(lines()).toEqual([
      'RUN                        WHEN                 COMMAND  CLUSTER    TOOK    CHANGED  OUTCOME',
      '20261123T070000000Z-apply  2026-11-23 07:00:00  apply    b-cluster  5.0 s   1        cut off',
      '20261123T060000000Z-apply  2026-11-23 06:00:00  apply    b-cluster  11.0 s  1        failed at w-1/join-worker',
      '20261123T050000000Z-apply  2026-11-23 05:00:00  apply    b-cluster  2.0 s   0        done',
    ]);
  });

  it.each([
    ['runs --cluster a-cluster -o json', 1],
    ['runs list --cluster b-cluster -o json', 2],
    ['runs --limit 2 -o json', 2],
    ['runs --cluster none -o json', 0],
  ])('%s: %i', async (line, count) => {
    threeRuns();
    expect(await installer(line)).toBe(0);
    expect(JSON.parse(output.stdout)).toHaveLength(count);
  });

  it('takes the cluster from an inventory', async () => {
    threeRuns();
    const file = join(folder, 'inventory.yaml');
    writeFileSync(file, INVENTORY);
    expect(await installer(`runs -f ${file} -o yaml`)).toBe(0);
    expect(parse(output.stdout)).toMatchObject([
      { id: '20261123T070000000Z-apply', outcome: 'cut-off' },
      { outcome: 'failed', failedAt: 'w-1/join-worker', exitCode: 13 },
    ]);
    expect(await installer(`runs -f ${join(folder, 'none.yaml')}`)).toBe(10);
  });

  it('says so where there are none', async () => {
    expect(await installer('runs')).toBe(0);
    expect(await installer('runs --cluster b-cluster')).toBe(0);
    expect(lines()).toEqual(['no runs are kept on this machine', 'no runs of b-cluster are kept on this machine']);
  });

  it.each([
    ['runs --limit 0', '--limit takes a whole number'],
    ['runs -f x --cluster y', 'cannot be used with'],
    ['runs shw', 'too many arguments'],
  ])('%s: exit code 64', async (line, says) => {
    expect(await installer(line)).toBe(64);
    expect(output.stderr).toContain(says);
  });

  it('names the cause of a failure before any operation', async () => {
    log([...begun.slice(0, 2), { type: 'run-finished', ok: false, changed: 0, exitCode: 12, summary: '' }]);
    await installer('runs');
    expect(lines()[1]).toContain('failed: preflight refused');
  });
});

describe('installer runs show', () => {
  it('shows a failed run: operations, the failure, what was said and what to type next', async () => {
    log(failed);
    expect(await installer('runs show')).toBe(0);
    expect(output.stdout).toBe(`run      20261123T054756000Z-apply
cluster  b-cluster
command  installer apply -f 'a b.yaml'
started  2026-11-23 05:47:56
took     11.0 s
outcome  failed at w-1/join-worker, exit code 13
changed  1 operation
log      ${join(folder, 'state')}/b-cluster/runs/20261123T054756000Z-apply.log

OPERATION         OUTCOME  TOOK   WHAT
w-1/prepare-host  changed  9.4 s  Prepare w-1
w-1/join-worker   failed   4.0 s  Join w-1 as worker
w-1/label-node    skipped         needs w-1/join-worker, which failed

Failed: w-1/join-worker
  kubeadm join failed on w-1: the token has ended
  command: kubeadm join
  exit code: 1
    | [preflight] Running
    | error: token
  what to do: apply again

said by w-1: installer runs show 20261123T054756000Z-apply --host w-1
to continue: installer apply -f 'a b.yaml'
`);
  });

  it('shows a run that was cut off, and how to continue', async () => {
    log(begun);
    await installer('runs show');
    expect(output.stdout).toContain('outcome  cut off\n');
    expect(output.stdout).toMatch(/w-1\/join-worker +cut-off/);
    expect(output.stdout).toContain('to continue: installer apply');
  });

  it.each([
    ['was cut off', [], 'installer apply -f INVENTORY (a plan in a file is not continued)'],
    [
      'said how',
      [{ type: 'error', message: 'cut', nextCommand: 'installer apply --yes -f a.yaml' }],
      'installer apply --yes -f a.yaml',
    ],
  ] as const)('a plan in a file that %s is not continued', async (_, ends, next) => {
    log([{ type: 'log-opened', argv: ['apply', 'plan.json', '--yes'], pid: NO_PROCESS }, ...begun.slice(1), ...ends]);
    await installer('runs show');
    expect(output.stdout).toContain('command  installer apply plan.json --yes\n');
    expect(output.stdout).toMatch(/\nto continue: .*\n$/);
    expect(output.stdout.trimEnd().split('to continue: ')[1]).toBe(next);
  });

  it('shows what preflight refused', async () => {
    const finding = { check: 'swap', severity: 'refuse', message: 'swap is on', cure: 'swapoff -a' } as const;
    log([
      ...begun.slice(0, 2),
      { type: 'findings', findings: [finding] },
      { type: 'error', message: 'preflight refused; nothing was changed' },
      { type: 'run-finished', ok: false, changed: 0, exitCode: 12, summary: '' },
    ]);
    await installer('runs show');
    expect(output.stdout).toContain('swap is on');
    expect(output.stdout).toContain('→ swapoff -a');
  });

  it('shows the error of a run that came to no operation', async () => {
    log([
      ...begun.slice(0, 2),
      { type: 'error', message: 'w-1 does not answer', hint: 'is it on?' },
      { type: 'run-finished', ok: false, changed: 0, exitCode: 11, summary: '' },
    ]);
    await installer('runs show');
    expect(output.stdout).toContain('\n\nw-1 does not answer\nwhat to do: is it on?\n\nto continue: ');
  });

  it('proposes nothing after a run that ended well', async () => {
    log(done);
    await installer('runs show');
    expect(output.stdout).not.toContain('to continue');
  });

  it('as JSON: the run, its command line, its operations', async () => {
    log(failed);
    await installer('runs show -o json');
    expect(JSON.parse(output.stdout)).toMatchObject({
      id: '20261123T054756000Z-apply',
      outcome: 'failed',
      argv: ['apply', '-f', 'a b.yaml'],
      refusals: [],
      operations: [
        { outcome: 'changed' },
        { outcome: 'failed', lastLines: ['[preflight] Running', 'error: token'] },
        {},
      ],
    });
  });

  it.each([
    ['--host w-1', ['05:48:03 | [preflight] Running', '05:48:04 ! error: token']],
    [
      '--operation w-1/join-worker',
      ['05:48:02 cp-1 | token made', '05:48:03 w-1 | [preflight] Running', '05:48:04 w-1 ! error: token'],
    ],
    ['--operation w-1/join-worker --host cp-1', ['05:48:02 | token made']],
    ['--host w-9', ['nothing is kept; these hosts spoke: cp-1, w-1']],
  ])('%s: what was said', async (flags, expected) => {
    log(failed);
    expect(await installer(`runs show ${flags}`)).toBe(0);
    expect(lines()).toEqual(expected);
  });

  it('what was said, as JSON', async () => {
    log(failed);
    await installer('runs show --host cp-1 -o json');
    expect(JSON.parse(output.stdout)).toEqual([
      expect.objectContaining({ host: 'cp-1', line: 'token made', operation: 'w-1/join-worker' }),
    ]);
  });

  it('--events: all that is kept as it is, or what one host is concerned with', async () => {
    log(failed);
    await installer('runs show --events');
    expect(lines().map((line) => JSON.parse(line).type)).toEqual(failed.map(({ type }) => type));
    output.stdout = '';
    await installer('runs show --events --host cp-1');
    expect(lines().map((line) => JSON.parse(line))).toMatchObject([{ type: 'host-output', host: 'cp-1' }]);
  });

  it.each([
    ['runs show x', 'no run begins with "x"'],
    ['runs show --cluster none', 'no run of none is kept'],
    ['runs show 2026', 'several runs'],
  ])('%s: exit code 64', async (line, says) => {
    threeRuns();
    log([opened], { command: 'plan' });
    expect(await installer(line)).toBe(64);
    expect(output.stderr).toContain(says);
    expect(output.stdout).toBe('');
  });
});
