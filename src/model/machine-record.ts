import type { DesiredHost } from './desired.ts';
import type { Machine } from './machine.ts';

/**
 * What the cluster remembers of a machine: the custom resource `machines.installer.dev` of the machine's name. It holds
 * how the machine's host is reached, never a secret, so that a host which left the inventory can still be cleaned.
 */
export interface MachineRecord {
  /** Of the machine, its host and its node. */
  name: string;
  /** The same as in the host's mark. */
  uid: string;
  cluster: string;
  /** Of this life of the cluster, as in the hosts' marks. */
  clusterUid: string;
  role: Machine['role'];
  /** `control-plane`, or the machine deployment's name. */
  owner: string;
  version: string;
  /** Hash of all that was applied to the machine. Absent: its bootstrap was begun and is not known to have ended well. */
  revision?: string;
  /** What its owner wanted of its machines when it was made or upgraded (plan/machine-template.ts). Absent: not known. */
  template?: string;
  host: RecordedHost;
  /** Value of the host's failure domain label. */
  failureDomain?: string;
  /** ISO 8601. */
  createdAt: string;
  /** Set while the machine is being removed; a removal that was begun is always finished. */
  deletion?: { since: string; reason: string };
  /** The machine has left the cluster and its host could not be cleaned yet: the host is not used before it was. */
  toBeCleaned?: boolean;
  /** Somebody marked it `cluster.x-k8s.io/delete-machine`: scaling down takes it first. */
  deleteFirst?: boolean;
  /** Somebody marked it `cluster.x-k8s.io/skip-remediation`: no health check looks at it. */
  skipRemediation?: boolean;
  /** Somebody marked it `cluster.x-k8s.io/remediate-machine`: it is to be replaced. */
  remediate?: boolean;
  /** It took the place of an unhealthy control plane. */
  remediationFor?: RemediationFor;
}

/** What was replaced, as Cluster API's annotation `remediation-for` says it. */
export interface RemediationFor {
  machine: string;
  /** ISO 8601. */
  timestamp: string;
  /** How often before, one after the other. */
  retryCount: number;
}

/**
 * A machine whose removal was begun because it was unhealthy. It is kept in the cluster beside the records (ConfigMap
 * `installer-remediations`), for the record of the machine goes with it.
 */
export interface PastRemediation extends RemediationFor {
  role: Machine['role'];
}

export type RecordedHost = Pick<DesiredHost, 'address' | 'internalAddress' | 'labels' | 'ssh'>;
