import type { QuorumMember } from '../model/etcd-quorum.ts';

/** What the order of control-plane changes depends on; nothing else does. Plain data, told by what was observed. */
export interface ControlPlaneState {
  /** Of this name and life there is, or once was, a cluster: a second one is never initialised. */
  clusterExists: boolean;
  /** In the order in which they would be created, or removed, among their like. */
  machines: ControlPlaneMachine[];
  /** Of its etcd, empty when etcd did not tell. Absent: etcd is elsewhere, or there is no cluster to ask. */
  members?: QuorumMember[];
}

export interface ControlPlaneMachine {
  name: string;
  /** It is to be a control plane in the end. */
  wanted: boolean;
  /** Why the machine that is there now has to go; it may be wanted again afterwards. */
  leaving?: string;
  /** Its removal was begun. */
  deleting: boolean;
  /**
   * `absent`: nothing of it, or its host is being prepared · `unfinished`: kubeadm ended badly there and is cleaned away
   * before anything else · `under-way`: kubeadm is at work there · `serving`: its bootstrap ended well.
   */
  stage: 'absent' | 'unfinished' | 'under-way' | 'serving';
  /** Node, components and etcd member are as they should be. */
  healthy: boolean;
  /** Why it is to be upgraded where it is. */
  upgrade?: string;
  /** Id of its etcd member. */
  memberId?: string;
}

/** One structural change of the control plane. */
export interface ControlPlaneChange {
  kind: 'init' | 'join' | 'remove' | 'upgrade';
  machine: string;
}

/** Something is still to do and nothing of it is safe. */
export interface BlockedControlPlane {
  kind: 'blocked';
  /** Each change that was considered, best first, and why it would not be safe. */
  considered: { change: ControlPlaneChange; why: string }[];
}
