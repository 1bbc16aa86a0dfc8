import { exitCodeOf, InstallerError } from '../errors.ts';
import type { Emit, UntimedEvent } from '../model/event.ts';
import { overheardHost } from './overheard-host.ts';
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
  const host = (name: string) => overheardHost(opened.host(name), run.heard);
  const session = { ...opened, host, emit: run.emit };
  try {
    await work(session);
    session.log.write({ type: 'session-ended', exitCode: Number(process.exitCode ?? 0) });
  } catch (error) {
    const known = error instanceof InstallerError ? error : undefined;
    process.exitCode = known?.exitCode ?? 1;
    const { cause, ...details } = known?.details ?? {};
    session.log.write({
      type: 'error',
      message: error instanceof Error ? error.message : String(error),
      ...details,
      stack: error instanceof Error ? error.stack : undefined,
    });
    run.end(error);
    session.log.write({ type: 'session-ended', exitCode: process.exitCode });
    await session.close();
    tellError(error, process.stderr, {
      secrets: session.secrets,
      logPath: session.log.path,
      lookCommand: run.started ? lookCommand(session, known) : undefined,
      nextCommand: nextCommand(known, session),
    });
    return;
  }
  await session.close();
}

/** A run that was started is finished in its events too, wherever it failed: who reads them waits for the last. */
function runState(emit: Emit) {
  let under = false;
  let over = false;
  const state = {
    started: false,
    emit: (event: UntimedEvent) => {
      // Of work that was left alone when the time was up.
      if (over) return;
      if (event.type === 'run-started') under = state.started = true;
      if (event.type === 'run-finished') under = false;
      emit(event);
    },
    /** What hosts say to a command that is no run, such as exec, is its result alone. */
    heard: (event: UntimedEvent) => {
      if (under && !over) emit(event);
    },
    end: (error: unknown) => {
      over = true;
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
  return state;
}

/** What shows the run, with all that the host in question said, once its lines have left the screen. */
function lookCommand({ log }: Session, error: InstallerError | undefined): string | undefined {
  if (log.id === undefined) return undefined;
  const host = error?.kind === 'operation-failed' ? error.details.host : undefined;
  return `installer runs show ${log.id}${host === undefined ? '' : ` --host ${host}`}`;
}

/** What a tired person types next: a run that was cut or failed is continued by the same command. */
function nextCommand(error: InstallerError | undefined, { fileArguments }: Session): string | undefined {
  if (error?.details.nextCommand) return error.details.nextCommand;
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
