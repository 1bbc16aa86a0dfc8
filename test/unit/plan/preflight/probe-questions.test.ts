import { describe, expect, it } from 'vitest';
import { probeQuestions } from '../../../../src/plan/preflight/probe-questions.ts';
import { inputFor } from './input-for.ts';

const { desired } = inputFor({});
const ALL = new Set(['cp-1', 'cp-2', 'w-1']);

function asked(questions: ReturnType<typeof probeQuestions>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(questions).map(([host, { targets }]) => [host, targets.map(({ to, port }) => `${to}:${port}`)]),
  );
}

describe('probeQuestions', () => {
  it('asks for an API server at the endpoint even where there is nobody else to ask for', () => {
    const { desired: whole } = inputFor({});
    const alone = { ...whole, controlPlane: { ...whole.controlPlane, hosts: ['cp-1'] }, machineDeployments: [] };
    expect(probeQuestions(alone, ALL, false)['cp-1']).toMatchObject({ targets: [], api: { address: '10.0.0.100' } });
    expect(probeQuestions(alone, ALL, true)).toEqual({});
  });

  it('lets control planes try each other and workers the API servers', () => {
    const questions = probeQuestions(desired, ALL, false);
    expect(asked(questions)).toEqual({
      'cp-1': ['cp-2:6443', 'cp-2:2379', 'cp-2:2380', 'cp-2:10250'],
      'cp-2': ['cp-1:6443', 'cp-1:2379', 'cp-1:2380', 'cp-1:10250'],
      'w-1': ['cp-1:6443', 'cp-2:6443'],
    });
    expect(questions['cp-1']?.vip).toEqual({ address: '10.0.0.100', port: 6443 });
    expect(questions['cp-1']?.api).toEqual({ address: '10.0.0.100', port: 6443 });
    expect(questions['w-1']).not.toHaveProperty('vip');
    expect(questions['w-1']).not.toHaveProperty('api');
  });

  it('asks nothing on a converged cluster', () => {
    expect(probeQuestions(desired, new Set(), true)).toEqual({});
  });

  it('asks only what a new machine changes, and leaves the VIP of a cluster that exists alone', () => {
    const questions = probeQuestions(desired, new Set(['cp-2']), true);
    expect(asked(questions)).toEqual({
      'cp-1': ['cp-2:6443', 'cp-2:2379', 'cp-2:2380', 'cp-2:10250'],
      'cp-2': ['cp-1:6443', 'cp-1:2379', 'cp-1:2380', 'cp-1:10250'],
      'w-1': ['cp-2:6443'],
    });
    expect(Object.values(questions).some(({ vip, api }) => vip ?? api)).toBe(false);
  });

  it('tries a balancer instead of looking for a free address', () => {
    const balanced = inputFor({
      desired: { kubeVip: { enabled: false }, cluster: { endpoint: { host: 'api.prod' } } },
    });
    const questions = probeQuestions(balanced.desired, new Set(['w-1']), false);
    expect(asked(questions)).toEqual({ 'w-1': ['cp-1:6443', 'cp-2:6443', 'endpoint:6443'] });
    const begun = probeQuestions(balanced.desired, ALL, false);
    expect(begun['cp-2']?.api).toEqual({ address: 'api.prod', port: 6443 });
    expect(begun['cp-2']).not.toHaveProperty('vip');
  });

  it("looks for a free address where a site's own kube-vip is to hold it", () => {
    const given = { path: '/etc/kubernetes/manifests/vip.yaml', address: '10.0.0.100' };
    const questions = (address: string) => {
      const { desired: wanted } = inputFor({ desired: { kubeVip: { enabled: false, given: { ...given, address } } } });
      return probeQuestions(wanted, ALL, false)['cp-1']?.vip;
    };
    expect(questions('10.0.0.100')).toEqual({ address: '10.0.0.100', port: 6443 });
    expect(questions('10.0.0.101')).toBeUndefined();
  });
});
