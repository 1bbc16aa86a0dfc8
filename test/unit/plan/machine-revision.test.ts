import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Desired, DesiredHost } from '../../../src/model/desired.ts';
import { type Machine, machinesOf } from '../../../src/model/machine.ts';
import { machineRevision } from '../../../src/plan/machine-revision.ts';
import { desiredCluster, desiredHost, removalPolicy } from '../../support/desired.ts';

/** Readable, and as sharp as any hash. */
const hash = (value: unknown) => JSON.stringify(value);
const machineNamed = (desired: Desired, name: string): Machine =>
  machinesOf(desired).find((machine) => machine.name === name) ?? expect.fail(`no ${name}`);
const revisionOf = (desired: Desired, name: string, inputs = 'i1') =>
  machineRevision(desired, machineNamed(desired, name), inputs, hash);

const base = desiredCluster({ controlPlanes: 1, workers: 1 });
const edited = (edit: (desired: Desired) => void): Desired => {
  const desired = structuredClone(base);
  edit(desired);
  return desired;
};
const hostOf = (desired: Desired, name: string): DesiredHost =>
  desired.hosts.find((host) => host.name === name) ?? expect.fail(`no ${name}`);
const workersOf = ({ machineDeployments: [workers] }: Desired) => workers ?? expect.fail('no workers');

describe.each(['cp-1', 'w-1'])('the revision of %s', (name) => {
  test('knows nothing of other hosts, of replicas, of SSH and of how machines leave', () => {
    const others = fc.array(fc.record({ index: fc.integer({ min: 30, max: 250 }), role: role() }), { maxLength: 5 });
    const ssh = fc.record({ user: fc.string(), port: fc.nat(65535), agent: fc.boolean() });
    const label = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(others, ssh, label, fc.nat(9), fc.nat(), (newcomers, settings, labels, replicas, ms) => {
        const desired = edited((one) => {
          for (const { index, role: as } of newcomers) one.hosts.push(desiredHost(`h-${index}`, as, index));
          const names = newcomers.map(({ index }) => `h-${index}`);
          workersOf(one).hosts.push(...names);
          workersOf(one).pool.push(...names);
          workersOf(one).replicas = replicas;
          workersOf(one).labels = labels;
          one.controlPlane.replicas = replicas;
          for (const owner of [one.controlPlane, workersOf(one)]) owner.removal = removalPolicy({ drainTimeoutMs: ms });
          const host = hostOf(one, name);
          host.ssh = { ...host.ssh, ...settings };
          host.labels = labels;
          host.taints = [{ key: 'k', effect: 'NoSchedule' }];
        });
        expect(revisionOf(desired, name)).toBe(revisionOf(base, name));
      }),
    );
  });

  test.each<[string, (desired: Desired) => void]>([
    ['its address', (one) => Object.assign(hostOf(one, name), { address: '10.0.0.1' })],
    ['the address it advertises', (one) => Object.assign(hostOf(one, name), { internalAddress: '10.0.0.1' })],
    ['a variable of its host', (one) => Object.assign(hostOf(one, name), { vars: { swap: 'keep' } })],
    ['a variable of all', (one) => Object.assign(one, { vars: { swap: 'keep' } })],
    ['its version', (one) => forEachOwner(one, { version: 'v1.20.3' })],
    ['its kubeadmConfigSpec', (one) => forEachOwner(one, { kubeadmConfigSpec: { preKubeadmCommands: ['true'] } })],
    ['the endpoint', (one) => Object.assign(one.cluster.endpoint, { port: 7443 })],
    ['time servers', (one) => Object.assign(one, { ntp: { enabled: true, servers: ['t'] } })],
    ['the proxy', (one) => Object.assign(one, { proxy: { http: 'http://p', noProxy: [] } })],
    ['the registry', (one) => Object.assign(one, { registry: { mirrors: { a: ['b'] } } })],
    ["the kubelet's settings", (one) => Object.assign(one, { kubeletConfiguration: { maxPods: 5 } })],
  ])('is another one with %s', (_, edit) => {
    expect(revisionOf(edited(edit), name)).not.toBe(revisionOf(base, name));
  });

  test('is another one with other playbooks or another bundle', () => {
    expect(revisionOf(base, name, 'i2')).not.toBe(revisionOf(base, name));
  });
});

test.each<[string, (desired: Desired) => void]>([
  ['kube-vip', (one) => Object.assign(one.kubeVip, { image: 'kube-vip:2' })],
  ["kube-proxy's settings", (one) => Object.assign(one, { kubeProxyConfiguration: { mode: 'ipvs' } })],
  [
    'the kubeadmConfigSpec of control planes',
    (one) => Object.assign(one.controlPlane, { kubeadmConfigSpec: { a: 1 } }),
  ],
])('%s concerns control planes alone', (_, edit) => {
  expect(revisionOf(edited(edit), 'cp-1')).not.toBe(revisionOf(base, 'cp-1'));
  expect(revisionOf(edited(edit), 'w-1')).toBe(revisionOf(base, 'w-1'));
});

test('a machine that changes its owner alone keeps its revision', () => {
  const machine = machineNamed(base, 'w-1');
  const moved = { ...machine, owner: 'others' };
  expect(machineRevision(base, moved, 'i1', hash)).toBe(machineRevision(base, machine, 'i1', hash));
});

function role() {
  return fc.constantFrom<'worker' | 'spare'>('worker', 'spare');
}

function forEachOwner({ controlPlane, machineDeployments }: Desired, fields: object): void {
  for (const owner of [controlPlane, ...machineDeployments]) Object.assign(owner, fields);
}
