import type { KubeadmConfigSpec } from '../model/desired.ts';

const RSA_BITS = new Map([
  ['RSA-2048', 2048],
  ['RSA-3072', 3072],
  ['RSA-4096', 4096],
]);

/**
 * Who makes the cluster's authorities. We issue RSA only: where clusterConfiguration.encryptionAlgorithm (v1beta4) asks
 * for something else, kubeadm init makes them and they are read from that control plane for the next ones.
 */
export function authoritiesMadeBy(spec: KubeadmConfigSpec): 'installer' | 'kubeadm' {
  const algorithm = encryptionAlgorithm(spec);
  return algorithm === undefined || RSA_BITS.has(algorithm) ? 'installer' : 'kubeadm';
}

/** Size of the authorities' RSA keys, in bits. */
export function authorityKeyBits(spec: KubeadmConfigSpec): number {
  return RSA_BITS.get(encryptionAlgorithm(spec) ?? '') ?? 2048;
}

function encryptionAlgorithm(spec: KubeadmConfigSpec): string | undefined {
  const algorithm = spec.clusterConfiguration?.encryptionAlgorithm;
  return typeof algorithm === 'string' && algorithm !== '' ? algorithm : undefined;
}
