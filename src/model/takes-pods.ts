import type { ClusterView } from './observed.ts';

/**
 * Its Node is there and open for pods, as none is that was drained: whoever deletes a Node by hand makes its kubelet
 * register another one when it is started again.
 */
export function takesPods({ nodes }: Pick<ClusterView, 'nodes'>, name: string): boolean {
  return nodes.some((node) => node.name === name && !node.unschedulable);
}
