import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { Lab } from '../../lab/lab.ts';
import type { LabInventory } from './edited-inventory.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/cluster-api/', import.meta.url));

/** A published control plane, as its management cluster wrote it. */
export const PUBLISHED = ['cluster.yaml', 'kubeadm-control-plane.yaml'].map((file) => join(FIXTURES, file));

/** The text of a file among those of the published control plane. */
export async function publishedFile(path: string): Promise<string> {
  const document = parse(await readFile(PUBLISHED[1] ?? '', 'utf8'));
  return document.spec.kubeadmConfigSpec.files.find((file: { path: string }) => file.path === path).content;
}

/**
 * A lab whose inventory says nothing of the cluster: what hosts, SSH and nodes that are containers want, and no more. The
 * pod network's template comes by a playbook, because `files` would take the place of the documents' own.
 */
export async function withoutCluster(lab: Lab): Promise<Lab> {
  const inventory = parse(await readFile(lab.inventoryPath, 'utf8')) as LabInventory;
  const { hosts, ssh, bundle, manifests, kubeletConfiguration, kubeProxyConfiguration, vars, controlPlane } =
    inventory.spec;
  const { files } = (controlPlane as { kubeadmConfigSpec: { files: unknown } }).kubeadmConfigSpec;
  const playbook = join(lab.folder, '15-pod-network.yaml');
  const step = { name: 'what containerd makes its configuration from', files };
  await writeFile(playbook, stringify({ name: '15-pod-network', description: 'The pod network.', steps: [step] }));
  const path = join(lab.folder, 'only-hosts.yaml');
  const kept = { hosts, ssh, bundle, manifests, kubeletConfiguration, kubeProxyConfiguration, vars };
  const spec = { ...kept, playbooks: [playbook] };
  await writeFile(path, stringify({ ...inventory, metadata: undefined, spec }), { mode: 0o600 });
  return { ...lab, inventoryPath: path };
}

/** Nodes that are containers: kubeadm cannot look at the kernel that they share, and etcd shares two cores (test/lab). */
export const IGNORED = { ignorePreflightErrors: ['SystemVerification', 'Swap'] };
export const ETCD_TIMES = { 'heartbeat-interval': '500', 'election-timeout': '5000' };
