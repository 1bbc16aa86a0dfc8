import { InstallerError } from '../errors.ts';
import type { OperationNode } from './operation-node.ts';

/**
 * Refuses a list that could never run to its end.
 * @throws InstallerError `unexpected` on an id used twice, a need that is not in the list, or needs that form a circle
 */
export function checkOrder(nodes: readonly OperationNode[]): void {
  const byId = new Map<string, OperationNode>();
  for (const node of nodes) {
    if (byId.has(node.id)) throw new InstallerError('unexpected', `two operations are called ${node.id}`);
    byId.set(node.id, node);
  }
  for (const node of nodes) {
    const unknown = node.needs.find((need) => !byId.has(need));
    if (unknown !== undefined) {
      throw new InstallerError('unexpected', `${node.id} needs ${unknown}, which is not among the operations`);
    }
  }
  const circle = findCircle(byId);
  if (circle) throw new InstallerError('unexpected', `operations need each other in a circle: ${circle.join(' → ')}`);
}

function findCircle(byId: ReadonlyMap<string, OperationNode>): string[] | undefined {
  const settled = new Set<string>();
  const path: string[] = [];

  const visit = (id: string): string[] | undefined => {
    if (settled.has(id)) return undefined;
    const seenAt = path.indexOf(id);
    if (seenAt >= 0) return [...path.slice(seenAt), id];
    path.push(id);
    for (const need of byId.get(id)?.needs ?? []) {
      const circle = visit(need);
      if (circle) return circle;
    }
    path.pop();
    settled.add(id);
    return undefined;
  };

  for (const id of byId.keys()) {
    const circle = visit(id);
    if (circle) return circle;
  }
  return undefined;
}
