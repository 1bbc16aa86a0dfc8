import { describe, expect, it } from 'vitest';
import type { HostFacts, KubeadmState, MachineMark } from '../../../src/model/facts.ts';
import { machineState } from '../../../src/model/machine-state.ts';
import { bareFacts, mark } from '../../support/facts.ts';

interface Case {
  state: string;
  when: string;
  mark?: Partial<MachineMark>;
  kubeadm?: Partial<KubeadmState>;
  facts?: Partial<HostFacts>;
  /** Of this life of the cluster; `none` while no host bears one. */
  uid?: 'none';
}

const cases: Case[] = [
  { state: 'bare', when: 'nothing is on it' },
  {
    state: 'bare',
    when: 'only packages and authorities are on it',
    kubeadm: { kubelet: 'failed', pki: ['ca.crt', 'ca.key'] },
  },
  { state: 'bare', when: 'there is a static pod of kube-vip alone', kubeadm: { manifests: ['kube-vip.yaml'] } },
  { state: 'foreign', when: 'a kubelet.conf without a mark', kubeadm: { kubeletConf: true } },
  { state: 'foreign', when: 'etcd data without a mark', kubeadm: { etcdData: true } },
  { state: 'foreign', when: 'an admin.conf without a mark', kubeadm: { adminConf: true } },
  { state: 'foreign', when: 'an API server without a mark', kubeadm: { manifests: ['kube-apiserver.yaml'] } },
  { state: 'foreign', when: 'the mark cannot be read', facts: { machineUnreadable: 'not JSON' } },
  { state: 'foreign', when: 'the mark is of another cluster', mark: { cluster: 'other' } },
  {
    state: 'foreign',
    when: 'the mark is of another cluster, and ours is unborn',
    mark: { cluster: 'other' },
    uid: 'none',
  },
  { state: 'foreign', when: 'the mark is of another life of the cluster', mark: { clusterUid: 'uid-0' } },
  { state: 'foreign', when: 'claimed in another life', mark: { clusterUid: 'uid-0', phase: 'claimed' } },
  { state: 'claimed', when: 'kubeadm was not started', mark: { phase: 'claimed' } },
  {
    state: 'claimed',
    when: 'no life of the cluster is known',
    mark: { phase: 'claimed', clusterUid: 'uid-0' },
    uid: 'none',
  },
  {
    state: 'bootstrapping',
    when: 'our unit runs',
    mark: { phase: 'bootstrapping' },
    kubeadm: { bootstrapRunning: true, kubeletConf: true },
  },
  {
    state: 'half-bootstrapped',
    when: 'our unit is over and did not end well',
    mark: { phase: 'bootstrapping' },
    kubeadm: { kubeletConf: true, etcdData: true },
  },
  {
    state: 'bootstrapped',
    when: 'everything ended well',
    mark: { phase: 'bootstrapped' },
    kubeadm: { kubeletConf: true },
  },
  {
    state: 'bootstrapped',
    when: 'its files are gone: a mark is only taken back by reset',
    mark: { phase: 'bootstrapped' },
  },
];

describe('machineState', () => {
  it.each(cases)('$state: $when', ({ state, mark: own, kubeadm, facts, uid }) => {
    const bare = bareFacts(facts);
    const seen = { ...bare, kubeadm: { ...bare.kubeadm, ...kubeadm }, machine: own && mark(own) };
    expect(machineState(seen, 'b-cluster', uid === 'none' ? undefined : 'uid-1')).toBe(state);
  });
});
