import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Desired, DesiredCluster, DesiredHost, KubeadmConfigSpec } from '../../../src/model/desired.ts';
import { desiredCluster } from '../../support/desired.ts';

export const FIXTURES = path.join(import.meta.dirname, '../../fixtures/kubeadm');

/** A golden case as its `.input.yaml` says it. */
export interface KubeadmCase {
  command: 'init' | 'join-control-plane' | 'join-worker';
  kubernetesVersion: string;
  spec?: KubeadmConfigSpec;
  /** A file of test/fixtures/kubeadm, instead of `spec`. */
  specFile?: string;
  cluster?: Partial<DesiredCluster>;
  host?: Partial<DesiredHost>;
  token?: string;
  kubeletConfiguration?: Record<string, unknown>;
  kubeProxyConfiguration?: Record<string, unknown>;
}

export function specOf({ spec, specFile }: KubeadmCase): KubeadmConfigSpec {
  if (specFile === undefined) return spec ?? {};
  return parse(readFileSync(path.join(FIXTURES, specFile), 'utf8')) as KubeadmConfigSpec;
}

export function hostOf(overrides: Partial<DesiredHost> = {}): DesiredHost {
  return {
    name: 'cp-1',
    address: '203.0.113.11',
    internalAddress: '10.0.0.11',
    role: 'control-plane',
    labels: {},
    taints: [],
    vars: {},
    ssh: { user: 'ops', port: 22, agent: true, sudo: { enabled: true }, hostKeys: 'strict', connectTimeoutMs: 10_000 },
    ...overrides,
  };
}

export function desiredOf(given: Partial<KubeadmCase> = {}): Desired {
  const whole = desiredCluster({ controlPlanes: 1, workers: 0 });
  return {
    ...whole,
    cluster: {
      name: 'blue',
      endpoint: { host: '10.0.0.100', port: 6443 },
      podCidrs: ['10.244.0.0/16'],
      serviceCidrs: ['10.96.0.0/12'],
      serviceDomain: 'cluster.local',
      ...given.cluster,
    },
    controlPlane: { ...whole.controlPlane, version: 'v1.31.2' },
    machineDeployments: [],
    hosts: [],
    kubeVip: { enabled: true, image: 'kube-vip:v1', mode: 'arp', services: false },
    ...(given.kubeletConfiguration && { kubeletConfiguration: given.kubeletConfiguration }),
    ...(given.kubeProxyConfiguration && { kubeProxyConfiguration: given.kubeProxyConfiguration }),
  };
}
