import { controlPlaneMarks } from '../kubeadm/control-plane-marks.ts';
import type { Desired } from '../model/desired.ts';
import { type Machine, nodeMetadata } from '../model/machine.ts';
import type { NodeView } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';
import type { Situation } from './situation.ts';

/**
 * Labels and taints that the inventory wants and the node does not have (yet).
 * Those the inventory does not name are left alone: other tools label nodes too.
 */
export function missingMetadata(wanted: ReturnType<typeof nodeMetadata>, node: NodeView | undefined) {
  const labels = Object.entries(wanted.labels).filter(([key, value]) => node?.labels[key] !== value);
  const taints = wanted.taints.filter(
    (taint) =>
      !node?.taints.some(
        (has) => has.key === taint.key && has.effect === taint.effect && (has.value ?? '') === (taint.value ?? ''),
      ),
  );
  return { labels: Object.fromEntries(labels), taints };
}

/**
 * Labels and taints that a machine's node is to have: those of the inventory; and of a control plane that lost the label of
 * its role, as one does whose Node was deleted and registered anew, those that kubeadm gave it. One that is made in this
 * plan gets them from kubeadm.
 * @param node absent: it is to be registered
 * @param made kubeadm is run for it in this plan, or is at work
 */
export function wantedMetadata(
  desired: Desired,
  machine: Machine,
  node: NodeView | undefined,
  made: boolean,
): ReturnType<typeof nodeMetadata> {
  const wanted = nodeMetadata(desired, machine);
  if (!lacksRole(machine, node, made)) return wanted;
  const marks = controlPlaneMarks(machine.version, machine.kubeadmConfigSpec);
  return { labels: { ...marks.labels, ...wanted.labels }, taints: [...marks.taints, ...wanted.taints] };
}

function lacksRole({ role }: Machine, node: NodeView | undefined, made: boolean): boolean {
  return role === 'control-plane' && !made && !node?.controlPlane;
}

/**
 * One operation per node whose labels or taints differ.
 * @param joins ids of what makes the machine, by machine
 * @param registrations ids of what brings its Node back, by machine
 */
export function planNodeMetadata(
  {
    desired,
    machines,
    cluster,
    vacating,
    states,
  }: Pick<Situation, 'desired' | 'machines' | 'cluster' | 'vacating' | 'states'>,
  joins: ReadonlyMap<string, string>,
  registrations: ReadonlyMap<string, string>,
): PlannedOperation[] {
  const nodes = new Map(cluster?.nodes.map((node) => [node.name, node]));
  return machines.flatMap((machine) => {
    const join = joins.get(machine.name);
    // A Node that is deleted first comes back without what it bears now. Of one that cannot leave now nothing is deleted.
    const anew = vacating.has(machine.name) && join !== undefined;
    const node = anew ? undefined : nodes.get(machine.name);
    const made = !cluster || join !== undefined || states[machine.name] !== 'bootstrapped';
    const missing = missingMetadata(wantedMetadata(desired, machine, node, made), node);
    const what = [
      ...Object.entries(missing.labels).map(([key, value]) => `label ${key}=${value}`),
      ...missing.taints.map((taint) => `taint ${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`),
    ];
    if (what.length === 0) return [];
    const after = join ?? registrations.get(machine.name);
    return [
      operation({
        action: 'label-node',
        host: machine.name,
        machine: machine.name,
        title: `Label and taint node ${machine.name}`,
        reason: `${lacksRole(machine, node, made) ? 'its role and the inventory want' : 'the inventory wants'} ${what.join(', ')}`,
        needs: after ? [after] : [],
      }),
    ];
  });
}
