/** Taints of nodes as v1beta2 writes those of machines; undefined where there is none. */
export function asMachineTaints(taints: unknown): unknown {
  if (!Array.isArray(taints) || taints.length === 0) return undefined;
  return taints.map((taint: object) => ({ ...taint, propagation: 'Always' }));
}
