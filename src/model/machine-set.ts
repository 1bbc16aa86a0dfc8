import type { KubeadmConfigSpec } from './desired.ts';

/**
 * What an owner once wanted of its machines, as the cluster remembers it: the custom resource `machinesets.installer.dev`.
 * Nothing is decided from it: it is there to be shown, and written again.
 */
export interface MachineSet {
  /** The owner's name and a hash of version and template: what is wanted again is the same set. */
  name: string;
  /** `control-plane`, or the machine deployment's name. */
  owner: string;
  /** Grows with each change of the owner's template; what comes back becomes the highest. */
  revision: number;
  version: string;
  /** See plan/machine-template.ts, as in the machines' records. */
  template: string;
  /** As written, without what only kubeadm init reads and what `omitted` names. Never holds a secret. */
  kubeadmConfigSpec: KubeadmConfigSpec;
  /** Fields that were left out because not everybody may read them: `files[/etc/site.conf].content`, `users[ops].passwd`. */
  omitted: string[];
  /** ISO 8601; empty before the cluster knows it. */
  createdAt: string;
}
