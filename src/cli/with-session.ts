import { exitCodeOf, InstallerError } from '../errors.ts';
import type { Emit, UntimedEvent } from '../model/event.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { tellError } from './tell-error.ts';
import { typedAgain } from './typed-again.ts';

/**
 * Runs a command's work with an open session and closes it, whatever happens. A failure is told with the log's path and
 * the command to type next, and becomes the exit code.
 */
export async function withSession(
  options: SessionOptions,
  command: string,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const opened = await openSession(options, command);
  const run = runState(opened.emit);
  const session = { ...opened, emit: run.emit };
  try {
    await work(session);
  } catch (error) {
    const known = error instanceof InstallerError ? error : undefined;
    process.exitCode = known?.exitCode ?? 1;
    session.log.write({
      type: 'error',
      message: String(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    run.end(error);
    await session.close();
    tellError(error, process.stderr, {
      secrets: session.secrets,
      logPath: session.log.path,
      nextCommand: nextCommand(known, session),
    });
    return;
  }
  await session.close();
}

/** A run that was started is finished in its events too, wherever it failed: who reads them waits for the last. */
function runState(emit: Emit) {
  let under = false;
  return {
    emit: (event: UntimedEvent) => {
      if (event.type === 'run-started') under = true;
      if (event.type === 'run-finished') under = false;
      emit(event);
    },
    end: (error: unknown) => {
      if (!under) return;
      // Whoever runs operations finishes the run himself.
      emit({
        type: 'run-finished',
        ok: false,
        changed: 0,
        exitCode: exitCodeOf(error),
        summary: 'nothing was started',
      });
    },
  };
}

/** What a tired person types next: a run that was cut or failed is continued by the same command. */
function nextCommand(error: InstallerError | undefined, { fileArguments }: Session): string | undefined {
  const again = typedAgain(process.argv.slice(2));
  switch (error?.kind) {
    case 'operation-failed':
    case 'interrupted':
    case 'unreachable':
    case 'locked':
    case 'preflight-refused':
      return again;
    case 'cluster-unhealthy':
      return `installer status ${fileArguments}`;
    default:
      return undefined;
  }
}
