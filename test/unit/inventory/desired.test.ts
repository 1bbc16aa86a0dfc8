import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/model/desired.ts';
import { removalPolicy } from '../../support/desired.ts';
import { edited, readText } from './cases.ts';

async function desiredOf(edit: Record<string, string>): Promise<Desired> {
  const { read, problems } = await readText(edited(edit));
  if (read === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return read.desired;
}

const SMALLEST = `
apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: b-cluster }
spec:
  cluster: { controlPlaneEndpoint: { host: 192.168.73.192 } }
  controlPlane: { version: v1.34.2 }
  hosts:
    - { name: cp-1, address: 192.168.73.11, role: control-plane }
    - { name: w-1, address: 192.168.73.21, role: worker }
`;

describe('defaults', () => {
  it('fills in everything that the smallest inventory leaves out', async () => {
    const { read } = await readText(SMALLEST);
    const ssh = {
      user: 'root',
      port: 22,
      agent: true,
      sudo: { enabled: false },
      hostKeys: 'strict',
      connectTimeoutMs: 10_000,
    };
    const common = { labels: {}, taints: [], vars: {}, ssh };
    expect(read?.desired).toEqual({
      cluster: {
        name: 'b-cluster',
        endpoint: { host: '192.168.73.192', port: 6443 },
        podCidrs: ['10.244.0.0/16'],
        serviceCidrs: ['10.96.0.0/12'],
        serviceDomain: 'cluster.local',
      },
      controlPlane: {
        version: 'v1.34.2',
        replicas: 1,
        hosts: ['cp-1'],
        pool: ['cp-1'],
        removal: removalPolicy(),
        rollout: { strategy: 'RollingUpdate', maxSurge: 1 },
        kubeadmConfigSpec: {},
      },
      failureDomainLabel: 'topology.kubernetes.io/zone',
      machineDeployments: [
        {
          name: 'workers',
          version: 'v1.34.2',
          replicas: 1,
          hosts: ['w-1'],
          pool: ['w-1'],
          removal: removalPolicy(),
          deletePolicy: 'Random',
          maxUnavailable: 1,
          rollout: { strategy: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 },
          kubeadmConfigSpec: {},
          labels: {},
          taints: [],
        },
      ],
      hosts: [
        { name: 'cp-1', address: '192.168.73.11', internalAddress: '192.168.73.11', role: 'control-plane', ...common },
        { name: 'w-1', address: '192.168.73.21', internalAddress: '192.168.73.21', role: 'worker', ...common },
      ],
      kubeVip: { enabled: true, image: 'ghcr.io/kube-vip/kube-vip:v0.8.9', mode: 'arp', services: false },
      playbooks: [],
      manifests: [],
      vars: {},
    });
  });

  it('has no deployment where there is no worker', async () => {
    const { read } = await readText(SMALLEST.replace(/.*w-1.*\n/, ''));
    expect(read?.desired.machineDeployments).toEqual([]);
  });

  it.each([
    ['a free address', {}, true],
    ['a name', { 'host: 192.168.73.192': 'host: api.example.com' }, false],
    ['switched off', { '  # edits': '  kubeVip: { enabled: false }\n  #' }, false],
    [
      'a manifest of its own',
      { 'kubeadmConfigSpec: {}': 'kubeadmConfigSpec: { files: [{ path: /etc/kubernetes/manifests/kube-vip.yaml }] }' },
      false,
    ],
  ])('kube-vip with %s', async (_title, edit, enabled) => {
    expect((await desiredOf(edit)).kubeVip.enabled).toBe(enabled);
  });

  it('takes networks from kubeadm where only kubeadm names them', async () => {
    const desired = await desiredOf({
      '      pods: { cidrBlocks: [10.244.0.0/16] }\n': '',
      'kubeadmConfigSpec: {}':
        'kubeadmConfigSpec: { clusterConfiguration: { networking: { podSubnet: "10.1.0.0/16,fd00::/56", dnsDomain: k.local } } }',
    });
    expect(desired.cluster).toMatchObject({ podCidrs: ['10.1.0.0/16', 'fd00::/56'], serviceDomain: 'k.local' });
  });

  it('never lets a proxy stand between the cluster and itself', async () => {
    const { proxy } = await desiredOf({
      '  # edits': '  proxy: { http: http://p:3128, noProxy: [.example.com, localhost] }\n  #',
    });
    expect(proxy?.http).toBe('http://p:3128');
    expect(proxy?.noProxy).toEqual([
      '.example.com',
      'localhost',
      '127.0.0.1',
      '192.168.73.192',
      '10.244.0.0/16',
      '10.96.0.0/12',
      '.svc',
      '.cluster.local',
    ]);
  });
});

describe('hosts of an owner', () => {
  it('are the first replicas of those selected, in inventory order', async () => {
    const desired = await desiredOf({
      'version: v1.34.2': 'version: v1.34.2\n    replicas: 1',
      '  # edits': '  machineDeployments: [{ name: few, replicas: 1, version: v1.33.0, labels: { a: b } }]\n  #',
    });
    expect(desired.controlPlane).toMatchObject({ replicas: 1, hosts: ['cp-1'] });
    expect(desired.machineDeployments).toMatchObject([
      { name: 'few', version: 'v1.33.0', replicas: 1, hosts: ['w-1'], labels: { a: 'b' } },
    ]);
  });

  it.each([
    ['matchLabels: { disk: ssd }', ['w-2']],
    ['matchExpressions: [{ key: disk, operator: In, values: [ssd, nvme] }]', ['w-2']],
    ['matchExpressions: [{ key: disk, operator: NotIn, values: [ssd] }]', ['w-1']],
    ['matchExpressions: [{ key: disk, operator: Exists }]', ['w-2']],
    ['matchExpressions: [{ key: disk, operator: DoesNotExist }]', ['w-1']],
    ['{}', ['w-1', 'w-2']],
  ])('by %s', async (selector, hosts) => {
    const written = selector === '{}' ? selector : `{ ${selector} }`;
    const desired = await desiredOf({
      '  # edits': `  machineDeployments: [{ name: a, hostSelector: ${written} }]\n  #`,
    });
    expect(desired.machineDeployments[0]?.hosts).toEqual(hosts);
  });

  it('by another role', async () => {
    const desired = await desiredOf({
      'address: 192.168.73.22, role: worker': 'address: 192.168.73.22, role: spare',
      '  # edits': '  machineDeployments: [{ name: a, hostSelector: { role: spare } }, { name: b }]\n  #',
    });
    expect(desired.machineDeployments.map(({ hosts }) => hosts)).toEqual([['w-2'], ['w-1']]);
  });
});

describe('pools', () => {
  const spares = {
    '192.168.73.13, role: control-plane': '192.168.73.13, role: spare',
    'address: 192.168.73.22, role: worker': 'address: 192.168.73.22, role: spare',
  };

  it('are the hosts selected, where nothing is said of replicas', async () => {
    const { controlPlane, machineDeployments } = await desiredOf({
      ...spares,
      '192.168.73.12, role: control-plane': '192.168.73.12, role: spare',
    });
    expect(controlPlane).toMatchObject({ pool: ['cp-1'], replicas: 1 });
    expect(machineDeployments[0]).toMatchObject({ pool: ['w-1'], replicas: 1 });
  });

  it('hold the spares too where replicas are written, but one host serves one owner', async () => {
    const { controlPlane, machineDeployments } = await desiredOf({
      ...spares,
      'version: v1.34.2': 'version: v1.34.2\n    replicas: 3',
      '  # edits': '  machineDeployments: [{ name: a, replicas: 2 }]\n  #',
    });
    expect(controlPlane).toMatchObject({ pool: ['cp-1', 'cp-2', 'cp-3', 'w-2'], hosts: ['cp-1', 'cp-2', 'cp-3'] });
    expect(machineDeployments[0]).toMatchObject({ pool: ['w-1', 'cp-3', 'w-2'], hosts: ['w-1', 'w-2'], replicas: 2 });
  });

  it('hold only spares whose labels fit', async () => {
    const { machineDeployments } = await desiredOf({
      ...spares,
      '192.168.73.12, role: control-plane': '192.168.73.12, role: spare',
      '  # edits':
        '  machineDeployments: [{ name: a, replicas: 1, hostSelector: { matchLabels: { disk: ssd } } }]\n  #',
    });
    expect(machineDeployments[0]).toMatchObject({ pool: ['w-2'], hosts: ['w-2'] });
  });

  it('are told by a label of failure domains', async () => {
    const { failureDomainLabel } = await desiredOf({ '  # edits': '  failureDomainLabel: rack\n  #' });
    expect(failureDomainLabel).toBe('rack');
  });
});

describe('how machines leave', () => {
  it.each([
    ['{ nodeDrainTimeout: 10m }', { drainTimeoutMs: 600_000 }],
    ['{ nodeDrainTimeout: 0s, nodeVolumeDetachTimeout: 1h30m }', { volumeDetachTimeoutMs: 5_400_000 }],
    ['{ nodeDeletionTimeout: 0s }', { nodeDeletionTimeoutMs: 1_200_000 }],
    ['{ nodeDeletionTimeout: 1.5s }', { nodeDeletionTimeoutMs: 1500 }],
    ['{ spec: { deletion: { nodeDrainTimeoutSeconds: 5 } } }', { drainTimeoutMs: 5000 }],
    [
      '{ nodeVolumeDetachTimeout: 1m, spec: { deletion: { nodeVolumeDetachTimeoutSeconds: 7, nodeDeletionTimeoutSeconds: 9 } } }',
      { volumeDetachTimeoutMs: 7000, nodeDeletionTimeoutMs: 9000 },
    ],
  ])('control planes, by machineTemplate: %s', async (machineTemplate, removal) => {
    const desired = await desiredOf({
      '  # edits': '  drain: { giveUpAfter: 20m }\n  #',
      'kubeadmConfigSpec: {}': `machineTemplate: ${machineTemplate}`,
    });
    expect(desired.controlPlane.removal).toEqual(removalPolicy({ giveUpAfterMs: 1_200_000, ...removal }));
  });

  it.each([
    ['deletePolicy: Oldest, nodeDrainTimeout: 30s', { deletePolicy: 'Oldest', removal: { drainTimeoutMs: 30_000 } }],
    [
      'strategy: { rollingUpdate: { maxUnavailable: 2, deletePolicy: Newest } }',
      { maxUnavailable: 2, deletePolicy: 'Newest' },
    ],
    ['replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 100% } }', { maxUnavailable: 2 }],
    ['strategy: { rollingUpdate: { maxUnavailable: 99% } }', { maxUnavailable: 1 }],
    ['strategy: { rollingUpdate: { maxUnavailable: 0 } }', { maxUnavailable: 1 }],
    [
      'replicas: 2, strategy: { type: OnDelete, rollingUpdate: { maxSurge: 60%, maxUnavailable: 60% } }',
      { rollout: { strategy: 'OnDelete', maxSurge: 2, maxUnavailable: 1 } },
    ],
    [
      'rollout: { after: "2026-01-31T12:00:00Z", strategy: { type: InPlace, rollingUpdate: { maxSurge: 0 } } }',
      { rollout: { strategy: 'InPlace', maxSurge: 0, maxUnavailable: 1, after: '2026-01-31T12:00:00Z' } },
    ],
    ['rollout: { strategy: { rollingUpdate: { maxUnavailable: 3 } } }', { maxUnavailable: 3 }],
  ])('workers, by %s', async (written, deployment) => {
    const desired = await desiredOf({ '  # edits': `  machineDeployments: [{ name: a, ${written} }]\n  #` });
    expect(desired.machineDeployments[0]).toMatchObject(deployment);
  });
});

describe('SSH settings', () => {
  const sshOf = async (common: string, own = '{}') => {
    const { read } = await readText(
      edited({ '  ssh: { user: ops, agent: true }': `  ssh: ${common}`, 'name: w-1, ': `name: w-1, ssh: ${own}, ` }),
    );
    const host = (name: string) => read?.desired.hosts.find((each) => each.name === name)?.ssh;
    return { own: host('w-1'), other: host('w-2'), read };
  };

  it('of a host are merged over the common ones, sudo too', async () => {
    const { own, other } = await sshOf(
      '{ user: ops, port: 2222, connectTimeout: 500ms, sudo: { passwordFrom: { env: S } } }',
      '{ port: 22, sudo: { enabled: false }, user: root, hostKeys: accept-new, connectTimeout: 2m }',
    );
    expect(own).toEqual({
      user: 'root',
      port: 22,
      agent: true,
      sudo: { enabled: false, passwordFrom: { env: 'S' } },
      hostKeys: 'accept-new',
      connectTimeoutMs: 120_000,
    });
    expect(other).toMatchObject({ user: 'ops', port: 2222, sudo: { enabled: true }, connectTimeoutMs: 500 });
  });

  it('use the agent when there is neither key nor password', async () => {
    expect((await sshOf('{}')).own?.agent).toBe(true);
    expect((await sshOf('{ privateKeyPath: /k }')).own?.agent).toBe(false);
    expect((await sshOf('{ privateKeyPath: /k, agent: true }')).own?.agent).toBe(true);
    expect((await sshOf('{ passwordFrom: { env: P } }')).own?.agent).toBe(false);
  });

  it('replace a bastion as a whole, or remove it with null', async () => {
    const common = '{ user: ops, bastion: { address: b1, port: 2200, user: jump, bastion: { address: b0 } } }';
    const replaced = await sshOf(common, '{ bastion: { address: b2 } }');
    expect(replaced.own?.bastion).toEqual({ address: 'b2', port: 22, user: 'ops', agent: true, hostKeys: 'strict' });
    expect(replaced.other?.bastion).toMatchObject({
      address: 'b1',
      port: 2200,
      user: 'jump',
      bastion: { address: 'b0', user: 'jump' },
    });
    expect((await sshOf(common, '{ bastion: null }')).own).not.toHaveProperty('bastion');
  });

  it('lend a bastion the key of the host behind it, never its password', async () => {
    const { own } = await sshOf('{ user: ops, privateKeyPath: /k, passwordFrom: { env: P }, bastion: { address: b } }');
    expect(own?.bastion).toMatchObject({ privateKeyPath: '/k', agent: false });
    expect(own?.bastion).not.toHaveProperty('passwordFrom');
    const withOwn = await sshOf('{ user: ops, privateKeyPath: /k, bastion: { address: b, passwordFrom: { env: B } } }');
    expect(withOwn.own?.bastion).toMatchObject({ agent: false, passwordFrom: { env: 'B' } });
    expect(withOwn.own?.bastion).not.toHaveProperty('privateKeyPath');
    const withAgent = await sshOf('{ user: ops, privateKeyPath: /k, bastion: { address: b, agent: true } }');
    expect(withAgent.own?.bastion).toMatchObject({ agent: true });
    expect(withAgent.own?.bastion).not.toHaveProperty('privateKeyPath');
  });

  it('pin host keys without their comment', async () => {
    const blob = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(36, 7)]).toString(
      'base64',
    );
    const desired = await desiredOf({ 'name: w-1, ': `name: w-1, hostKey: ssh-ed25519 ${blob} root@w-1, ` });
    expect(desired.hosts.find(({ name }) => name === 'w-1')?.ssh.hostKey).toBe(`ssh-ed25519 ${blob}`);
  });

  it('name every secret once, however many hosts share it', async () => {
    const { read } = await sshOf(
      '{ user: ops, passwordFrom: { prompt: true }, sudo: { passwordFrom: { prompt: true } } }',
      '{ sudo: { passwordFrom: { file: s } } }',
    );
    expect(read?.secretSources.map(({ source, label }) => [source, label])).toEqual([
      [{ prompt: true }, 'password of ops (spec.ssh.passwordFrom)'],
      [{ prompt: true }, 'sudo password of ops (spec.ssh.sudo.passwordFrom)'],
      [{ file: '/inventories/b/s' }, 'sudo password of ops (spec.hosts[3].ssh.sudo.passwordFrom)'],
    ]);
  });
});

describe('an ssh_config', () => {
  it('fills only what the inventory leaves open, which it is told', async () => {
    const { read } = await readText(
      SMALLEST.replace('  hosts:', '  ssh: { configFile: ./ssh_config, port: 2222 }\n  hosts:').replace(
        'role: worker }',
        'role: worker, ssh: { user: ops } }',
      ),
    );
    const explicit = read?.desired.hosts.map(({ ssh }) => ssh.explicit?.toSorted());
    expect(explicit).toEqual([
      ['configFile', 'port'],
      ['configFile', 'port', 'user'],
    ]);
  });
});
