import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { arch, availableParallelism, hostname, networkInterfaces, release, totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { clusterViewScript, parseClusterView } from '../../../src/observe/cluster-view.ts';
import { factsComplete, factsScript, parseFacts } from '../../../src/observe/facts-script.ts';

const GO_ARCH: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

const SHELLS = [['/bin/sh'], ['/bin/dash'], ['/bin/bash'], ['/bin/bash', '--posix'], ['/bin/busybox', 'sh']].filter(
  ([shell = '']) => existsSync(shell),
);

function run([shell = '', ...args]: string[], env: NodeJS.ProcessEnv = process.env) {
  const sentAtMs = Date.now();
  const { status, stdout, stderr } = spawnSync(shell, args, { input: factsScript(), encoding: 'utf8', env });
  return { status, stdout, stderr, trip: { sentAtMs, receivedAtMs: Date.now() } };
}

describe.each(SHELLS)('the facts script in %s %s', (...shell) => {
  it('tells of this machine what Node.js tells of it', () => {
    const { status, stdout, stderr, trip } = run(shell);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(factsComplete(stdout)).toBe(true);
    const facts = parseFacts(stdout, trip);
    expect(facts.hostname).toBe(hostname());
    expect(facts.kernel).toBe(release());
    expect(facts.arch).toBe(GO_ARCH[arch()] ?? arch());
    expect(facts.cpus).toBe(availableParallelism());
    expect(facts.memoryBytes).toBe(totalmem());
    expect(Math.abs(facts.clockOffsetMs)).toBeLessThan(2000);
    expect(facts.root).toBe(process.getuid?.() === 0);
    expect(facts.disks.map(({ mount }) => mount)).toContain('/');
    expect(facts.interfaces.find(({ name }) => name === 'lo')?.addresses).toContain('127.0.0.1');
    // Others come and go with the containers of this machine.
    const out = facts.defaultRoute?.interface ?? 'lo';
    const known = facts.interfaces.find(({ name }) => name === out)?.addresses ?? [];
    expect(known).toEqual(expect.arrayContaining((networkInterfaces()[out] ?? []).map(({ address }) => address)));
  });

  it('runs under set -u and leaves stdin alone', () => {
    const { status, stdout } = spawnSync(shell[0] ?? '', shell.slice(1), {
      input: `set -u\n${factsScript()}echo after\n`,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').slice(-2)).toEqual(['##facts:end', 'after']);
  });
});

describe('the facts script where commands are missing', () => {
  it('still ends, with what sh alone can tell', () => {
    const withoutPath = factsScript().replace(/^PATH=.*$/m, 'PATH=/nonexistent; export PATH');
    const { status, stdout, stderr } = spawnSync('/bin/sh', [], { input: withoutPath, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const facts = parseFacts(stdout, { sentAtMs: 0, receivedAtMs: 0 });
    expect(facts.packageManager.kind).toBe(existsSync('/usr/bin/apt-get') ? 'apt' : facts.packageManager.kind);
    expect(facts.tools).toEqual([]);
    expect(facts.binaries).toEqual({});
  });
});

describe('the cluster script on a host without a cluster', () => {
  it('says why there is nothing to see', () => {
    const question = { node: 'cp-1', address: '127.0.0.1', port: 1, endpoint: { host: '127.0.0.1', port: 1 } };
    const script = clusterViewScript(question).replaceAll('/etc/kubernetes', '/nonexistent');
    const { status, stdout } = spawnSync('/bin/sh', [], { input: script, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(parseClusterView(stdout)).toEqual({ unavailable: 'this host holds no admin.conf, or no kubectl' });
  });
});
