import { EXIT_CODES } from '../errors.ts';
import type { Run } from '../state/run.ts';

/** How a run ended, in a few words. */
export function outcomeText({ outcome, failedAt, exitCode }: Run): string {
  switch (outcome) {
    case 'cut-off':
      return 'cut off';
    case 'failed':
      return failedAt === undefined ? `failed: ${kindOf(exitCode)}` : `failed at ${failedAt}`;
    default:
      return outcome;
  }
}

/** `preflight refused` for 12. */
function kindOf(exitCode: number | undefined): string {
  const kind = Object.entries(EXIT_CODES).find(([, code]) => code === exitCode)?.[0] ?? 'unexpected';
  return kind.replaceAll('-', ' ');
}
