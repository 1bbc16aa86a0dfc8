import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { controlPlaneDeletionOrder, workerDeletionOrder } from './deletion-order.ts';

/** A machine that has to go. When its name is among the assigned hosts, the host is used again afterwards. */
export interface Removal {
  machine: ExistingMachine;
  /** One clause: `its host left the inventory`. */
  reason: string;
  /** It goes because it is outdated: another machine takes its place, on this host or another. */
  rollout?: true;
}

/** Who wants machines: the control plane or a machine deployment. */
export interface Owner {
  name: string;
  pool: ReadonlySet<string>;
  replicas: number;
  /** Machines that it keeps. */
  kept: ExistingMachine[];
  leaving: Removal[];
}

/** The control plane first. */
export function ownersOf({ controlPlane, machineDeployments }: Desired): [Owner, ...Owner[]] {
  const owner = (name: string, { pool, replicas }: Pick<Desired['controlPlane'], 'pool' | 'replicas'>): Owner => ({
    name,
    pool: new Set(pool),
    replicas,
    kept: [],
    leaving: [],
  });
  return [owner('control-plane', controlPlane), ...machineDeployments.map((md) => owner(md.name, md))];
}

/** Of an owner's machines, those that go in the order in which they do. */
export function deletionOrder(
  owner: Owner,
  leaving: readonly ExistingMachine[],
  { machineDeployments, hosts, failureDomainLabel }: Desired,
): ExistingMachine[] {
  const deployment = machineDeployments.find(({ name }) => name === owner.name);
  if (deployment && owner.name !== 'control-plane') return workerDeletionOrder(leaving, deployment.deletePolicy);
  const domains = new Set(
    hosts.filter(({ name }) => owner.pool.has(name)).map(({ labels }) => labels[failureDomainLabel]),
  );
  return controlPlaneDeletionOrder(leaving, [...new Set([...owner.kept, ...leaving])], domains);
}
