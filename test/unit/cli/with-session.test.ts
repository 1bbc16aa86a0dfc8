import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../src/cli/session.ts';
import { withSession } from '../../../src/cli/with-session.ts';
import { type ErrorKind, EXIT_CODES, InstallerError } from '../../../src/errors.ts';
import { listRuns } from '../../../src/state/journal.ts';
import { readEntries } from '../../../src/state/journal-entry.ts';
import { captureOutput } from '../../support/captured.ts';

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
let file: string;
let output: ReturnType<typeof captureOutput>;
const argv = process.argv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'));
  file = join(folder, 'inventory.yaml');
  writeFileSync(file, INVENTORY);
  vi.stubEnv('INSTALLER_STATE_DIR', join(folder, 'state'));
  process.argv = ['node', 'installer', 'apply', '-f', file, '--yes'];
  output = captureOutput();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.argv = argv;
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

const started = { type: 'run-started', command: 'apply', cluster: 'b-cluster', runId: '1' } as const;

async function session(work: (session: Session) => Promise<void> | void, output: 'text' | 'json' = 'text') {
  await withSession({ file: [file], output }, 'apply', async (opened) => work(opened));
  return process.exitCode;
}

const events = () =>
  output.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('withSession', () => {
  it('hands out what the inventory says, and leaves the exit code alone when all went well', async () => {
    let name = '';
    expect(
      await session(({ desired }) => {
        name = desired.cluster.name;
      }),
    ).toBeUndefined();
    expect(name).toBe('b-cluster');
    expect(output.stderr).toBe('');
  });

  const again: ErrorKind[] = ['operation-failed', 'interrupted', 'unreachable', 'locked', 'preflight-refused'];
  it.each(again)('after %s: its exit code, the log, and the same command again', async (kind) => {
    const code = await session(() => {
      throw new InstallerError(kind, 'it went wrong');
    });
    expect(code).toBe(EXIT_CODES[kind]);
    expect(output.stderr).toContain('it went wrong');
    expect(output.stderr).toContain(`installer apply -f ${file} --yes`);
    const [, log = ''] = /log: +(\S+)/.exec(output.stderr) ?? [];
    expect(readFileSync(log, 'utf8')).toContain('it went wrong');
  });

  it('after an unhealthy cluster: look at its status', async () => {
    const code = await session(() => {
      throw new InstallerError('cluster-unhealthy', 'w-1 is not Ready');
    });
    expect(code).toBe(14);
    expect(output.stderr).toContain(`installer status -f ${file}`);
  });

  it('a fault of our own: exit code 1 and its stack', async () => {
    const code = await session(() => {
      throw new TypeError('x is not a function');
    });
    expect(code).toBe(1);
    expect(output.stderr).toMatch(/x is not a function[\s\S]*with-session\.test/);
  });

  it('masks secrets in what it tells and in what it logs', async () => {
    await session(({ secrets }) => {
      secrets.add('hunter22');
      throw new InstallerError('operation-failed', 'sudo refused hunter22');
    });
    const [, log = ''] = /log: +(\S+)/.exec(output.stderr) ?? [];
    expect(output.stderr).toContain('sudo refused');
    expect(output.stderr + readFileSync(log, 'utf8')).not.toContain('hunter22');
  });

  it.each([
    ['operation-failed', ' --host cp-1'],
    ['unreachable', ''],
  ] as const)('after %s of a run: how to see what was said', async (kind, host) => {
    await session(({ emit }) => {
      emit(started);
      throw new InstallerError(kind, 'it broke', { host: 'cp-1' });
    });
    expect(output.stderr).toMatch(new RegExp(`look: +installer runs show \\d{8}T\\d{9}Z-apply${host}\\n`));
  });

  it('names no run where none was started', async () => {
    await session(() => {
      throw new InstallerError('operation-failed', 'it broke');
    });
    expect(output.stderr).not.toContain('runs show');
  });

  it('leaves in the log how it ended, with what the error knew', async () => {
    const env = { INSTALLER_STATE_DIR: join(folder, 'state') };
    await session(({ emit }) => {
      emit(started);
      throw new InstallerError('operation-failed', 'it broke', { operation: 'cp-1/prepare-host', lastLines: ['no'] });
    });
    const [run] = listRuns(1, { env });
    expect(run).toMatchObject({ outcome: 'failed', exitCode: 13, failedAt: 'cp-1/prepare-host', message: 'it broke' });
    const entries = readEntries(run?.log ?? '');
    expect(entries.at(-1)).toMatchObject({ type: 'session-ended', exitCode: 13 });
    expect(entries).toContainEqual(expect.objectContaining({ type: 'error', lastLines: ['no'] }));
  });

  it('does not open a session for an inventory that is wrong', async () => {
    writeFileSync(file, INVENTORY.replace('role: control-plane', 'role: boss'));
    const work = vi.fn();
    await expect(session(work)).rejects.toMatchObject({ kind: 'inventory-invalid' });
    expect(work).not.toHaveBeenCalled();
  });
});

describe('the events of a run', () => {
  const finished = { type: 'run-finished', ok: true, changed: 3, exitCode: 0, summary: 'done' } as const;

  it('end with run-finished when it failed before any operation', async () => {
    const code = await session(({ emit }) => {
      emit(started);
      throw new InstallerError('preflight-refused', 'no space');
    }, 'json');
    expect(code).toBe(12);
    expect(events().map(({ type }) => type)).toEqual(['run-started', 'run-finished']);
    expect(events().at(-1)).toMatchObject({ ok: false, changed: 0, exitCode: 12 });
  });

  it('have one end only', async () => {
    await session(({ emit }) => {
      emit(started);
      emit({ ...finished, ok: false, exitCode: 13 });
      throw new InstallerError('operation-failed', 'no space');
    }, 'json');
    expect(events().filter(({ type }) => type === 'run-finished')).toHaveLength(1);
  });

  it('have no end where none was begun', async () => {
    await session(() => {
      throw new InstallerError('unreachable', 'lost');
    }, 'json');
    expect(events()).toEqual([]);
  });
});
