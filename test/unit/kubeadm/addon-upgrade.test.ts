import { describe, expect, test } from 'vitest';
import { outdatedAddons, parseAddonImages } from '../../../src/kubeadm/addon-upgrade.ts';

const WANT = `want registry.k8s.io/kube-apiserver:v1.30.1
want registry.k8s.io/kube-proxy:v1.30.1
want registry.k8s.io/coredns/coredns:v1.11.1
`;
const outdated = (have: string) => outdatedAddons(parseAddonImages(`${have}${WANT}`)).map(({ addon }) => addon);

describe('addons that are to follow their control plane', () => {
  test('are told with what they are and what they are to be', () => {
    const told = `have kube-proxy registry.k8s.io/kube-proxy:v1.29.4\n${WANT}`;
    expect(outdatedAddons(parseAddonImages(told))).toEqual([
      { addon: 'kube-proxy', from: 'registry.k8s.io/kube-proxy:v1.29.4', to: 'registry.k8s.io/kube-proxy:v1.30.1' },
    ]);
  });

  test.each<[string, string, string[]]>([
    [
      'both',
      'have kube-proxy k8s.gcr.io/kube-proxy:v1.20.2\nhave coredns k8s.gcr.io/coredns:1.7.0\n',
      ['kube-proxy', 'coredns'],
    ],
    [
      'that are as wanted',
      'have kube-proxy registry.k8s.io/kube-proxy:v1.30.1\nhave coredns registry.k8s.io/coredns/coredns:v1.11.1\n',
      [],
    ],
    ['of the same version from elsewhere', 'have coredns k8s.gcr.io/coredns/coredns:v1.11.1\n', ['coredns']],
    ['by digest', 'have kube-proxy registry.k8s.io/kube-proxy:v1.29.4@sha256:00\n', ['kube-proxy']],
    ['that are not there', '', []],
    ['that are there without an image', 'have kube-proxy\nhave coredns \n', []],
    ['that are newer', 'have coredns registry.k8s.io/coredns/coredns:v1.12.0\n', []],
    ["that are somebody else's", 'have coredns example.org/unbound:v1.2.3\nhave kube-proxy x/kube-proxy:latest\n', []],
  ])('%s', (_, have, expected) => {
    expect(outdated(have)).toEqual(expected);
  });

  test("of a vendor's version", () => {
    const told = 'have kube-proxy r/kube-proxy:v1.21.2_v.1\nwant r/kube-proxy:v1.21.2_v.2\n';
    expect(outdatedAddons(parseAddonImages(told))).toHaveLength(1);
  });
});
