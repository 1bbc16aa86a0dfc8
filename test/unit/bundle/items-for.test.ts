import { describe, expect, it } from 'vitest';
import { itemsFor } from '../../../src/bundle/items-for.ts';
import { missingFromBundle } from '../../../src/bundle/missing-from-bundle.ts';
import type { Bundle } from '../../../src/model/bundle.ts';
import { itemOf } from './bundle-folder.ts';

const image = (name: string, refs?: string[]) =>
  itemOf(name, name, { kind: 'image', path: `images/${name}.tar`, ...(refs && { refs }) });
const deb = (name: string, os: string, arch?: string) =>
  itemOf(name, name, { kind: 'package', path: `packages/${os}/${name}`, os, ...(arch && { arch }) });

const bundle: Bundle = {
  root: '/b',
  kubernetesVersion: 'v1.34.2',
  arch: 'amd64',
  items: [
    itemOf('kubeadm', 'a'),
    itemOf('kubelet', 'b', { arch: 'arm64', path: 'bin/arm64/kubelet' }),
    itemOf('etcdctl', 'c', { roles: ['control-plane'] }),
    deb('socat', 'debian-12'),
    deb('socat', 'rhel-9'),
    deb('tzdata', 'debian-12', 'all'),
    image('apiserver', ['registry.k8s.io/kube-apiserver:v1.34.2']),
    image('nginx', ['nginx']),
  ],
};
const debian = { role: 'worker', osId: 'debian', osVersion: '12', arch: 'amd64' } as const;
const namesFor = (host: Parameters<typeof itemsFor>[1]) =>
  itemsFor(bundle, host).map(({ name, os }) => (os ? `${name} ${os}` : name));

describe('itemsFor', () => {
  it('chooses by role, system and architecture', () => {
    expect(namesFor(debian)).toEqual(['kubeadm', 'socat debian-12', 'tzdata debian-12', 'apiserver', 'nginx']);
    expect(namesFor({ ...debian, role: 'control-plane' })).toContain('etcdctl');
    expect(namesFor({ ...debian, osId: 'rhel', osVersion: '9.4' })).toEqual([
      'kubeadm',
      'socat rhel-9',
      'apiserver',
      'nginx',
    ]);
    expect(namesFor({ ...debian, osId: 'rhel', osVersion: '90' })).toEqual(['kubeadm', 'apiserver', 'nginx']);
    expect(namesFor({ ...debian, arch: 'arm64' })).toEqual(['kubelet', 'tzdata debian-12']);
  });
});

describe('missingFromBundle', () => {
  const needs = { ...debian, kubernetesVersion: 'v1.34.2', neededImages: [], neededBinaries: [] };
  const missing = (more: Partial<Parameters<typeof missingFromBundle>[1]>) =>
    missingFromBundle(bundle, { ...needs, ...more }).map(({ what, message }) => `${what}: ${message}`);

  it('is empty when everything is there, however an image is written', () => {
    const neededImages = [
      'registry.k8s.io/kube-apiserver:v1.34.2',
      'nginx',
      'docker.io/library/nginx:latest',
      'library/nginx',
    ];
    expect(missing({ neededBinaries: ['kubeadm'], neededImages })).toEqual([]);
  });

  it('names what is not', () => {
    expect(
      missing({
        neededBinaries: ['kubeadm', 'kubelet', 'etcdctl'],
        neededImages: ['nginx:1.27', 'registry.k8s.io/pause:3.10'],
      }),
    ).toEqual([
      'binary: the bundle lacks the binary kubelet for worker hosts on amd64',
      'binary: the bundle lacks the binary etcdctl for worker hosts on amd64',
      'image: the bundle lacks the image nginx:1.27 for worker hosts on amd64',
      'image: the bundle lacks the image registry.k8s.io/pause:3.10 for worker hosts on amd64',
    ]);
  });

  it('says so when it is for another version, system or architecture', () => {
    expect(missing({ kubernetesVersion: 'v1.33.0' })).toEqual([
      'kubernetes-version: the bundle is for Kubernetes v1.34.2, v1.33.0 is asked for',
    ]);
    expect(missing({ osVersion: '13' })).toEqual([
      'os: the bundle has packages for debian-12, rhel-9, none for debian-13',
    ]);
    // One line about the architecture says it all: what is lacking besides is lacking because of it.
    expect(missing({ arch: 's390x', neededBinaries: ['kubeadm'] })).toEqual([
      'arch: the bundle is for amd64, arm64, the host is s390x',
    ]);
  });
});
