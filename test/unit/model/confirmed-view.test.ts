import { describe, expect, it } from 'vitest';
import { confirmedView } from '../../../src/model/confirmed-view.ts';
import { machineTroubles } from '../../../src/model/control-plane-health.ts';
import { etcdMember, healthyCluster } from '../../support/cluster-view.ts';

const ALL = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** A control plane that was just made: its kubelet has told of no pod yet. */
function told(well: Map<string, string[]>, etcdHealthy = true) {
  const view = healthyCluster(['cp-1'], {
    controlPlanePods: [...ALL, 'etcd'].map((component) => ({ node: 'cp-1', component, ready: false })),
    etcdMembers: [etcdMember('cp-1', 1, { healthy: etcdHealthy })],
  });
  return machineTroubles(confirmedView(view, well), 'cp-1');
}

describe('a view that control planes confirm', () => {
  it('is well where they say so, whatever their kubelets have told', () => {
    expect(told(new Map([['cp-1', ALL]]))).toEqual([]);
  });

  it.each([
    ['they say nothing', new Map(), true, 'kube-scheduler of cp-1 is not Ready'],
    ['one of them is silent', new Map([['cp-1', ALL.slice(0, 2)]]), true, 'kube-scheduler of cp-1 is not Ready'],
    ['another node says it', new Map([['cp-2', ALL]]), true, 'kube-apiserver of cp-1 is not Ready'],
    ['its etcd member is ill', new Map([['cp-1', ALL]]), false, 'etcd of cp-1 is not Ready'],
  ])('is in trouble when %s', (_what, well, etcdHealthy, trouble) => {
    expect(told(well, etcdHealthy)).toContain(trouble);
  });

  it('stays without pods where none were told', () => {
    const view = healthyCluster(['cp-1'], { controlPlanePods: undefined });
    expect(confirmedView(view, new Map([['cp-1', ALL]]))).toBe(view);
  });
});
