import { randomUUID } from 'node:crypto';
import { exitCodeOf } from '../errors.ts';
import type { UntimedEvent } from '../model/event.ts';
import type { Session } from './session.ts';

/** Does work as a run of its own: its events begin with `run-started` and end with `run-finished`, wherever it fails. */
export async function asRun(
  session: Session,
  command: string,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  let finished = false;
  const emit = (event: UntimedEvent) => {
    if (event.type === 'run-finished') finished = true;
    session.emit(event);
  };
  emit({ type: 'run-started', command, cluster: session.desired.cluster.name, runId: randomUUID() });
  try {
    await work({ ...session, emit });
  } catch (error) {
    // Whoever runs operations finishes the run himself.
    const exitCode = exitCodeOf(error);
    if (!finished) emit({ type: 'run-finished', ok: false, changed: 0, exitCode, summary: 'nothing was started' });
    throw error;
  }
}
