import { describe, expect, it } from 'vitest';
import { groundOf } from '../../../../src/plan/preflight/ground.ts';
import { checkOwnership } from '../../../../src/plan/preflight/ownership.ts';
import { clusterView } from '../../../support/cluster-view.ts';
import { machineRecord } from '../../../support/machine-record.ts';
import { inputFor } from './input-for.ts';

const records = [machineRecord('cp-1'), machineRecord('w-1')];

/** Findings where the cluster knows a machine w-1 and the mark of its host is as `facts` say. */
function findings(facts: Record<string, unknown>, cluster = clusterView({ records })) {
  const input = inputFor({ settled: true, facts: { 'w-1': { machine: undefined, ...facts } }, cluster });
  return checkOwnership(groundOf(input));
}

describe('a host of a machine that the cluster knows, without its mark', () => {
  it('is never to be cleaned like a stranger: its mark is to be put back', () => {
    const [gone, ...more] = findings({});
    expect(more).toEqual([]);
    expect(gone).toMatchObject({ host: 'w-1', check: 'machine-mark', severity: 'refuse' });
    expect(gone?.message).toBe(
      '/etc/installer/machine.json is gone; the cluster has a machine w-1, which may well be this host',
    );
    expect(gone?.cure).toContain('"uid":"uid-of-w-1"');
    expect(gone?.cure).not.toContain('kubeadm reset');
  });

  it('the same where it cannot be read', () => {
    const [unreadable] = findings({ machineUnreadable: 'not JSON' });
    expect(unreadable?.message).toContain('cannot be read (not JSON); the cluster has a machine w-1');
    expect(unreadable?.cure).toContain('"uid":"uid-of-w-1"');
  });

  it('is a stranger where the cluster knows of no such machine', () => {
    expect(findings({}, clusterView())).toMatchObject([{ host: 'w-1', check: 'foreign-cluster' }]);
  });
});
