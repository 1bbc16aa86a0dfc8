/** The content list of a bundle (bundle.yaml), paths made absolute on the operator's machine. */
export interface Bundle {
  root: string;
  kubernetesVersion: string;
  /** Go's name of the architecture: amd64, arm64. */
  arch: string;
  items: BundleItem[];
}

export type BundleItemKind = 'binary' | 'image' | 'package' | 'file';

export interface BundleItem {
  /** Unique within its kind: `kubeadm`, `kube-apiserver`, a package's own name. */
  name: string;
  kind: BundleItemKind;
  /** Path inside the bundle. */
  path: string;
  sha256: string;
  /** Bytes. */
  size: number;
  /** binary and file: absolute path on the host. */
  target?: string;
  /** image: the references that the archive holds. */
  refs?: string[];
  /** Only for hosts of these roles; absent: for all. */
  roles?: ('control-plane' | 'worker')[];
  /** package: its version and the `<os-id>-<version>` it is for. */
  version?: string;
  os?: string;
  /** Where it differs from the bundle's. */
  arch?: string;
}
