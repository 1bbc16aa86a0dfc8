import { nodeMetadata } from '../model/machine.ts';
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

/** One operation per node whose labels or taints differ; it needs the node's join when that is planned too. */
export function planNodeMetadata(
  { desired, machines, cluster, vacating }: Pick<Situation, 'desired' | 'machines' | 'cluster' | 'vacating'>,
  joins: ReadonlyMap<string, string>,
): PlannedOperation[] {
  const nodes = new Map(cluster?.nodes.map((node) => [node.name, node]));
  return machines.flatMap((machine) => {
    // A Node that is deleted first comes back without what it bears now.
    const node = vacating.has(machine.name) ? undefined : nodes.get(machine.name);
    const missing = missingMetadata(nodeMetadata(desired, machine), node);
    const what = [
      ...Object.entries(missing.labels).map(([key, value]) => `label ${key}=${value}`),
      ...missing.taints.map((taint) => `taint ${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`),
    ];
    if (what.length === 0) return [];
    const join = joins.get(machine.name);
    return [
      operation({
        action: 'label-node',
        host: machine.name,
        machine: machine.name,
        title: `Label and taint node ${machine.name}`,
        reason: `the inventory wants ${what.join(', ')}`,
        needs: join ? [join] : [],
      }),
    ];
  });
}
