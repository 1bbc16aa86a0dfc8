import type { Action, Plan, PlannedOperation } from '../model/plan.ts';
import { directNeeds } from './direct-needs.ts';
import { removalText } from './removal-text.ts';
import { type Colour, type Paint, painter } from './style.ts';
import { padTo } from './text.ts';

export interface PlanTextOptions {
  colour?: boolean;
  /** Shows what would change inside files. */
  diffs?: boolean;
}

type Mark = '+' | '~' | '-' | ' ';

const COLOURS: Record<Mark, Colour> = { '+': 'green', '~': 'yellow', '-': 'red', ' ': 'dim' };
const CREATING: readonly Action[] = ['init-control-plane', 'join-control-plane', 'join-worker'];
const REMOVING: readonly Action[] = ['drain-node', 'remove-etcd-member', 'clean-host', 'delete-node', 'reset-host'];
const DESTROYING: readonly Action[] = ['clean-half-bootstrapped', 'clean-host', 'reset-host'];
const WHOLE_CLUSTER = 'the cluster';
const NEEDS_SHOWN = 3;

/** The plan for a person: by machine, each operation with its reason and what it waits for; the counts and what apply asks for last. */
export function renderPlan(plan: Plan, options: PlanTextOptions = {}): string {
  if (plan.operations.length === 0) return `Nothing to do: ${plan.cluster} is as the inventory says.`;
  const paint = painter(options.colour ?? false);
  const direct = directNeeds(plan.operations);
  const actionWidth = Math.max(...plan.operations.map((operation) => operation.action.length));

  const blocks = byMachine(plan.operations).map(([machine, operations]) => {
    const whole = symbolOfMachine(operations);
    const lines = operations.flatMap((operation) =>
      renderOperation(
        { ...operation, needs: direct.get(operation.id) ?? [] },
        symbolOf(operation, whole),
        actionWidth,
        paint,
        options.diffs ?? false,
      ),
    );
    return [paint(COLOURS[whole], `${whole} ${machine}`), ...lines].join('\n');
  });
  const end = [renderPlanSummary(plan), ...(plan.summary.delete > 0 ? [paint('red', nameWanted(plan))] : [])];
  return [`Plan for ${paint('bold', plan.cluster)}`, ...blocks, end.join('\n')].join('\n\n');
}

/** One line: `Plan: 5 to create, 0 to change, 0 to delete`. */
export function renderPlanSummary({ summary }: Plan): string {
  return `Plan: ${summary.create} to create, ${summary.update} to change, ${summary.delete} to delete`;
}

function nameWanted(plan: Plan): string {
  return `${removalText(plan)} wants the cluster's name: typed when asked, or given as --confirm-delete ${plan.cluster}`;
}

function byMachine(operations: readonly PlannedOperation[]): [string, PlannedOperation[]][] {
  const groups = new Map<string, PlannedOperation[]>();
  for (const operation of operations) {
    const machine = operation.machine ?? operation.host ?? WHOLE_CLUSTER;
    const group = groups.get(machine);
    if (group) group.push(operation);
    else groups.set(machine, [operation]);
  }
  return [...groups];
}

function symbolOfMachine(operations: readonly PlannedOperation[]): Mark {
  if (operations.some((operation) => CREATING.includes(operation.action))) return '+';
  if (operations.some((operation) => REMOVING.includes(operation.action))) return '-';
  return operations.every((operation) => operation.action === 'verify-cluster') ? ' ' : '~';
}

function symbolOf(operation: PlannedOperation, machine: Mark): Mark {
  if (operation.destructive || REMOVING.includes(operation.action)) return '-';
  if (operation.action === 'verify-cluster') return ' ';
  return machine === ' ' ? '~' : machine;
}

function renderOperation(
  operation: PlannedOperation,
  symbol: Mark,
  actionWidth: number,
  paint: Paint,
  withDiffs: boolean,
): string[] {
  const indent = ' '.repeat(4 + actionWidth + 2 + 2);
  const action = paint(COLOURS[symbol], `${symbol} ${padTo(operation.action, actionWidth)}`);
  const lines = [`    ${action}  ${operation.title}`, paint('dim', `${indent}why: ${operation.reason}`)];
  if (operation.needs.length > 0) lines.push(paint('dim', `${indent}after: ${shortList(operation.needs)}`));
  if (DESTROYING.includes(operation.action)) lines.push(paint('red', `${indent}destroys what is on the host`));
  if (withDiffs) {
    for (const { path, note, unified } of operation.diffs) {
      lines.push(`${indent}${paint('bold', path)}${note === undefined ? '' : ` (${note})`}`);
      if (unified !== undefined) lines.push(...diffLines(unified, paint).map((line) => indent + line));
    }
  }
  return lines;
}

function diffLines(unified: string, paint: Paint): string[] {
  return unified
    .trimEnd()
    .split('\n')
    .filter((line) => !/^(---|\+\+\+|===|Index:)/.test(line))
    .map((line) => {
      if (line.startsWith('+')) return paint('green', line);
      if (line.startsWith('-')) return paint('red', line);
      return line.startsWith('@@') ? paint('cyan', line) : line;
    });
}

function shortList(ids: readonly string[]): string {
  const shown = ids.slice(0, NEEDS_SHOWN).join(', ');
  return ids.length > NEEDS_SHOWN ? `${shown} and ${ids.length - NEEDS_SHOWN} more` : shown;
}
