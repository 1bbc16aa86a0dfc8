import { describe, expect, test } from 'vitest';
import { givenKubeVip, withKubeconfig } from '../../../src/kubeadm/kube-vip-manifest.ts';

const PATH = '/etc/kubernetes/manifests/vip.yaml';
const pod = (container: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - ${container}\n`;

describe('the kube-vip that a site brings', () => {
  test.each([
    ['by the name of its container', PATH, pod('{ name: kube-vip, image: mirror/vip:1 }'), { image: 'mirror/vip:1' }],
    [
      'by its image',
      PATH,
      pod('{ name: vip, image: "ghcr.io/kube-vip/kube-vip:v0.8.9" }'),
      { image: 'ghcr.io/kube-vip/kube-vip:v0.8.9' },
    ],
    [
      'by its address',
      PATH,
      pod('{ name: kube-vip, env: [{ name: address, value: 10.0.0.9 }] }'),
      { address: '10.0.0.9' },
    ],
    [
      'by its address of old',
      PATH,
      pod('{ name: kube-vip, env: [{ name: vip_address, value: "fd00::9" }] }'),
      { address: 'fd00::9' },
    ],
    [
      'by its arguments',
      PATH,
      pod('{ name: kube-vip, args: [manager, --address, 10.0.0.9] }'),
      { address: '10.0.0.9' },
    ],
    [
      'without an address that is to be filled in',
      PATH,
      pod('{ name: kube-vip, env: [{ name: address, value: "${VIP}" }] }'),
      {},
    ],
    ['by its file name, where its text is no YAML', '/etc/kubernetes/manifests/kube-vip.yaml', '{{ x', {}],
  ])('is known %s', (_how, path, content, more) => {
    expect(
      givenKubeVip([
        { path: '/etc/hosts', content },
        { path, content },
      ]),
    ).toEqual({ path, ...more });
  });

  test('is known when it is encoded', () => {
    const content = Buffer.from(pod('{ name: kube-vip }')).toString('base64');
    expect(givenKubeVip([{ path: PATH, content, encoding: 'base64' }])).toEqual({ path: PATH });
  });

  test.each([
    ['elsewhere', '/opt/kube-vip.yaml', pod('{ name: kube-vip }')],
    [
      'another pod',
      '/etc/kubernetes/manifests/kube-vip-monitor.yaml',
      pod('{ name: monitor, image: x/kube-vipers:1 }'),
    ],
    ['other text', '/etc/kubernetes/manifests/a.yaml', 'kube-vip'],
  ])('is not %s', (_what, path, content) => {
    expect(givenKubeVip([{ path, content }])).toBeUndefined();
  });
});

test.each([
  ['path: /etc/kubernetes/admin.conf', 'path: /K'],
  ['"path": "/etc/kubernetes/super-admin.conf"', '"path": "/K"'],
  ["{hostPath: {path: '/etc/kubernetes/admin.conf'}}", "{hostPath: {path: '/K'}}"],
  ['mountPath: /etc/kubernetes/admin.conf', 'mountPath: /etc/kubernetes/admin.conf'],
  ['path: /etc/kubernetes/kube-vip.conf', 'path: /etc/kubernetes/kube-vip.conf'],
])('the kubeconfig of %s', (text, after) => {
  expect(withKubeconfig(`- a: b\n  ${text}\n`, '/K')).toBe(`- a: b\n  ${after}\n`);
});
