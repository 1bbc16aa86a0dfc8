import type { Action, PlannedOperation } from '../../model/plan.ts';
import type { Situation } from '../situation.ts';

/** What makes a machine, or takes one away. */
const STRUCTURAL = new Set<Action>([
  'join-control-plane',
  'join-worker',
  'clean-half-bootstrapped',
  'drain-node',
  'remove-etcd-member',
  'clean-host',
  'delete-node',
]);

/**
 * Of a plan, what replaces unhealthy machines and finishes what was begun; drift on other machines and on the cluster is left
 * to apply. No control plane joins beside one that is not well: it would wait for that one in vain.
 */
export function healingPart(operations: readonly PlannedOperation[], situation: Situation): PlannedOperation[] {
  const waiting = joinsThatWait(situation);
  const isLeft = ({ action, machine = '' }: PlannedOperation) =>
    waiting.has(machine) && (action === 'join-control-plane' || action === 'prepare-host');
  const touched = new Set(
    operations.filter((one) => STRUCTURAL.has(one.action) && !isLeft(one)).map(({ machine }) => machine),
  );
  const ofMachines = operations.filter((one) => one.machine !== undefined && touched.has(one.machine) && !isLeft(one));
  const needed = new Set(ofMachines.flatMap(({ needs }) => needs));
  // A machine that joins reads what the cluster keeps for kubeadm.
  const kept = operations.filter(
    (one) => ofMachines.includes(one) || (one.action === 'update-kubeadm-config' && needed.has(one.id)),
  );
  const ids = new Set(kept.map(({ id }) => id));
  return kept.map((one) => ({ ...one, needs: one.needs.filter((id) => ids.has(id)) }));
}

/** Names of control planes that cannot join now. */
function joinsThatWait({ existing, removals, machines }: Situation): Set<string> {
  const leaving = new Set(removals.map(({ machine }) => machine));
  const sick = existing.some(
    (machine) =>
      machine.role === 'control-plane' && machine.state === 'bootstrapped' && !machine.healthy && !leaving.has(machine),
  );
  const controlPlanes = machines.filter(({ role }) => role === 'control-plane');
  return new Set(sick ? controlPlanes.map(({ name }) => name) : []);
}
