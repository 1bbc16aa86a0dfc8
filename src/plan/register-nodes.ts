import type { PlannedOperation } from '../model/plan.ts';
import { prepareId } from './control-plane.ts';
import { operation } from './draft.ts';
import { lostItsNode } from './lost-its-node.ts';
import type { Situation } from './situation.ts';

/**
 * Machines that serve and whose Node somebody deleted: a kubelet registers its node when it starts, and never again
 * (kubernetes#71398). One that has lost more than its Node is made anew: see assign-hosts.ts.
 * @param prepared ids already planned
 */
export function planRegistrations(
  { cluster, existing, machines, vacating }: Situation,
  prepared: ReadonlySet<string>,
): PlannedOperation[] {
  if (!cluster) return [];
  const wanted = new Set(machines.map(({ name }) => name).filter((name) => !vacating.has(name)));
  return existing
    .filter((machine) => wanted.has(machine.name) && lostItsNode(machine))
    .map(({ name }) =>
      operation({
        action: 'register-node',
        host: name,
        machine: name,
        title: `Register node ${name} again`,
        reason: 'its host serves and its Node is gone: its kubelet registers it when it is started anew',
        needs: prepareId(name, prepared),
      }),
    );
}

/**
 * Those that come before a rollout, by a plan of nothing else: a control plane without a Node cannot be drained, and as long
 * as it is not up to date nothing else may become newer than it is. Empty where no such one is outdated.
 */
export function registrationsBeforeRollout(situation: Situation): PlannedOperation[] {
  const rolled = situation.existing.filter(({ role, outdated }) => role === 'control-plane' && outdated !== undefined);
  const names = new Set(rolled.map(({ name }) => name));
  const registrations = planRegistrations(situation, new Set());
  return registrations.some(({ machine = '' }) => names.has(machine)) ? registrations : [];
}
