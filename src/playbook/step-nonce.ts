import { createHash } from 'node:crypto';
import type { Step } from './step.ts';

/** Marks the report lines of one script: known to its compiler and its reader, not to what runs inside it. */
export function stepNonce(steps: readonly Step[]): string {
  return `##${createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 16)}`;
}
