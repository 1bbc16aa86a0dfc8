import type { Bundle } from '../model/bundle.ts';
import { type HostKind, isMachineArch, itemsFor } from './items-for.ts';

export interface BundleNeeds extends HostKind {
  kubernetesVersion: string;
  /** References, as kubeadm and the manifests name them. */
  neededImages: readonly string[];
  /** Names: kubeadm, kubelet, kubectl, … */
  neededBinaries: readonly string[];
}

export interface MissingItem {
  what: 'kubernetes-version' | 'arch' | 'os' | 'binary' | 'image';
  message: string;
  cure: string;
}

/** What a host needs that the bundle cannot give it; empty: the bundle is complete for this host. */
export function missingFromBundle(bundle: Bundle, needs: BundleNeeds): MissingItem[] {
  const missing: MissingItem[] = [];
  if (bundle.kubernetesVersion !== needs.kubernetesVersion) {
    missing.push({
      what: 'kubernetes-version',
      message: `the bundle is for Kubernetes ${bundle.kubernetesVersion}, ${needs.kubernetesVersion} is asked for`,
      cure: `Use a bundle of ${needs.kubernetesVersion}, or set version: ${bundle.kubernetesVersion} in the inventory.`,
    });
  }
  const items = itemsFor(bundle, needs);
  const archs = [...new Set([bundle.arch, ...bundle.items.flatMap(({ arch }) => arch ?? [])])].filter(isMachineArch);
  if (!archs.includes(needs.arch)) {
    const message = `the bundle is for ${archs.join(', ')}, the host is ${needs.arch}`;
    return [...missing, { what: 'arch', message, cure: `Use a bundle for ${needs.arch}.` }];
  }
  const systems = new Set(bundle.items.flatMap(({ kind, os }) => (kind === 'package' && os !== undefined ? [os] : [])));
  if (systems.size > 0 && !items.some(({ kind }) => kind === 'package')) {
    const system = `${needs.osId}-${needs.osVersion}`;
    missing.push({
      what: 'os',
      message: `the bundle has packages for ${[...systems].sort().join(', ')}, none for ${system}`,
      cure: `Build the bundle with packages for ${system}, or install the host with one of these systems.`,
    });
  }
  const binaries = new Set(items.flatMap(({ kind, name }) => (kind === 'binary' ? [name] : [])));
  const images = new Set(
    items.flatMap(({ kind, refs, name }) => (kind === 'image' ? (refs ?? [name]) : [])).map(wholeReference),
  );
  for (const name of needs.neededBinaries) {
    if (!binaries.has(name)) missing.push(lacking('binary', name, needs));
  }
  for (const reference of needs.neededImages) {
    if (!images.has(wholeReference(reference))) missing.push(lacking('image', reference, needs));
  }
  return missing;
}

function lacking(what: 'binary' | 'image', name: string, needs: BundleNeeds): MissingItem {
  const message = `the bundle lacks the ${what} ${name} for ${needs.role} hosts on ${needs.arch}`;
  return { what, message, cure: `Build the bundle again with ${name} in it.` };
}

/** The reference as containerd stores it: `nginx` is `docker.io/library/nginx:latest`. */
function wholeReference(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const named = hasRegistry ? reference : `docker.io/${rest.length === 0 ? 'library/' : ''}${reference}`;
  const last = named.slice(named.lastIndexOf('/') + 1);
  return /[:@]/.test(last) ? named : `${named}:latest`;
}
