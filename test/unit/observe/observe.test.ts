import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import type { ReadOnlyHost, ScriptOptions, ScriptResult } from '../../../src/model/host-handle.ts';
import { factsToTable } from '../../../src/observe/facts-summary.ts';
import { observeCluster, observeHosts, observeProbes } from '../../../src/observe/observe.ts';

const ANSWER = readFileSync(new URL('../../fixtures/facts/debian-12-bare.txt', import.meta.url), 'utf8');
const HOST_CLOCK_MS = 1_795_413_000_000;
const TEXT = ANSWER.replace(/(##facts:clock\n)\d+/, `$1${HOST_CLOCK_MS}000000`);

function host(name: string, read: (options: ScriptOptions) => ScriptResult | Error): ReadOnlyHost {
  return {
    name,
    address: '10.0.0.1',
    read: async (_script, options = {}) => {
      const result = read(options);
      if (result instanceof Error) throw result;
      return result;
    },
  };
}

function ok(stdout: string): ScriptResult {
  return { code: 0, stdout, stderr: '' };
}

describe('observeHosts', () => {
  it('turns an unreachable host into data and keeps the others', async () => {
    const lost = new InstallerError('unreachable', 'connection refused', { hint: 'Is sshd up?' });
    const seen = await observeHosts([host('cp-1', () => ok(TEXT)), host('w-1', () => lost)], () => 0);
    expect(seen['cp-1']).toMatchObject({ reachable: true, facts: { hostname: 'cp-1' } });
    expect(seen['w-1']).toEqual({
      reachable: false,
      error: { message: 'connection refused', hint: 'Is sshd up?' },
    });
  });

  it('does not hide a fault of our own', async () => {
    const fault = new TypeError('x is not a function');
    await expect(observeHosts([host('cp-1', () => fault)], () => 0)).rejects.toBe(fault);
  });

  it('does not take half an answer for a bare host', async () => {
    const half = { code: 1, stdout: TEXT.slice(0, 900), stderr: 'noise\nsh: out of memory\n' };
    const seen = await observeHosts([host('cp-1', () => half)], () => 0);
    expect(seen['cp-1']).toMatchObject({ reachable: false });
    expect(JSON.stringify(seen['cp-1'])).toContain('ended with 1 (sh: out of memory)');
  });

  it('leaves the time that connecting took out of the clock offset', async () => {
    let now = HOST_CLOCK_MS - 60_000;
    const slow = host('cp-1', ({ onLine }) => {
      now = HOST_CLOCK_MS - 3000;
      for (const line of TEXT.split('\n')) onLine?.(line, 'stdout');
      now = HOST_CLOCK_MS + 9000;
      return ok(TEXT);
    });
    const seen = await observeHosts([slow], () => now);
    expect(seen['cp-1']).toMatchObject({ facts: { clockOffsetMs: 3000 } });
  });
});

describe('observeCluster and observeProbes', () => {
  const question = { node: 'cp-1', address: '10.0.0.1', port: 6443, endpoint: { host: '10.0.0.100', port: 6443 } };

  it('say that a host was lost instead of throwing', async () => {
    const lost = host('cp-1', () => new InstallerError('unreachable', 'connection lost'));
    await expect(observeCluster(lost, question)).resolves.toEqual({ unavailable: 'connection lost' });
    await expect(observeProbes(lost, { targets: [] })).resolves.toBeUndefined();
  });

  it('hand on what was seen', async () => {
    const probed = host('cp-1', ({ root }) => ok(root === false ? '##probe:0 open\n' : ''));
    const target = { to: 'cp-2', address: '10.0.0.2', port: 6443 };
    await expect(observeProbes(probed, { targets: [target] })).resolves.toEqual({
      results: [{ ...target, outcome: 'open' }],
    });
  });
});

describe('factsToTable', () => {
  it('has a row for every host', async () => {
    const lost = new InstallerError('unreachable', 'no route to host');
    const seen = await observeHosts([host('cp-1', () => ok(TEXT)), host('w-1', () => lost)], () => HOST_CLOCK_MS);
    expect(factsToTable(seen)).toEqual([
      {
        host: 'cp-1',
        os: 'debian 12',
        kernel: '6.18.44-fc-v657',
        arch: 'amd64',
        cpus: '2',
        memory: '23.5 GiB',
        disk: '65.7 GiB of 252.0 GiB',
        clock: '+0.0 s',
        runtime: '',
        kubernetes: '',
        serves: '',
      },
      expect.objectContaining({ host: 'w-1', os: '', serves: 'unreachable: no route to host' }),
    ]);
  });
});
