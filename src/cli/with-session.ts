import { InstallerError } from '../errors.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { tellError } from './tell-error.ts';

/**
 * Runs a command's work with an open session and closes it, whatever happens. A failure is told with the log's path and
 * the command to type next, and becomes the exit code.
 */
export async function withSession(
  options: SessionOptions,
  command: string,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const session = await openSession(options, command);
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
    await session.close();
    tellError(error, process.stderr, {
      secrets: session.secrets,
      logPath: session.log.path,
      nextCommand: nextCommand(known, command, session),
    });
    return;
  }
  await session.close();
}

/** What a tired person types next: a run that was cut or failed is continued by the same command. */
function nextCommand(
  error: InstallerError | undefined,
  command: string,
  { fileArguments }: Session,
): string | undefined {
  const again = `installer ${command} ${fileArguments}`;
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
