/**
 * What every control plane of a cluster must have in common, relative to /etc/kubernetes/pki. kubeadm makes everything
 * else from these (kubeadm-certs: "copy only the certificate authority, service account and etcd authority files").
 */
export const SHARED_PKI_FILES = [
  'ca.crt',
  'ca.key',
  'sa.key',
  'sa.pub',
  'front-proxy-ca.crt',
  'front-proxy-ca.key',
  'etcd/ca.crt',
  'etcd/ca.key',
] as const;

export type PkiFileName = (typeof SHARED_PKI_FILES)[number];

/** PEM text by file name; the `.key` ones are secrets. */
export type PkiFiles = Record<PkiFileName, string>;

/** Whether the file holds a private key. */
export function isPrivateKey(name: PkiFileName): boolean {
  return name.endsWith('.key');
}
