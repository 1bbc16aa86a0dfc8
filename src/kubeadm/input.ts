import type { Desired, DesiredHost, KubeadmConfigSpec } from '../model/desired.ts';

/** What kubeadm's documents for one host are made from. */
export interface KubeadmInput {
  desired: Desired;
  host: DesiredHost;
  /** Of the machine: `v1.20.2`. */
  kubernetesVersion: string;
  /** Of the control plane, or of the machine deployment that the host belongs to. */
  kubeadmConfigSpec: KubeadmConfigSpec;
}

export interface InitInput extends KubeadmInput {
  /** A secret. Created by init as a bootstrap token of 15 minutes; absent: kubeadm makes one up, just as short-lived. */
  token?: string;
}

export interface JoinInput extends KubeadmInput {
  role: 'control-plane' | 'worker';
  /** A secret: the bootstrap token, `abcdef.0123456789abcdef`. */
  token: string;
  /** sha256 of the cluster CA's public key, in hex, with or without `sha256:`. */
  caCertHashes: readonly string[];
}
