import type { PlannedOperation } from '../model/plan.ts';
import { prepareId } from './control-plane.ts';
import { operation } from './draft.ts';
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
    .filter(({ name, state, reachable, node }) => wanted.has(name) && state === 'bootstrapped' && reachable && !node)
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
