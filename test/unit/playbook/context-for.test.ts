import { describe, expect, it } from 'vitest';
import type { BundleItem } from '../../../src/model/bundle.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import { type ContextInput, playbookContext } from '../../../src/playbook/context-for.ts';
import { desiredCluster, desiredHost } from '../../support/desired.ts';
import { bareFacts } from '../../support/facts.ts';

function contextOf(overrides: Partial<ContextInput> = {}) {
  const desired = desiredCluster({ controlPlanes: 1, workers: 1 }, { vars: { color: 'blue' } });
  desired.hosts.push(desiredHost('spare-1', 'spare', 31));
  const machine = machinesOf(desired).find(({ name }) => name === 'w-1');
  if (!machine) throw new Error('no such machine');
  machine.host.internalAddress = '10.0.0.21';
  machine.host.vars = { color: 'red' };
  return playbookContext({
    desired,
    machine,
    facts: bareFacts({ packageManager: { kind: 'apt', lockedBy: 'unattended-upgr' } }),
    items: undefined,
    pauseImage: 'registry.k8s.io/pause:3.2',
    kubeconfigPath: '/etc/kubernetes/admin.conf',
    bootstrapped: false,
    ...overrides,
  });
}

describe('playbookContext', () => {
  it('tells of the host, its machine and its own variables beside those of all', () => {
    const context = contextOf({ bootstrapped: true });
    expect(context.host).toMatchObject({
      name: 'w-1',
      role: 'worker',
      internalAddress: '10.0.0.21',
      vars: { color: 'red' },
    });
    expect(context.vars).toEqual({ color: 'blue' });
    expect(context.machine).toEqual({ bootstrapped: true });
    expect(context.kubernetes).toEqual({
      version: 'v1.20.2',
      minor: '1.20',
      controlPlaneVersion: 'v1.20.2',
      pauseImage: 'registry.k8s.io/pause:3.2',
    });
    expect(context.kubeVip).toMatchObject({ enabled: true, kubeconfigPath: '/etc/kubernetes/admin.conf' });
  });

  it('knows the hosts of the cluster, spares are not of it', () => {
    expect(contextOf().hosts.map(({ name, role }) => [name, role])).toEqual([
      ['cp-1', 'control-plane'],
      ['w-1', 'worker'],
    ]);
  });

  it('hands on no login settings', () => {
    expect(JSON.stringify(contextOf())).not.toContain('"ssh"');
  });

  it('keeps to facts that stand still while playbooks run', () => {
    expect(contextOf().facts.packageManager).toEqual({ kind: 'apt' });
  });

  it("answers to cloud-init's names", () => {
    expect(contextOf().ds.meta_data).toMatchObject({ hostname: 'w-1', local_hostname: 'w-1', local_ipv4: '10.0.0.21' });
  });

  it('has no bundle where there is none', () => {
    expect(contextOf().bundle).toBeUndefined();
  });

  it("sorts a bundle's items by kind and tells where they lie on the host, not on the operator's machine", () => {
    const item = (kind: BundleItem['kind'], name: string): BundleItem => ({
      kind,
      name,
      path: `/home/ops/bundle/${name}`,
      sha256: `sha-of-${name}`,
      size: 7,
    });
    const items = [
      item('binary', 'kubeadm'),
      item('image', 'pause'),
      item('package', 'socat'),
      item('binary', 'kubelet'),
    ];
    const { bundle } = contextOf({ items });
    expect(bundle?.binaries.map(({ name, storePath }) => [name, storePath])).toEqual([
      ['kubeadm', '/var/lib/installer/store/sha-of-kubeadm'],
      ['kubelet', '/var/lib/installer/store/sha-of-kubelet'],
    ]);
    expect([bundle?.images, bundle?.packages, bundle?.files].map((list) => list?.map(({ name }) => name))).toEqual([
      ['pause'],
      ['socat'],
      [],
    ]);
    expect(JSON.stringify(bundle)).not.toContain('/home/ops');
  });
});
