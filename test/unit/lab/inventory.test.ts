import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planNodes, vipOf } from '../../lab/addresses.ts';
import { type InventoryInput, labInventoryYaml } from '../../lab/inventory.ts';

const subnet = '10.77.0.0/24';
const template = '{ "subnet": "{{.PodCIDR}}" }';

type Changes = Partial<InventoryInput> & { bastion?: boolean };

function text({ bastion = false, ...rest }: Changes = {}): string {
  return labInventoryYaml({
    name: 'test',
    nodes: planNodes(subnet, { controlPlanes: 1, workers: 1, spares: 1, bastion }),
    vip: vipOf(subnet),
    user: 'ops',
    privateKeyPath: '/lab/id_ed25519',
    knownHostsPath: '/lab/known_hosts',
    passwordPath: '/lab/password',
    kubernetesVersion: 'v1.20.2',
    bundle: '/bundle',
    routesManifest: 'routes.yaml',
    cniTemplate: template,
    ...rest,
  });
}

const written = (changes?: Changes) => parse(text(changes), { version: '1.1' });

describe('the inventory of a lab', () => {
  it('names every host but the bastion, with its role', () => {
    const { spec } = written({ bastion: true, bastionHostKey: 'ssh-ed25519 AAAA' });
    expect(spec.hosts).toEqual([
      { name: 'cp-1', address: '10.77.0.11', role: 'control-plane' },
      { name: 'w-1', address: '10.77.0.21', role: 'worker' },
      { name: 's-1', address: '10.77.0.61', role: 'spare' },
    ]);
    expect(spec.ssh.bastion).toMatchObject({ address: '10.77.0.5', hostKey: 'ssh-ed25519 AAAA' });
    expect(spec.cluster.controlPlaneEndpoint).toEqual({ host: '10.77.0.100', port: 6443 });
  });

  it.each([
    ['root', { enabled: false }],
    ['ops', { enabled: true }],
    ['opspw', { enabled: true, passwordFrom: { file: '/lab/password' } }],
  ] as const)('lets %s become root as that user can', (user, sudo) => {
    expect(written({ user }).spec.ssh).toMatchObject({ user, sudo, hostKeys: 'strict' });
  });

  it('brings the CNI template to control planes and workers, safe from templating', () => {
    const { spec } = written();
    const specs = [spec.controlPlane.kubeadmConfigSpec, spec.machineDeployments[0].kubeadmConfigSpec];
    for (const { files } of specs) {
      expect(files[0]).toMatchObject({ path: spec.vars.containerdCniConfTemplate, encoding: 'base64' });
      expect(Buffer.from(files[0].content, 'base64').toString()).toBe(template);
    }
  });

  it('leaves the bundle out when there is none', () => {
    expect(written({ bundle: undefined }).spec).not.toHaveProperty('bundle');
    expect(written().spec.bundle).toBe('/bundle');
  });

  it('repeats parts instead of pointing at them, which people find hard to read', () => {
    expect(text()).not.toMatch(/[&*]a\d/);
  });
});
