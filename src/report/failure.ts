import { InstallerError } from '../errors.ts';
import { countOf } from '../model/count-of.ts';
import type { Secrets } from '../model/secrets.ts';
import { painter } from './style.ts';

export interface FailureOptions {
  secrets: Secrets;
  /** The debug log of this run. */
  logPath?: string;
  /** The command line that shows the run again, with what hosts said. */
  lookCommand?: string;
  /** The command line to type next. */
  nextCommand?: string;
  /** Ids of operations that failed too. */
  alsoFailed?: readonly string[];
  /** How many operations were not started. */
  notRun?: number;
  colour?: boolean;
}

const LAST_LINES = 15;

/**
 * The end of a failed run, for stderr: what failed, on which host, the command and its exit code, what it said last,
 * what to do, where the log is and what to type next. Masked. Parts that are not known are left out.
 */
export function renderFailure(error: unknown, options: FailureOptions): string {
  const paint = painter(options.colour ?? false);
  const details = error instanceof InstallerError ? error.details : {};
  const message = error instanceof Error ? error.message : String(error);

  const lines = [paint('red', headline(details.operation, details.host))];
  lines.push(...message.split('\n').map((line) => `  ${line}`));
  const field = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') lines.push(`  ${`${name}: `.padEnd(13)}${value}`);
  };
  field('command', details.command);
  field('exit code', details.exitCode?.toString());
  if (details.lastLines && details.lastLines.length > 0) {
    lines.push('  it said last:');
    lines.push(...details.lastLines.slice(-LAST_LINES).map((line) => `    | ${line}`));
  }
  if (options.alsoFailed && options.alsoFailed.length > 0) field('also failed', options.alsoFailed.join(', '));
  if (options.notRun) field('not run', countOf(options.notRun, 'operation'));
  field('what to do', details.hint);
  field('log', options.logPath);
  field('look', options.lookCommand);
  field('next', options.nextCommand);
  return options.secrets.mask(lines.join('\n'));
}

function headline(operation: string | undefined, host: string | undefined): string {
  if (operation === undefined) return host === undefined ? 'Failed' : `Failed on ${host}`;
  const alreadyNamed = host === undefined || operation.startsWith(`${host}/`);
  return alreadyNamed ? `Failed: ${operation}` : `Failed: ${operation} on ${host}`;
}
