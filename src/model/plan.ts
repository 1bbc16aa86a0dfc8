import type { FileDiff } from './step.ts';

/** The public shape of `plan -o json` (schemas/plan.schema.json). */
export interface Plan {
  cluster: string;
  /** sha256 of the desired state. */
  inventoryHash: string;
  /** sha256 of what was observed and matters to the decisions. */
  observedHash: string;
  operations: PlannedOperation[];
  summary: { create: number; update: number; delete: number };
}

export interface PlannedOperation {
  /** `<host or cluster>/<action>`, stable across runs. */
  id: string;
  /** Machine it is for; absent for cluster-wide operations. */
  machine?: string;
  /** Host it runs on; cluster-wide operations run on any healthy control plane. */
  host?: string;
  action: Action;
  title: string;
  reason: string;
  /** Ids of operations that must have ended well before. */
  needs: string[];
  destructive: boolean;
  diffs: FileDiff[];
}

export type Action =
  | 'prepare-host'
  | 'clean-half-bootstrapped'
  | 'init-control-plane'
  | 'join-control-plane'
  | 'join-worker'
  | 'register-node'
  | 'apply-manifests'
  | 'label-node'
  | 'drain-node'
  | 'remove-etcd-member'
  | 'clean-host'
  | 'delete-node'
  | 'record-machines'
  | 'send-images'
  | 'upgrade-node'
  | 'update-kubeadm-config'
  | 'upgrade-addons'
  | 'verify-cluster'
  | 'reset-host';

/** One finding of preflight. `refuse` stops the run before anything is changed. */
export interface Finding {
  host?: string;
  /** Stable name of the check: `clock-skew`, `port-in-use`. */
  check: string;
  severity: 'refuse' | 'warn';
  message: string;
  /** What to do about it. */
  cure: string;
}
