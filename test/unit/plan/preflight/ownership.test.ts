import { describe, expect, it } from 'vitest';
import type { ClusterView } from '../../../../src/model/observed.ts';
import { groundOf } from '../../../../src/plan/preflight/ground.ts';
import { checkOwnership } from '../../../../src/plan/preflight/ownership.ts';
import { clusterView } from '../../../support/cluster-view.ts';
import { machineRecord } from '../../../support/machine-record.ts';
import { inputFor } from './input-for.ts';

const known = clusterView({ records: [machineRecord('cp-1'), machineRecord('w-1')] });

/** Findings where w-1 has no mark and is else as `facts` say. */
function findings(facts: Record<string, unknown>, cluster: ClusterView | undefined) {
  const input = inputFor({ settled: true, facts: { 'w-1': { machine: undefined, ...facts } }, cluster });
  return checkOwnership(groundOf(input));
}

describe('a host of a machine that the cluster knows, without its mark', () => {
  it('is never to be cleaned like a stranger: its mark is to be put back', () => {
    const [gone, ...more] = findings({}, known);
    expect(more).toEqual([]);
    expect(gone).toMatchObject({ host: 'w-1', check: 'machine-mark', severity: 'refuse' });
    expect(gone?.message).toBe(
      '/etc/installer/machine.json is gone; the cluster has a machine w-1, which may well be this host',
    );
    expect(gone?.cure).toContain('"uid":"uid-of-w-1"');
    expect(gone?.cure).not.toContain('kubeadm reset');
  });

  it('the same where it cannot be read', () => {
    const [unreadable] = findings({ machineUnreadable: 'not JSON' }, known);
    expect(unreadable?.message).toContain('cannot be read (not JSON); the cluster has a machine w-1');
    expect(unreadable?.cure).toContain('"uid":"uid-of-w-1"');
  });

  describe('of which no cluster tells', () => {
    const kubeadm = (apiServer: string, adminConf = false) => ({
      kubeadm: { kubeletConf: true, apiServer, adminConf },
    });

    it.each([
      ['the endpoint', 'https://10.0.0.100:6443'],
      ['an API server of its own', 'https://10.0.0.21:6443'],
    ])('is not to be cleaned like a stranger where its kubelet talks to %s', (_, apiServer) => {
      const [finding, ...more] = findings(kubeadm(apiServer, true), undefined);
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ host: 'w-1', check: 'machine-mark', severity: 'refuse' });
      expect(finding?.message).toContain(`its kubelet.conf names ${apiServer}: it may well be a machine of prod`);
      expect(finding?.cure).toMatch(/^If it is, put its mark back, .*get machines\.installer\.dev w-1 -o go-template=/);
    });

    it('is to wait for one that tells where it holds no admin.conf', () => {
      const [finding] = findings(kubeadm('https://10.0.0.100:6443'), undefined);
      expect(finding?.cure).toContain('bring a control plane of it to answer');
    });

    it('is a stranger where its kubelet talks to somebody else', () => {
      expect(findings(kubeadm('https://10.0.0.10:6443'), undefined)).toMatchObject([{ check: 'foreign-cluster' }]);
      expect(findings(kubeadm('https://10.0.9.9:6443'), clusterView())).toMatchObject([{ check: 'foreign-cluster' }]);
    });
  });
});
