import type { BundleItem } from '../model/bundle.ts';
import { instanceNames } from '../model/cloud-init-text.ts';
import type { Desired, KubeadmConfigSpec } from '../model/desired.ts';
import type { HostFacts } from '../model/facts.ts';
import type { Machine } from '../model/machine.ts';
import { minorVersion } from '../model/version.ts';
import { vipOf } from '../model/vip-of.ts';
import type { PlaybookBundle, PlaybookBundleItem, PlaybookContext } from './context.ts';

/** Where items lie on a host, by content, from their arrival until they are installed. */
export const STORE_DIRECTORY = '/var/lib/installer/store';

export interface ContextInput {
  desired: Desired;
  machine: Machine;
  facts: HostFacts;
  /** The bundle's items for this host's operating system, architecture and role. */
  items: BundleItem[] | undefined;
  pauseImage: string;
  /** The kubeconfig that kube-vip is to use on this host. */
  kubeconfigPath: string;
  bootstrapped: boolean;
}

/** Everything that playbooks may name, for one machine on its host. */
export function playbookContext({
  desired,
  machine,
  facts,
  items,
  pauseImage,
  kubeconfigPath,
  bootstrapped,
}: ContextInput): PlaybookContext {
  const { name, address, internalAddress, labels, vars } = machine.host;
  const vip = vipOf(desired);
  return {
    host: { name, address, internalAddress, labels, vars, role: machine.role },
    machine: { bootstrapped },
    hosts: desired.hosts
      .filter(({ role }) => role !== 'spare')
      .map((host) => ({
        name: host.name,
        address: host.address,
        internalAddress: host.internalAddress,
        role: host.role,
      })),
    cluster: desired.cluster,
    kubernetes: {
      version: machine.version,
      minor: minorVersion(machine.version),
      controlPlaneVersion: desired.controlPlane.version,
      pauseImage,
    },
    kubeVip: { ...desired.kubeVip, kubeconfigPath, ...(vip !== undefined && { vip }) },
    ntp: ntpOf(machine.kubeadmConfigSpec) ?? desired.ntp,
    proxy: desired.proxy,
    registry: desired.registry,
    vars: desired.vars,
    facts: { ...facts, packageManager: { kind: facts.packageManager.kind } },
    bundle: items && grouped(items),
    kubeadmConfigSpec: machine.kubeadmConfigSpec,
    ds: { meta_data: instanceNames(machine.host) },
  };
}

/** Of a kubeadmConfigSpec that speaks of time servers. */
function ntpOf({ ntp }: KubeadmConfigSpec): PlaybookContext['ntp'] {
  return ntp && { enabled: ntp.enabled ?? true, servers: ntp.servers ?? [] };
}

function grouped(items: BundleItem[]): PlaybookBundle {
  const of = (kind: BundleItem['kind']) => items.filter((item) => item.kind === kind).map(placed);
  return { packages: of('package'), binaries: of('binary'), images: of('image'), files: of('file') };
}

function placed({ name, version, sha256, size, target, refs }: BundleItem): PlaybookBundleItem {
  return { name, version, sha256, size, target, refs, storePath: `${STORE_DIRECTORY}/${sha256}` };
}
