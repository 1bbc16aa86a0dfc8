import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { controlPlaneTroubles } from '../../../src/model/control-plane-health.ts';
import { withConfirmedHealth } from '../../../src/operations/confirmed-health.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { etcdMember, healthyCluster } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';

const WELL = 'kube-controller-manager\nkube-scheduler\n';

function memberThat(says: string) {
  return controlPlaneHost(
    new FakeHost('cp-1', [{ match: /healthz/, answer: { stdout: says } }]),
    desiredHost('cp-1', 'control-plane', 11),
    6443,
  );
}

async function troublesWhen(says: string, { down = false, etcd = true } = {}): Promise<string[]> {
  const view = healthyCluster(['cp-1'], {
    controlPlanePods: [{ node: 'cp-1', component: 'kube-scheduler', ready: false }],
    etcdMembers: [etcdMember('cp-1', 1, { healthy: etcd })],
  });
  const unready = new Map(down ? [['cp-1', 'refused']] : []);
  return controlPlaneTroubles(await withConfirmedHealth(view, [memberThat(says)], unready), ['cp-1']);
}

describe('health that components confirm themselves', () => {
  it('counts for pods of which the kubelet has not told yet', async () => {
    expect(await troublesWhen(WELL)).toEqual([]);
  });

  it.each([
    ['its scheduler is silent', 'kube-controller-manager\n', {}, 'kube-scheduler of cp-1 is not Ready'],
    ['its API server is not ready', WELL, { down: true }, 'kube-apiserver of cp-1 is not Ready'],
    ['its etcd member is ill', WELL, { etcd: false }, 'etcd of cp-1 is not Ready'],
  ])('leaves a control plane in trouble when %s', async (_what, says, state, trouble) => {
    expect(await troublesWhen(says, state)).toContain(trouble);
  });

  it('asks no host whose pods are all Ready', async () => {
    const view = healthyCluster(['cp-1']);
    const member = memberThat('');
    expect(await withConfirmedHealth(view, [member], new Map())).toEqual(view);
  });

  it('asks in a script that sh understands where nothing answers', async () => {
    const host = new FakeHost('cp-1', [{ match: /healthz/, answer: {} }]);
    const member = controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443);
    await withConfirmedHealth(healthyCluster(['cp-1'], { controlPlanePods: [] }), [member], new Map());
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-u'], {
      input: host.scripts[0]?.script,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
