/** Domains whose labels Cluster API carries from machines over to their nodes. */
const NODE_LABELS =
  /^(node-role\.kubernetes\.io\/|([^/]+\.)?node-restriction\.kubernetes\.io\/|([^/]+\.)?node\.cluster\.x-k8s\.io\/)/;

/** Those labels of a machine that its node has too. */
export function nodeLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => NODE_LABELS.test(key)));
}
