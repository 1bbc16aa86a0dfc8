import { InstallerError } from '../errors.ts';
import type { UntimedEvent } from '../model/event.ts';
import type { OperationNode } from './operation-node.ts';

/** What the run says about an operation that threw. Details that the error lacks are left out. */
export function failureEvent(node: OperationNode, error: unknown): UntimedEvent {
  const host = error instanceof InstallerError ? (error.details.host ?? node.host) : node.host;
  const event = {
    type: 'operation-failed' as const,
    operation: node.id,
    ...(host === undefined ? {} : { host }),
    message: messageOf(error),
  };
  if (!(error instanceof InstallerError)) return event;
  const { hint, command, exitCode, lastLines } = error.details;
  return {
    ...event,
    ...(hint === undefined ? {} : { hint }),
    ...(command === undefined ? {} : { command }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(lastLines === undefined ? {} : { lastLines }),
  };
}

/** Node's words for what was cut do not say that a person did it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AbortError' ? 'it was cut: the run was interrupted' : error.message;
}
