import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { Secrets } from '../../../src/model/secrets.ts';
import { readKubeconfig } from '../../../src/operations/read-kubeconfig.ts';
import { desiredCluster } from '../../support/desired.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';

const desired = desiredCluster({ controlPlanes: 2, workers: 1 });
const none = { code: 1, stderr: 'cat: No such file\n' };

const adminConf = (key: string) =>
  stringify({
    clusters: [
      { name: 'kubernetes', cluster: { server: 'https://192.168.73.11:6443', 'certificate-authority-data': 'Q0E=' } },
    ],
    users: [{ name: 'kubernetes-admin', user: { 'client-certificate-data': 'Q0VSVA==', 'client-key-data': key } }],
  });

function hostsOf(answers: Record<string, Answer | Error>): (name: string) => FakeHost {
  return (name) => {
    const answer = answers[name] ?? expect.fail(`${name} must not be asked`);
    return new FakeHost(name, [
      { match: /admin\.conf/, answer: () => (answer instanceof Error ? Promise.reject(answer) : answer) },
    ]);
  };
}

describe('the admin kubeconfig', () => {
  test('leads to the endpoint and keeps the rest; its key is a secret', async () => {
    const secrets = new Secrets();
    const text = await readKubeconfig(desired, hostsOf({ 'cp-1': { stdout: adminConf('S0VZLW9mLWNwLTE=') } }), secrets);
    expect(parse(text)).toEqual({
      clusters: [
        {
          name: 'kubernetes',
          cluster: { server: 'https://192.168.73.192:6443', 'certificate-authority-data': 'Q0E=' },
        },
      ],
      users: [
        {
          name: 'kubernetes-admin',
          user: { 'client-certificate-data': 'Q0VSVA==', 'client-key-data': 'S0VZLW9mLWNwLTE=' },
        },
      ],
    });
    expect(secrets.mask(text)).not.toContain('S0VZLW9mLWNwLTE=');
  });

  test('an IPv6 endpoint stands in brackets', async () => {
    const cluster = { ...desired.cluster, endpoint: { host: 'fd00::1', port: 8443 } };
    const hosts = hostsOf({ 'cp-1': { stdout: adminConf('a2V5') } });
    const text = await readKubeconfig({ ...desired, cluster }, hosts, new Secrets());
    expect(parse(text).clusters[0].cluster.server).toBe('https://[fd00::1]:8443');
  });

  test.each([
    ['has none', none],
    ['cannot be reached', new Error('connection refused')],
  ])('is the next control plane’s when the first %s', async (_, first) => {
    const hosts = hostsOf({ 'cp-1': first, 'cp-2': { stdout: adminConf('b2YtY3AtMg==') } });
    expect(await readKubeconfig(desired, hosts, new Secrets())).toContain('b2YtY3AtMg==');
  });

  test.each([
    ['', false],
    ['"cluster": "b-cluster",\n', true],
    ['"cluster": "b-cluster-2",\n', false],
    ['"cluster": "a-cluster",\n"note": "b-cluster"\n', false],
  ])('is read only where the host is marked as ours: %j', async (marked, handedOut) => {
    const root = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    const ask = vi.fn(async (script: string) => {
      const input = script.replaceAll('/etc/', `${root}/`);
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-u'], { input, encoding: 'utf8' });
      return { code: status ?? -1, stdout, stderr };
    });
    try {
      for (const folder of ['kubernetes', 'installer']) mkdirSync(join(root, folder));
      writeFileSync(join(root, 'kubernetes/admin.conf'), adminConf('b2YtdGhhdC1ob3N0'));
      if (marked !== '') writeFileSync(join(root, 'installer/machine.json'), marked);
      const reading = readKubeconfig(
        desired,
        (name) => new FakeHost(name, [{ match: /^/, answer: ask }]),
        new Secrets(),
      );
      if (handedOut) expect(await reading).toContain('b2YtdGhhdC1ob3N0');
      else await expect(reading).rejects.toThrow('serves no machine of b-cluster');
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test('nobody has one: says what each control plane answered', async () => {
    const hosts = hostsOf({ 'cp-1': none, 'cp-2': new Error('connection refused') });
    await expect(readKubeconfig(desired, hosts, new Secrets())).rejects.toMatchObject({
      kind: 'cluster-unhealthy',
      message: 'no control plane has an admin kubeconfig: cp-1: cat: No such file; cp-2: connection refused',
    });
  });
});
