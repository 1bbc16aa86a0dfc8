import { describe, expect, test } from 'vitest';
import type { KubeadmConfigSpec } from '../../../src/model/desired.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { NodeView } from '../../../src/model/observed.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { runKubeadmUpgrade } from '../../../src/operations/run-upgrade.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { nodeView } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';

interface Situation {
  name?: string;
  controlPlanes?: number;
  nodes?: NodeView[];
  spec?: KubeadmConfigSpec;
  says?: { code: number; stdout: string };
}

/** The script that upgrades the machine. */
async function scriptFor({
  name = 'cp-1',
  controlPlanes = 1,
  nodes = [],
  spec = {},
  says,
}: Situation): Promise<string> {
  const desired = desiredCluster({ controlPlanes, workers: 1 });
  const found = machinesOf(desired).find((candidate) => candidate.name === name) ?? expect.fail('no machine');
  const machine = { ...found, version: 'v1.22.1', kubeadmConfigSpec: spec };
  const host = new FakeHost(name, [
    { match: /bootstrap\.sh/, answer: says ?? {} },
    { match: /readyz|raw \/version/, answer: {} },
    { match: /kubeadm-config/, answer: {} },
  ]);
  const hosts = desired.controlPlane.hosts.map((of) =>
    of === name
      ? host
      : new FakeHost(of, [
          { match: /readyz|raw \/version/, answer: {} },
          { match: /kubeadm-config/, answer: {} },
        ]),
  );
  const access = hosts.map((of) => controlPlaneHost(of, found.host, 6443));
  const upgrade = { machine, host, controlPlanes: access, kubeadmPath: undefined, endpoint: '10.0.0.100' };
  await runKubeadmUpgrade({ ...upgrade, seen: { nodes } }, new RecordingContext());
  return host.changes[0] ?? '';
}

const master = { key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' };

describe('kubeadm upgrade apply', () => {
  test.each<[string, NodeView[], boolean]>([
    ['where no other node is', [nodeView('cp-1')], false],
    ['beside a worker', [nodeView('cp-1'), nodeView('w-1')], true],
    ['beside a control plane', [nodeView('cp-2', { taints: [master] })], true],
    ['beside a node that is closed', [nodeView('w-1', { unschedulable: true })], false],
    ['beside a node that is not Ready', [nodeView('w-1', { ready: false })], false],
    ['beside a node for others', [nodeView('w-1', { taints: [{ key: 'gpu', effect: 'NoSchedule' }] })], false],
  ])('tries whether a Job runs only where one can: %s', async (_, nodes, tries) => {
    expect((await scriptFor({ nodes })).includes('CreateJob')).toBe(!tries);
  });

  test('is told what the inventory lets kubeadm overlook, and its patches', async () => {
    const nodeRegistration = { ignorePreflightErrors: ['Swap'] };
    const spec = { initConfiguration: { nodeRegistration, patches: { directory: '/etc/patches' } } };
    const script = await scriptFor({ nodes: [nodeView('w-1')], spec });
    expect(script).toContain("--ignore-preflight-errors='Swap' --patches='/etc/patches'");
  });

  test("gives the cluster's address away only where another control plane can take it", async () => {
    expect(await scriptFor({})).not.toContain('10.0.0.100');
    expect(await scriptFor({ controlPlanes: 3 })).toContain(' 10.0.0.100/');
    expect(await scriptFor({ controlPlanes: 3, name: 'cp-2' })).toContain(' 10.0.0.100/');
  });

  test('that failed says why in words', async () => {
    const stdout = `[upgrade/version] FATAL: the --version argument is invalid due to these fatal errors:

	- Specified version to upgrade to "v1.22.1" is too high; kubeadm can upgrade only 1 minor version at a time

Please fix the misalignments highlighted above and try upgrading again
To see the stack trace of this error execute with --v=5 or higher
`;
    await expect(scriptFor({ says: { code: 1, stdout } })).rejects.toThrow(
      'kubeadm upgrade apply failed on cp-1: kubeadm could not upgrade: the --version argument is invalid due to these fatal errors: Specified version to upgrade to "v1.22.1" is too high',
    );
  });
});
