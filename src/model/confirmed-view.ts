import type { ClusterView } from './observed.ts';

/**
 * The view, with a Ready static pod for each component that says itself that it is well, and for etcd where its member is
 * healthy. The kubelet tells of a pod without readiness probe at its next round only, a minute and more after it started
 * (seen with 1.20). A view in which no static pods were told stays as it is.
 * @param well names of components that are well, by node
 */
export function confirmedView(view: ClusterView, well: ReadonlyMap<string, readonly string[]>): ClusterView {
  const { controlPlanePods, etcdMembers } = view;
  if (!controlPlanePods || well.size === 0) return view;
  const confirmed = [...well].flatMap(([node, components]) => {
    const votes = etcdMembers.some(({ name, healthy }) => name === node && healthy === true);
    return [...components, ...(votes ? ['etcd'] : [])].map((component) => ({ node, component, ready: true }));
  });
  return { ...view, controlPlanePods: [...controlPlanePods, ...confirmed] };
}
