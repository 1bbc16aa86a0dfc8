import { describe, expect, it } from 'vitest';
import { controlPlaneMarks } from '../../../src/kubeadm/control-plane-marks.ts';
import { criSocketOf } from '../../../src/kubeadm/node-registration.ts';

const ROLE = 'node-role.kubernetes.io/control-plane';
const MASTER = 'node-role.kubernetes.io/master';
const NO_BALANCER = 'node.kubernetes.io/exclude-from-external-load-balancers';
const noSchedule = (key: string) => ({ key, effect: 'NoSchedule' });

describe('what kubeadm puts on the Node of a control plane', () => {
  it.each([
    ['v1.20.15', [ROLE, MASTER], [MASTER]],
    ['v1.23.17', [ROLE, MASTER, NO_BALANCER], [MASTER]],
    ['v1.24.17', [ROLE, NO_BALANCER], [MASTER, ROLE]],
    ['v1.25.0', [ROLE, NO_BALANCER], [ROLE]],
    ['v1.36.1', [ROLE, NO_BALANCER], [ROLE]],
  ])('of Kubernetes %s', (version, labels, taints) => {
    const marks = controlPlaneMarks(version, {});
    expect(Object.entries(marks.labels)).toEqual(labels.map((label) => [label, '']));
    expect(marks.taints).toEqual(taints.map(noSchedule));
  });

  it('are the taints that the configuration names, also none', () => {
    const registered = (taints: unknown) => ({ nodeRegistration: { taints } });
    const own = { key: 'dedicated', value: 'cp', effect: 'NoExecute' };
    const taintsOf = (spec: Parameters<typeof controlPlaneMarks>[1]) => controlPlaneMarks('v1.30.0', spec).taints;
    expect(taintsOf({ joinConfiguration: registered([own]), initConfiguration: registered([]) })).toEqual([own]);
    expect(taintsOf({ initConfiguration: registered([]) })).toEqual([]);
    expect(taintsOf({ joinConfiguration: registered(null) })).toEqual([noSchedule(ROLE)]);
    expect(
      taintsOf({ joinConfiguration: registered([{ key: 'x', effect: 'Sometimes' }, { effect: 'NoExecute' }]) }),
    ).toEqual([]);
  });
});

describe('the socket of the container runtime', () => {
  it.each([
    ['v1.23.0', {}, '/run/containerd/containerd.sock'],
    ['v1.24.0', {}, 'unix:///run/containerd/containerd.sock'],
    [
      'v1.24.0',
      { joinConfiguration: { nodeRegistration: { criSocket: '/run/crio/crio.sock' } } },
      'unix:///run/crio/crio.sock',
    ],
    ['v1.24.0', { initConfiguration: { nodeRegistration: { criSocket: 'unix:///a' } } }, 'unix:///a'],
  ])('of Kubernetes %s with %j', (version, kubeadmConfigSpec, socket) => {
    expect(criSocketOf({ version, kubeadmConfigSpec })).toBe(socket);
  });
});
