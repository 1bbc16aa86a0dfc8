import { afterEach, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { printKubeconfig } from '../../../src/cli/print-kubeconfig.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { captureOutput } from '../../support/captured.ts';
import { desiredCluster } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';

afterEach(() => vi.restoreAllMocks());

const KEY = 'c2VjcmV0LWtleQ==';
const ADMIN_CONF = `clusters:
- name: b-cluster
  cluster: { server: "https://192.168.73.11:6443" }
users:
- name: admin
  user: { client-key-data: ${KEY} }
`;

it.each([
  ['text', (text: string) => parse(text)],
  ['yaml', (text: string) => parse(text)],
  ['json', (text: string) => JSON.parse(text)],
] as const)(
  'an admin kubeconfig as %s can be used: its server is the endpoint, its key is whole',
  async (form, read) => {
    const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
    const { host, port } = desired.cluster.endpoint;
    const output = captureOutput();
    const cp1 = new FakeHost('cp-1', [{ match: /admin\.conf/, answer: { stdout: ADMIN_CONF } }]);
    const timeLimit = new TimeLimit(undefined, () => []);
    await printKubeconfig({ desired, secrets: new Secrets(), host: () => cp1, timeLimit }, form);
    expect(read(output.stdout)).toEqual({
      clusters: [{ name: 'b-cluster', cluster: { server: `https://${host}:${port}` } }],
      users: [{ name: 'admin', user: { 'client-key-data': KEY } }],
    });
  },
);
