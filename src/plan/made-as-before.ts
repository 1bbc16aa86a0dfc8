import type { ExistingMachine } from '../model/existing-machine.ts';
import type { Finding } from '../model/plan.ts';
import type { Situation } from './situation.ts';

/**
 * The control plane that kubeadm of an earlier run is making right now, to what was wanted then. Until it has ended nothing
 * else is made: what joins a cluster is not ahead of it, and what the cluster keeps for kubeadm is not written meanwhile.
 */
export function madeAsBefore(situation: Situation): ExistingMachine | undefined {
  return underWay(situation).find(({ role }) => role === 'control-plane');
}

/** Machines that are to become something else as soon as they are made: by another apply. */
export function madeAsBeforeFindings(situation: Situation): Finding[] {
  return underWay(situation).map(({ name, role, outdated }) => ({
    host: name,
    check: 'made-as-before',
    severity: 'warn',
    message: `kubeadm of an earlier run makes it right now to what was wanted then (${outdated?.why}): this apply waits for it${role === 'control-plane' ? ' and does nothing else' : ''}`,
    cure: 'Apply once more when it has ended.',
  }));
}

function underWay({ existing, removals }: Situation): ExistingMachine[] {
  const leaving = new Set(removals.map(({ machine }) => machine));
  return existing.filter(
    (machine) => machine.state === 'bootstrapping' && machine.outdated !== undefined && !leaving.has(machine),
  );
}
