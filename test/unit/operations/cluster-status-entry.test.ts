import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clusterStatusWithout, dropClusterStatusEntry } from '../../../src/operations/cluster-status-entry.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const STATUS = `apiEndpoints:
  cp-1:
    advertiseAddress: 10.0.0.11
    bindPort: 6443
  cp-2:
    advertiseAddress: 10.0.0.12
    bindPort: 6443
apiVersion: kubeadm.k8s.io/v1beta2
kind: ClusterStatus
`;

async function drop(name: string, stdout: string) {
  const host = new FakeHost('cp-1', [
    { match: /get configmap kubeadm-config/, answer: { stdout } },
    { match: /patch configmap kubeadm-config/, answer: {} },
  ]);
  const controlPlane = controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443);
  await dropClusterStatusEntry(controlPlane, name, new RecordingContext());
  return host.changes.filter((script) => script.includes('patch'));
}

describe('the list of API endpoints that old kubeadm keeps', () => {
  test('loses the one machine and nothing else', async () => {
    const [patch = expect.fail('nothing was written')] = await drop('cp-2', STATUS);
    const [call] = runWithStubKubectl(patch).calls;
    expect(call?.arguments.slice(3, -1)).toEqual(
      '-n kube-system patch configmap kubeadm-config --type merge -p'.split(' '),
    );
    const { data } = JSON.parse(call?.arguments.at(-1) ?? '');
    expect(parse(data.ClusterStatus)).toEqual({
      apiEndpoints: { 'cp-1': { advertiseAddress: '10.0.0.11', bindPort: 6443 } },
      apiVersion: 'kubeadm.k8s.io/v1beta2',
      kind: 'ClusterStatus',
    });
  });

  test.each([
    ['is not there', ''],
    ['does not name the machine', STATUS.replaceAll('cp-2', 'cp-3')],
    ['cannot be read', '{ not: [closed'],
  ])('is left alone where it %s', async (_, text) => {
    expect(await drop('cp-2', text)).toEqual([]);
    expect(clusterStatusWithout(text, 'cp-2')).toBeUndefined();
  });
});
