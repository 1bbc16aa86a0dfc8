import type { MachineMark } from '../../../src/model/facts.ts';

export interface KubeadmRun {
  readonly kind: NonNullable<MachineMark['bootstrap']>;
  /** The cluster that it joins: the first one, the second one … */
  readonly cluster: number;
  /** How many of its stages are done. */
  done: number;
  /** How often the stage at hand found the cluster silent. */
  silences: number;
}

/**
 * - `up`: all is well
 * - `mute`: it serves the cluster, but nobody reaches it over SSH
 * - `frozen`: nothing on it runs and nobody reaches it; it may go on where it stood
 * - `off`: without power; what was at work there has died, its disks are as they were
 * - `dead`: it never comes back
 */
export type Power = 'up' | 'mute' | 'frozen' | 'off' | 'dead';

/** A host as it really is. */
export interface SimHost {
  readonly name: string;
  power: Power;
  /** Counts its starts and installations: connections do not live through them. */
  boots: number;
  mark?: MachineMark;
  /** kubeadm is at work there. */
  unit?: KubeadmRun;
  /** The playbooks' steps are done, as of this revision of them. */
  prepared?: string;
  /** kubeadm was started there and nobody has cleaned up since. */
  used: boolean;
  /** A kubelet with credentials of the cluster is on its disk: it runs whenever the host does. */
  kubelet: boolean;
  /** The kubelet has started and not seen an API server yet: it registers its node when it does. */
  starting: boolean;
  /** The kubelet runs, but says that it is not ready. */
  sick: boolean;
  /** Id of the etcd member whose data lies on its disk. */
  etcdData?: string;
  /** Of its kubelet, and of the components of a control plane. */
  version?: string;
  /** What its machine was made to. */
  template?: string;
  /** Version of which it has kube-proxy's image. */
  images?: string;
}

/** What a host is when it was just installed. */
export function bareHost(name: string): SimHost {
  return { name, power: 'up', boots: 0, used: false, kubelet: false, starting: false, sick: false };
}

/** Its processes run. */
export function alive({ power }: SimHost): boolean {
  return power === 'up' || power === 'mute';
}

/** A connection to it. Answers whether it still stands. */
export function connect(host: SimHost): () => boolean {
  const { boots } = host;
  return () => answers(host) && host.boots === boots;
}

/** It answers over SSH. */
export function answers({ power }: SimHost): boolean {
  return power === 'up';
}
