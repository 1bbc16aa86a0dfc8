import { stringify } from 'yaml';
import type { PlannedNode } from './addresses.ts';

export type LabUser = 'root' | 'ops' | 'opspw';

export interface InventoryInput {
  readonly name: string;
  readonly nodes: readonly PlannedNode[];
  readonly vip: string;
  readonly user: LabUser;
  readonly privateKeyPath: string;
  readonly knownHostsPath: string;
  readonly passwordPath: string;
  /** The bastion's pinned key, when the lab has one. */
  readonly bastionHostKey?: string;
  readonly kubernetesVersion: string;
  /** Folder with bundle.yaml; left out when the lab was started without one. */
  readonly bundle?: string;
  /** Manifest that makes the pod network. */
  readonly routesManifest: string;
  /** Text of the template from which containerd writes the CNI configuration. */
  readonly cniTemplate: string;
}

const CNI_TEMPLATE_ON_HOST = '/etc/containerd/cni-conf.template';

/**
 * While the second etcd member starts there is no quorum for some seconds. With etcd's own times the first member then
 * gives up leading, and Kubernetes 1.20 answers that with watches that stay silent for minutes
 * (kubernetes/kubernetes#97294): services get no endpoints. Many nodes on two cores make it the rule, not the exception.
 */
const ETCD_TIMES = { 'heartbeat-interval': '500', 'election-timeout': '5000' };

/** The inventory of a lab as an object, in the form that docs and users have. */
export function labInventory(input: InventoryInput): Record<string, unknown> {
  const kubeadmConfigSpec = {
    // base64, because the template has braces of its own, which are not ours to fill in.
    files: [
      {
        path: CNI_TEMPLATE_ON_HOST,
        owner: 'root:root',
        permissions: '0644',
        encoding: 'base64',
        content: Buffer.from(input.cniTemplate).toString('base64'),
      },
    ],
  };
  // A container shows its host's kernel configuration and swap, neither of which a node can change.
  const nodeRegistration = { ignorePreflightErrors: ['SystemVerification', 'Swap'] };
  const joinConfiguration = { nodeRegistration };
  return {
    apiVersion: 'installer.dev/v1alpha1',
    kind: 'Inventory',
    metadata: { name: input.name },
    spec: {
      cluster: {
        clusterNetwork: { pods: { cidrBlocks: ['10.244.0.0/16'] }, services: { cidrBlocks: ['10.96.0.0/16'] } },
        controlPlaneEndpoint: { host: input.vip, port: 6443 },
      },
      controlPlane: {
        version: input.kubernetesVersion,
        kubeadmConfigSpec: {
          clusterConfiguration: { etcd: { local: { extraArgs: ETCD_TIMES } } },
          initConfiguration: { nodeRegistration },
          joinConfiguration,
          ...kubeadmConfigSpec,
        },
      },
      machineDeployments: [{ name: 'workers', kubeadmConfigSpec: { joinConfiguration, ...kubeadmConfigSpec } }],
      kubeVip: { image: 'ghcr.io/kube-vip/kube-vip:v0.8.9' },
      ...(input.bundle ? { bundle: input.bundle } : {}),
      ssh: sshSettings(input),
      hosts: input.nodes
        .filter((node) => node.role !== 'bastion')
        .map(({ name, address, role }) => ({ name, address, role })),
      manifests: [input.routesManifest],
      // Nodes that are containers cannot move processes into systemd's cgroups nor turn swap off.
      kubeletConfiguration: { cgroupDriver: 'cgroupfs', cgroupRoot: '/kubelet', failSwapOn: false },
      kubeProxyConfiguration: { conntrack: { maxPerCore: 0 } },
      vars: {
        containerdCniConfTemplate: CNI_TEMPLATE_ON_HOST,
        containerdRestrictOomScoreAdj: true,
        containerdSystemdCgroup: false,
      },
    },
  };
}

function sshSettings(input: InventoryInput): Record<string, unknown> {
  const { user, privateKeyPath, knownHostsPath, passwordPath } = input;
  const bastion = input.nodes.find((node) => node.role === 'bastion');
  const sudo = {
    root: { enabled: false },
    ops: { enabled: true },
    opspw: { enabled: true, passwordFrom: { file: passwordPath } },
  }[user];
  return {
    user,
    privateKeyPath,
    knownHostsFile: knownHostsPath,
    hostKeys: 'strict',
    sudo,
    ...(bastion
      ? { bastion: { address: bastion.address, user: 'ops', privateKeyPath, hostKey: input.bastionHostKey } }
      : {}),
  };
}

/** The inventory as YAML text. */
export function labInventoryYaml(input: InventoryInput): string {
  return stringify(labInventory(input), { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
