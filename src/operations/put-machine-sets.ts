import { shQuote } from '../kubeadm/sh-text.ts';
import { MACHINE_SETS, machineSetResource } from '../model/machine-set-resource.ts';
import type { MachineSetChanges } from '../plan/revisions/machine-set-changes.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';
import { MACHINE_SET_DEFINITION } from './machine-set-definition.ts';
import type { ApplyContext } from './operation.ts';
import { inShellOfItsOwn, putFunctions, type Through } from './put-resources.ts';

const LIMIT_MS = 120_000;

/**
 * Writes down what owners want of their machines, and takes away what nobody needs any more, through any control plane
 * that is ready.
 * @throws InstallerError `operation-failed` when none becomes ready or the API refuses them
 */
export async function putMachineSets(
  controlPlanes: ControlPlaneHost[],
  changes: MachineSetChanges,
  { signal, progress }: Pick<ApplyContext, 'signal' | 'progress'>,
): Promise<void> {
  if (changes.put.length === 0) return;
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: LIMIT_MS, signal, onWaiting });
  const what = `kubectl apply of ${changes.put.map(({ set }) => set.name).join(', ')}`;
  await mustRun(controlPlane.host, what, machineSetsScript(controlPlane, changes), { signal, timeoutMs: LIMIT_MS });
}

function machineSetsScript(through: Through, { put, prune }: MachineSetChanges): string {
  const resources = put.map(({ set }) => machineSetResource(set));
  const names = prune.map(shQuote).join(' ');
  const pruning = names && `k delete ${MACHINE_SETS} ${names} --ignore-not-found --wait=false >/dev/null`;
  return inShellOfItsOwn(through, `${putFunctions(resources, MACHINE_SET_DEFINITION)}put || exit 1\n${pruning}`);
}
