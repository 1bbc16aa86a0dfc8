import type { Action, Plan, PlannedOperation } from '../model/plan.ts';
import { directNeeds } from './direct-needs.ts';
import { dotBox, dotEdge, dotGraph, dotNode } from './dot.ts';
import { renderPlanSummary } from './plan-text.ts';

type Kind = 'create' | 'change' | 'remove' | 'look';

const CREATING: readonly Action[] = ['init-control-plane', 'join-control-plane', 'join-worker'];
const REMOVING: readonly Action[] = ['drain-node', 'remove-etcd-member', 'clean-host', 'delete-node', 'reset-host'];
const FILL: Record<Kind, string> = { create: '#c9ecd0', change: '#fbe7b2', remove: '#f6c7c7', look: '#e6e8ec' };
const LINE: Record<Kind, string> = { create: '#2e8b45', change: '#b7860b', remove: '#b3312c', look: '#8a94a6' };

/**
 * A plan in Graphviz's language: operations by machine, an arrow from what must have ended to what needs it. Arrows that
 * follow from others are left out. Green creates, yellow changes, red removes.
 */
export function planGraph(plan: Plan): string {
  const label = plan.operations.length === 0 ? `${plan.cluster}: nothing to do` : planLabel(plan);
  const boxes = [...byMachine(plan.operations)].flatMap(([machine, operations]) => {
    const kind = kindOfMachine(operations);
    const nodes = operations.map((operation) => operationNode(operation, kind));
    if (machine === undefined) return nodes;
    return dotBox(machine, { label: machine, color: LINE[kind], fontcolor: LINE[kind], style: 'rounded' }, nodes);
  });
  const direct = directNeeds(plan.operations);
  const edges = plan.operations.flatMap(({ id }) => (direct.get(id) ?? []).map((need) => dotEdge(need, id)));
  return dotGraph(`plan for ${plan.cluster}`, { label }, [...boxes, ...edges]);
}

function planLabel(plan: Plan): string {
  return `${plan.cluster}\n${renderPlanSummary(plan)}`;
}

function operationNode(operation: PlannedOperation, machine: Kind): string {
  const kind = kindOf(operation, machine);
  return dotNode(operation.id, {
    label: operation.action,
    tooltip: `${operation.title}\n${operation.reason}`,
    fillcolor: FILL[kind],
    color: LINE[kind],
  });
}

function kindOf({ action }: PlannedOperation, machine: Kind): Kind {
  if (CREATING.includes(action)) return 'create';
  if (REMOVING.includes(action)) return 'remove';
  if (action === 'verify-cluster') return 'look';
  return machine === 'create' ? 'create' : 'change';
}

/** A machine that is removed and made again is made. */
function kindOfMachine(operations: readonly PlannedOperation[]): Kind {
  const kinds = operations.map((operation) => kindOf(operation, 'change'));
  return (['create', 'remove', 'change'] as const).find((kind) => kinds.includes(kind)) ?? 'look';
}

function byMachine(operations: readonly PlannedOperation[]): Map<string | undefined, PlannedOperation[]> {
  const groups = new Map<string | undefined, PlannedOperation[]>();
  for (const operation of operations) {
    const machine = operation.machine ?? operation.host;
    groups.set(machine, [...(groups.get(machine) ?? []), operation]);
  }
  return groups;
}
