import type { DesiredHost, HostRole, KubeadmConfigSpec, KubeVip } from '../model/desired.ts';
import type { HostFacts } from '../model/facts.ts';

/** Everything a playbook may name in a template or in `when`, for one host. */
export interface PlaybookContext {
  host: Pick<DesiredHost, 'name' | 'address' | 'internalAddress' | 'labels'> & {
    role: 'control-plane' | 'worker';
    /** Win over `vars`. */
    vars?: Record<string, unknown>;
  };
  machine: {
    /** kubeadm ended well on this machine: what belongs before it is over. */
    bootstrapped: boolean;
  };
  /** All hosts of the cluster, for playbooks of a site: each host then depends on the list of all. */
  hosts: { name: string; address: string; internalAddress: string; role: HostRole }[];
  cluster: {
    name: string;
    endpoint: { host: string; port: number };
    podCidrs: string[];
    serviceCidrs: string[];
    serviceDomain: string;
  };
  kubernetes: {
    /** `v1.20.2` */
    version: string;
    /** `1.20` */
    minor: string;
    /** Of the control plane; the same as `version` but for workers that lag behind. */
    controlPlaneVersion: string;
    pauseImage: string;
  };
  kubeVip: KubeVip & {
    /** The kubeconfig on the host that kube-vip uses: admin.conf, or super-admin.conf while kubeadm init runs (1.29+). */
    kubeconfigPath: string;
    /** The address that kube-vip, ours or the site's, may hold on control planes. Absent: there is none. */
    vip?: string;
  };
  ntp?: { enabled: boolean; servers: string[] };
  proxy?: { http?: string; https?: string; noProxy: string[] };
  registry?: { mirrors: Record<string, string[]>; insecure?: string[] };
  vars: Record<string, unknown>;
  facts: PlaybookFacts;
  /** Absent: nothing is installed from a bundle. */
  bundle?: PlaybookBundle;
  kubeadmConfigSpec: KubeadmConfigSpec;
  /** cloud-init's names: `ds.meta_data.hostname`. */
  ds: { meta_data: Record<string, string> };
}

/** What a step may depend on: fields that do not change while playbooks run. */
export type PlaybookFacts = Pick<HostFacts, 'os' | 'arch' | 'systemd' | 'interfaces' | 'defaultRoute'> & {
  packageManager: { kind: HostFacts['packageManager']['kind'] };
};

/** The bundle's items that this host may need: of its operating system, architecture and role. */
export interface PlaybookBundle {
  packages: PlaybookBundleItem[];
  binaries: PlaybookBundleItem[];
  images: PlaybookBundleItem[];
  files: PlaybookBundleItem[];
}

export interface PlaybookBundleItem {
  name: string;
  version?: string;
  sha256: string;
  /** Bytes. */
  size: number;
  target?: string;
  refs?: string[];
  /** Where the item lies on the host before it is installed: `/var/lib/installer/store/<sha256>`. */
  storePath: string;
}
