import { countOf } from '../model/count-of.ts';
import type { Action, Plan } from '../model/plan.ts';

const LAST_OF_A_MACHINE: readonly Action[] = ['delete-node', 'reset-host'];
const NAMES_SHOWN = 8;

/** What a plan takes away, without a full stop: `Removing cp-3 and w-2 from b-cluster`. */
export function removalText({ cluster, operations, summary }: Plan): string {
  const ends = operations.filter(({ action }) => LAST_OF_A_MACHINE.includes(action));
  const names = [...new Set(ends.flatMap(({ machine }) => machine ?? []))];
  // Hosts that are only cleaned behind a machine that has left before are not counted.
  if (names.length !== summary.delete) return `Removing ${countOf(summary.delete, 'machine')} from ${cluster}`;
  const more = names.length - NAMES_SHOWN;
  const shown = [...names.slice(0, NAMES_SHOWN), ...(more > 0 ? [`${more} more`] : [])];
  const last = shown.pop();
  return `Removing ${shown.length > 0 ? `${shown.join(', ')} and ${last}` : last} from ${cluster}`;
}
