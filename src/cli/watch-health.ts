import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorKind, InstallerError } from '../errors.ts';
import type { UntimedEvent } from '../model/event.ts';
import { healthLine, healthText } from '../report/health-text.ts';
import { forecast } from './forecast.ts';
import { type HealOptions, healOnce, healthOf } from './heal-once.ts';
import { localTime } from './local-time.ts';
import type { Session } from './session.ts';
import { untilAborted } from './until-aborted.ts';
import { writeText } from './write-text.ts';

export interface WatchHealthOptions extends HealOptions {
  /** Between two looks. */
  seconds: number;
  /** Ends the watch; what runs is let end. */
  signal: AbortSignal;
}

/** What may be over by the next look. */
const PASSING: readonly ErrorKind[] = [
  'unreachable',
  'preflight-refused',
  'operation-failed',
  'cluster-unhealthy',
  'locked',
];

/** What a person is writing anew while it is read. */
const WRITTEN: readonly ErrorKind[] = ['inventory-invalid', 'usage'];

/**
 * Looks again and again until the signal, and replaces what may be. A round that finds nothing new is one line; one that
 * fails is told, and the next one tries again: also where a file cannot be read, once it could. The lock is taken only where
 * there is something to do.
 */
export async function watchHealth(session: Session, options: WatchHealthOptions): Promise<void> {
  const { seconds, signal } = options;
  let before: string | undefined;
  let looked = false;
  while (!signal.aborted) {
    try {
      const seen = await untilAborted(forecast(quiet(session), undefined, { healing: true }), signal);
      if (seen === undefined) return;
      looked = true;
      const checks = healthOf(session, seen);
      const isIdle = seen.plan.operations.length === 0;
      const shown = JSON.stringify(
        checks.map(({ machines }) => machines.map(({ name, unhealthy, whyNot }) => [name, unhealthy, whyNot])),
      );
      if (!isIdle && (!options.dryRun || shown !== before)) await healOnce(session, options);
      else tell(session, options, checks, shown !== before);
      before = shown;
    } catch (error) {
      if (!mayBeOver(error, looked)) throw error;
      before = undefined;
      session.emit({
        type: 'note',
        message: `${now()} ${error.message}; looking again in ${seconds} s`,
      });
    }
    await untilAborted(sleep(seconds * 1000, undefined, { signal }), signal);
    session.askAgain();
  }
}

/** @param looked a round went well before: what is written was right then */
function mayBeOver(error: unknown, looked: boolean): error is Error {
  if (error instanceof InstallerError) {
    return PASSING.includes(error.kind) || (looked && WRITTEN.includes(error.kind));
  }
  return looked && error instanceof Error && 'syscall' in error;
}

type Checks = ReturnType<typeof healthOf>;

function tell({ emit }: Session, { output }: WatchHealthOptions, checks: Checks, isNews: boolean): void {
  if (output === 'json') emit({ type: 'health', checks });
  else if (isNews) writeText(`${now()}\n${healthText(checks)}\n`);
  else writeText(`${now()} ${healthLine(checks)}`);
}

/** A look of the watch is no run: what is found beside it was told when something was done last. */
function quiet(session: Session): Session {
  const emit = (event: UntimedEvent) => {
    if (event.type !== 'findings') session.emit(event);
  };
  return { ...session, emit };
}

function now(): string {
  return localTime(new Date().toISOString());
}
