import type { Check } from './check.ts';
import { owners, rolesKnown } from './select-hosts.ts';

/**
 * A control plane smaller than the hosts that are meant for it is legal, and seldom meant: Cluster API documents say 1 where
 * nobody thought of it.
 */
export const checkFreeControlPlanes: Check = (inventory, complain) => {
  if (!rolesKnown(inventory)) return;
  const { replicas, selected } = owners(inventory).controlPlane;
  if (replicas !== 1 || selected.length < 3) return;
  const message = `a control plane of one machine, and ${selected.length} hosts are meant for it: it does not survive the loss of that machine`;
  const hint = `Write controlPlane: { replicas: ${selected.length - (1 - (selected.length % 2))} } in the Inventory, or give the others role: spare.`;
  complain.warn(['spec', 'controlPlane', 'replicas'], message, hint);
};
